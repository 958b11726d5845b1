"""What a class missed by days, and by when a reason is to be corrected."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.attendance.missing import (
    OF_A_WORD,
    PupilDay,
    missed,
    reason_due,
    replaced_by,
    spans,
)
from domain.attendance.model import Reason
from domain.working_days import WorkingCalendar

days = st.dates(date(2026, 9, 1), date(2027, 5, 31))


@st.composite
def pupil_days(draw: st.DrawFn) -> PupilDay:
    called = draw(st.integers(0, 7))
    left, by_reason = called, {}
    for reason in Reason:
        count = draw(st.integers(0, left))
        left -= count
        if count:
            by_reason[reason] = count
    return PupilDay(1, draw(days), called, by_reason)


@given(st.lists(pupil_days(), max_size=20))
def test_lessons_add_up_and_a_day_counts_only_as_a_whole(found: list[PupilDay]) -> None:
    total = missed(found)
    assert total.count == sum(each.missed for each in found)
    assert total.days == sum(each.called > 0 and each.missed == each.called for each in found)
    assert all(total.lessons.values())
    assert all(total.whole.values())
    assert total.whole.keys() <= total.lessons.keys()


@given(st.lists(pupil_days(), max_size=20))
def test_a_whole_day_has_the_reason_of_most_of_its_lessons(found: list[PupilDay]) -> None:
    expected: Counter[Reason] = Counter()
    for each in found:
        if each.is_missed:
            most = max(each.by_reason.values())
            expected[next(r for r in Reason if each.by_reason.get(r) == most)] += 1
    assert missed(found).whole == {
        reason: expected[reason] for reason in Reason if expected[reason]
    }


@given(st.lists(days, max_size=30))
def test_spans_hold_every_day_and_are_apart(found: list[date]) -> None:
    held = spans(found)
    assert all(any(begins <= day <= ends for begins, ends in held) for day in found)
    assert all(begins in found and ends in found for begins, ends in held)
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(held)]
    assert all(gap > timedelta(days=1) for gap in gaps)


@given(days, st.integers(1, 10))
def test_the_term_of_a_reason_is_in_working_days(handed: date, term: int) -> None:
    calendar = WorkingCalendar()
    due = reason_due(handed, calendar, term)
    assert calendar.is_working(due)
    assert calendar.between(handed, due) == term


def test_two_working_days_after_a_friday() -> None:
    assert reason_due(date(2026, 11, 20), WorkingCalendar(), 2) == date(2026, 11, 24)


@given(st.sampled_from(Reason), st.sets(st.sampled_from(Reason)))
def test_no_bulk_tap_and_no_word_overwrites_an_excuse(reason: Reason, shown: set[Reason]) -> None:
    """Illness and a good reason stay, unless all was seen to have a reason and is corrected.

    What was not seen stays whatever is tapped.
    """
    excuses = {Reason.ILL, Reason.EXCUSED}
    assert replaced_by(reason) <= {Reason.UNKNOWN}
    assert replaced_by(reason, shown | {Reason.UNKNOWN}) <= {Reason.UNKNOWN}
    assert replaced_by(reason, shown) <= shown | {Reason.UNKNOWN}
    assert excuses.isdisjoint(OF_A_WORD)
    assert reason not in replaced_by(reason, shown)
