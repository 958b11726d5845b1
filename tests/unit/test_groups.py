"""Where a pupil is by groups, and when a move says anything to a family."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as s

from domain.errors import Refused
from domain.groups.model import Membership
from domain.groups.rules import first_difference, in_group, require_move
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


@given(
    left=s.integers(-30, 30),
    since=s.integers(1, 60),
    begins=s.none() | s.just(date(2026, 9, 1)),
)
def test_a_pupil_is_in_a_group_once(left: int, since: int, begins: date | None) -> None:
    """In the first until `left` days from today, then in the second; back from `since` on."""
    last, day = DAY + timedelta(days=left), DAY + timedelta(days=since)
    own = [Membership(1, ANNA, begins, last), Membership(2, ANNA, last)]
    assert require_move(own, 2, max(day, last)) is None
    if last < day:
        with pytest.raises(Refused, match="group_before"):
            require_move(own, 1, day)
    else:
        was = require_move(own, 1, day)
        assert was is not None
        assert was.section_id == 2
    there = in_group(own, day)
    assert there is not None
    assert there.section_id == (1 if day < last else 2)
