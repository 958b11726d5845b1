"""Whose marks the journal of a section shows, and which of them (R049)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.gradebook.model import BookLesson, BookMark, SectionRows
from domain.groups.journal import Learner, has_all, is_shown, learners
from domain.groups.model import Membership
from domain.marks.value import MarkValue
from domain.people import Person

FIRST = date(2026, 11, 2)
DAYS = [FIRST + timedelta(days=back) for back in range(30)]
TODAY = DAYS[20]
ANNA = Person(1, "Иванова", "Анна", "")


def day(at: int) -> date:
    return DAYS[at]


@st.composite
def spells(draw: st.DrawFn) -> list[Membership]:
    """One after the other, the last one open or not."""
    bounds = sorted(draw(st.sets(st.integers(0, 29), min_size=1, max_size=6)))
    pairs = [bounds[at : at + 2] for at in range(0, len(bounds), 2)]
    return [
        Membership(7, ANNA, day(pair[0]), day(pair[1]) if len(pair) == 2 else None)
        for pair in pairs
    ]


@given(spells(), st.integers(0, 20), st.integers(0, 9))
def test_who_was_there_on_one_of_the_days_is_listed_once(
    held: list[Membership], first: int, more: int
) -> None:
    begins, ends = day(first), min(day(first + more), TODAY)
    found = learners(held, begins, ends, TODAY)
    days = [each for each in DAYS if begins <= each <= ends]
    was = any(spell.holds(each) for spell in held for each in days)
    assert [each.person for each in found] == [ANNA] * was


@given(spells(), st.integers(0, 20))
def test_whoever_is_there_now_reads_everything_and_who_taught_before_only_up_to_the_exit(
    held: list[Membership], at: int
) -> None:
    for who in learners(held, FIRST, TODAY, TODAY):
        is_there = any(spell.holds(TODAY) for spell in held)
        assert (who.left is None) == is_there
        assert is_shown(day(at), who.left, is_own=True)
        shown = is_shown(day(at), who.left, is_own=False)
        came_later = who.left is not None and day(at) >= who.left
        assert shown == (not came_later)
        if has_all(who.left, TODAY):
            assert all(is_shown(each, who.left, is_own=False) for each in DAYS[:21])


@given(spells())
def test_who_only_will_come_is_not_yet_listed(held: list[Membership]) -> None:
    before = held[0].begins
    assert before is not None
    eve = before - timedelta(days=1)
    assert learners(held, FIRST - timedelta(days=9), DAYS[-1], eve) == []


def test_a_membership_that_never_was_does_not_put_off_the_exit() -> None:
    """Files have said the pupil comes back on the 15th; somebody has moved them elsewhere."""
    held = [
        Membership(7, ANNA, None, day(5), 1, day(5)),
        Membership(7, ANNA, day(15), day(15), 2, day(12)),
    ]
    assert learners(held, FIRST, TODAY, TODAY) == [Learner(ANNA, day(5))]


def test_an_exit_after_the_period_leaves_its_average_whole() -> None:
    quarter_ends = day(10)
    [who] = learners([Membership(7, ANNA, None, day(11))], FIRST, quarter_ends, TODAY)
    assert who.left == day(11)
    assert has_all(who.left, quarter_ends)
    assert not has_all(day(10), quarter_ends)


def test_a_section_that_is_not_taught_in_a_period_shows_nothing_of_it() -> None:
    """As one of another school year in which files have left its pupils."""
    other = BookMark(ANNA.id, day(3), 1, MarkValue.of("5"), 1, True, False)
    mine, lesson = other._replace(day=day(4)), BookLesson(day(4), 1)
    rows = SectionRows((), (), frozenset(), 0, (other,))
    assert rows.shown([Learner(ANNA)]).of(ANNA.id) == []
    for taught in (
        SectionRows((lesson,), (), frozenset(), 0, (other,)),
        SectionRows((), (), frozenset(), 1, (other,)),
        SectionRows((), (mine,), frozenset(), 0, (other,)),
    ):
        assert other in taught.shown([Learner(ANNA)]).of(ANNA.id)
        assert other not in taught.shown([Learner(ANNA, day(3))]).of(ANNA.id)
        assert other not in taught.shown([]).of(ANNA.id), "who is not listed"
