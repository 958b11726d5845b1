"""The least number of marks by weekly hours, and who is short of it (R102, facts §2.7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import PeriodKind
from domain.gradebook.coverage import judges, least_marks, mark_coverage
from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy


@pytest.mark.parametrize(
    ("hours", "kind", "least"),
    [
        (1, PeriodKind.QUARTER, 3),
        (2, PeriodKind.QUARTER, 5),
        (3, PeriodKind.QUARTER, 7),
        (6, PeriodKind.QUARTER, 7),
        (0, PeriodKind.QUARTER, 3),  # an hour every other week
        (1, PeriodKind.TRIMESTER, 4),
        (1, PeriodKind.HALF_YEAR, 5),
        (2, PeriodKind.MODULE, 4),
        (2, PeriodKind.SCHOOL_YEAR, None),
        (None, PeriodKind.QUARTER, None),
    ],
)
def test_the_least_by_hours_and_period(hours: int | None, kind: PeriodKind, least: int) -> None:
    assert least_marks(hours, kind, SchoolPolicy()) == least


def test_a_school_has_its_own_table() -> None:
    policy = SchoolPolicy.from_json({"least_marks_quarter": {"1": 2, "2": 3, "3": 9}})
    assert [least_marks(hours, PeriodKind.QUARTER, policy) for hours in (1, 2, 4)] == [2, 3, 9]


@pytest.mark.parametrize(
    ("code", "counted"),
    [("5", True), ("4-", True), ("cr", True), ("nc", True), ("ex", False), ("pt", False)],
)
def test_what_a_pupil_can_be_judged_by(code: str, counted: bool) -> None:
    assert judges(MarkValue.of(code)) is counted


@given(
    st.dictionaries(st.integers(1, 40), st.integers(0, 12)), st.integers(0, 9), st.integers(0, 9)
)
def test_everybody_who_is_short_is_named_once_with_what_is_missing(
    counts: dict[int, int], least: int, left: int
) -> None:
    found = mark_coverage(counts, least, left)
    assert {each.student_id for each in found.short} == {
        who for who, count in counts.items() if count < least
    }
    for each in found.short:
        assert each.has + each.lacks == least
        assert found.is_reachable(each) == (each.lacks <= left)
    assert [each.lacks for each in found.short] == sorted(
        (each.lacks for each in found.short), reverse=True
    )
