"""Where a pupil is by groups, and when a move says anything to a family."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as s

from domain.groups.model import Membership
from domain.groups.rules import (
    changed_days,
    first_difference,
    may_stay,
    moved,
    next_group,
    without_move,
)
from domain.people import Person
from domain.timetable.planning import PlannedLesson

DAY = date(2026, 11, 24)
ANNA = Person(1, "Иванова", "Анна")
lessons = s.builds(
    PlannedLesson,
    section_id=s.just(1),
    date=s.dates(DAY, DAY + timedelta(days=3)),
    number=s.integers(1, 3),
    starts=s.sampled_from((510, 565)),
    ends=s.just(610),
    teacher_id=s.sampled_from((1, 2)),
    location=s.sampled_from(("1", "2")),
    is_cancelled=s.booleans(),
)
weeks = s.lists(lessons, max_size=4)


@given(week=weeks, other=weeks)
def test_nobody_is_told_where_the_lessons_are_the_same(
    week: list[PlannedLesson], other: list[PlannedLesson]
) -> None:
    same = [replace(each, section_id=2) for each in week]
    assert first_difference(week, same) is None
    found = first_difference(week, other)
    held = [each for each in other if not each.is_cancelled]
    if found is not None:
        assert found in held
    elif held:
        seen = {(it.date, it.starts, it.location, it.teacher_id) for it in held}
        was = [it for it in week if not it.is_cancelled]
        assert {(it.date, it.starts, it.location, it.teacher_id) for it in was} == seen


moves = s.lists(s.tuples(s.integers(1, 3), s.integers(1, 9), s.integers(0, 9)), max_size=6)
FILES = [Membership(1, ANNA, date(2026, 9, 1))]


def after(
    steps: list[tuple[int, int, int]], own: list[Membership]
) -> tuple[list[Membership], date]:
    """Moves into a group, so many days ahead, made so many days after the one before."""
    today = DAY
    for group, ahead, later in steps:
        today += timedelta(days=later)
        own = moved(own, group, today + timedelta(days=ahead))
    return own, today


def where(own: list[Membership], day: date) -> list[int]:
    return [each.section_id for each in own if each.holds(day)]


@given(steps=moves, group=s.integers(1, 3), ahead=s.integers(1, 9))
def test_a_move_changes_the_days_from_it_on_and_no_others(
    steps: list[tuple[int, int, int]], group: int, ahead: int
) -> None:
    """Also into a group in which the pupil has been: history keeps every spell."""
    own, today = after(steps, FILES)
    since = today + timedelta(days=ahead)
    now = moved(own, group, since)
    for offset in range(-60, 30):
        day = since + timedelta(days=offset)
        assert where(now, day) == ([group] if offset >= 0 else where(own, day)), day
    spells = [(each.section_id, each.spell) for each in now]
    assert len({*spells}) == len(spells)
    assert {*moved(now, group, since)} == {*now}, "a second press changes nothing"
    assert all(not each.is_empty for each in now)


@given(steps=moves, group=s.integers(1, 3), ahead=s.integers(1, 9), back=s.integers(1, 9))
def test_a_move_taken_back_before_it_begins_leaves_no_trace(
    steps: list[tuple[int, int, int]], group: int, ahead: int, back: int
) -> None:
    own, today = after(steps, FILES)
    stays = [each for each in own if each.ends is None and each.holds(today)]
    if stays:
        away = moved(own, group, today + timedelta(days=max(ahead, back)))
        there = stays[0].section_id, today + timedelta(days=back)
        assert may_stay(away, *there) is not None
        assert {*moved(away, *there)} == {*own}


@given(steps=moves, group=s.integers(1, 3), ahead=s.integers(1, 9))
def test_a_family_hears_of_the_first_day_that_differs(
    steps: list[tuple[int, int, int]], group: int, ahead: int
) -> None:
    own, today = after(steps, FILES)
    since = today + timedelta(days=ahead)
    now = moved(own, group, since)
    days = [since + timedelta(days=offset) for offset in range(60)]
    differing = [day for day in days if where(own, day) != where(now, day)]
    found = changed_days(own, now, since)
    assert [day for day, _was, _now in found][:1] == differing[:1]
    for day, was, to in found:
        assert day in differing
        assert ([was], [to]) == (where(own, day), where(now, day))


def test_files_do_not_undo_what_is_decided_against_them() -> None:
    """They have said that the pupil changes in December, and somebody keeps her where she is."""
    december = date(2026, 12, 1)
    said = [Membership(1, ANNA, None, december), Membership(2, ANNA, december)]
    kept = moved(said, 1, DAY)
    assert {*kept} == {
        Membership(1, ANNA, None, None, 1, DAY),
        Membership(2, ANNA, december, december, 1, DAY),
    }
    assert {where(kept, DAY + timedelta(days=each))[0] for each in range(60)} == {1}
    assert next_group(kept, DAY) is None
    later = moved(kept, 2, december)
    assert [each.spell for each in later if each.section_id == 2] == [1, 2]


def test_a_pupil_who_comes_back_is_compared_with_where_she_is() -> None:
    own, _today = after([(2, 1, 0), (1, 3, 9)], FILES)
    assert [(each.section_id, each.spell) for each in own] == [(1, 1), (2, 1), (1, 2)]
    for group, ahead, where_she_is in ((2, 20, 1), (1, 11, 2)):
        found = without_move(own, group, DAY + timedelta(days=ahead))
        assert found is not None
        assert found.section_id == where_she_is
    assert without_move([], 1, DAY) is None
