"""How long a mark may be set and changed, and what a button has seen (S4 §4(а), R087-R091)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.marks.model import WorkType
from domain.marks.term import LONGEST_OWED, is_open, last_day, require_due
from domain.marks.value import (
    SIGNS,
    GradeScale,
    MarkKind,
    MarkValue,
    allowed,
    require_allowed,
    trace,
)
from domain.marks.work_types import DEFAULT_WORK_TYPES
from domain.policy import SchoolPolicy
from domain.work_types.terms import closed_before

DAY = date(2026, 11, 23)
POLICY = SchoolPolicy()
days = st.dates(date(2026, 9, 1), date(2027, 5, 31))


def work(days_open: int) -> WorkType:
    return WorkType(1, "w", "Работа", "Р", 1, days_open=days_open)


@pytest.mark.parametrize(
    ("code", "last"),
    [("answer", DAY), ("homework", DAY), ("control", date(2026, 11, 30)), ("recital", DAY)],
)
def test_oral_work_the_lesson_day_written_work_a_week(code: str, last: date) -> None:
    """S1 П1.2 «не позднее недели», S2 3.2: as the school's list of works begins."""
    [found] = [each for each in DEFAULT_WORK_TYPES if each.code == code]
    assert last_day(work(found.days_open), DAY) == last


@given(days, st.integers(0, 14), st.integers(0, 60))
def test_open_to_the_end_of_the_last_day_and_never_after(
    day: date, days_open: int, later: int
) -> None:
    today = day + timedelta(days=later)
    assert is_open(work(days_open), day, today, POLICY) == (later <= days_open)


@given(
    st.integers(0, 14),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 14)), max_size=8),
    st.integers(-20, 30),
)
def test_no_change_of_the_term_opens_what_was_closed_as_a_day_began(
    first: int, changes: list[tuple[int, int]], ahead: int
) -> None:
    """Nor does it close what is in the new term and was never closed: a slip is put right."""
    kind, changed_on, today, lesson = work(first), None, DAY, DAY + timedelta(days=ahead)
    was_closed = not is_open(kind, lesson, today, POLICY)
    for later, days_open in changes:
        for _ in range(later):
            today += timedelta(days=1)
            was_closed = was_closed or not is_open(kind, lesson, today, POLICY)
        kept = closed_before(kind.days_open, kind.closed_before, changed_on, today)
        kind, changed_on = replace(kind, days_open=days_open, closed_before=kept), today
        in_term = today <= last_day(kind, lesson)
        assert is_open(kind, lesson, today, POLICY) == (in_term and not was_closed)


@given(days, st.integers(0, 14), st.integers(0, 400))
def test_a_school_may_switch_the_lock_off(day: date, days_open: int, later: int) -> None:
    policy = SchoolPolicy.from_json({"locks_marks": False})
    assert is_open(work(days_open), day, day + timedelta(days=later), policy)


@given(st.integers(-30, 200))
def test_a_mark_is_owed_until_a_coming_day(ahead: int) -> None:
    if 0 < ahead <= LONGEST_OWED.days:
        require_due(DAY + timedelta(days=ahead), DAY)
        return
    with pytest.raises(Refused, match="owed_until"):
        require_due(DAY + timedelta(days=ahead), DAY)


def codes(scale: GradeScale, **policy: object) -> list[str]:
    return [each.code for each in allowed(scale, SchoolPolicy.from_json(dict(policy)))]


def test_what_may_be_given() -> None:
    """Facts §2.1: «1» and signs as the school decides, «н/а» never as a current mark."""
    words = ["cr", "nc", "ex", "pt"]
    assert codes(GradeScale.MARKS, allows_signs=False) == ["5", "4", "3", "2", *words]
    assert codes(GradeScale.MARKS, allows_signs=False, lowest_mark=1)[:5] == list("54321")
    signed = [f"{number}{sign}" for number in "5432" for sign in SIGNS]
    assert codes(GradeScale.MARKS) == ["5", "4", "3", "2", *signed, *words]
    assert codes(GradeScale.CREDIT) == words


EVERY = [f"{number}{sign}" for number in "12345" for sign in ("", *SIGNS)] + [
    kind.value for kind in MarkKind if kind is not MarkKind.NUMBER
]


@pytest.mark.parametrize("scale", GradeScale)
@pytest.mark.parametrize("stored", [{}, {"allows_signs": False}, {"lowest_mark": 1}])
@pytest.mark.parametrize("code", EVERY)
def test_anything_else_is_refused(scale: GradeScale, stored: dict[str, object], code: str) -> None:
    policy = SchoolPolicy.from_json(dict(stored))
    value = MarkValue.of(code)
    if value in allowed(scale, policy):
        require_allowed(value, scale, policy)
        return
    with pytest.raises(Refused, match=r"credit_only|mark_off_scale|no_signs|only_final"):
        require_allowed(value, scale, policy)


def test_a_button_tells_what_stood_there_in_one_letter() -> None:
    traces = [trace(None), *(trace(MarkValue.of(code)) for code in EVERY)]
    assert len(set(traces)) == len(EVERY) + 1
    assert all(len(each) == 1 and each.isascii() and each.isalnum() for each in traces)
    owed = MarkValue.pending(date(2026, 11, 27))
    assert trace(owed) == trace(MarkValue.of("pt"))
