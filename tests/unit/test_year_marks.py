"""The mark of the year, and which periods are open for final marks."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import GradingPeriod, PeriodKind
from domain.errors import Refused
from domain.final_marks.behaviour_model import behaviour_values
from domain.final_marks.opening import open_periods, period_to_set
from domain.final_marks.rules import basis_of_final, basis_of_year, needs_reason
from domain.final_marks.year import final_average, year_average, year_mark, year_with_exam
from domain.marks.value import MarkValue
from domain.policy import BEHAVIOUR_SCALES, SchoolPolicy

MARKS = st.lists(st.integers(2, 5), min_size=1, max_size=6)


@given(MARKS)
def test_the_year_is_the_nearest_mark_and_a_tie_goes_up(marks: list[int]) -> None:
    mean = Fraction(sum(marks), len(marks))
    mark = year_mark(marks)
    assert mark is not None
    assert mean - Fraction(1, 2) < mark <= mean + Fraction(1, 2)


def test_the_year_by_example() -> None:
    assert year_mark([4, 5, 4, 5]) == 5
    assert year_mark([3, 4]) == 4
    assert year_mark([3, 3, 4, 4, 3]) == 3
    assert year_average([4, 5, 5]) == Decimal("4.67")
    assert year_mark([]) is None
    assert year_average([]) is None


MARK = st.integers(2, 5)
SHARE = st.integers(0, 100)


@given(MARK, MARK, SHARE)
def test_the_final_mark_is_the_nearest_to_both_and_a_tie_goes_up(
    year: int, exam: int, share: int
) -> None:
    mean = Fraction(year * (100 - share) + exam * share, 100)
    final = year_with_exam(year, exam, share)
    assert final is not None
    assert mean - Fraction(1, 2) < final <= mean + Fraction(1, 2)
    assert min(year, exam) <= final <= max(year, exam)


@given(MARK, st.integers(2, 4), SHARE)
def test_a_better_exam_makes_no_final_mark_worse(year: int, exam: int, share: int) -> None:
    lower, higher = (year_with_exam(year, each, share) for each in (exam, exam + 1))
    assert lower is not None
    assert higher is not None
    assert lower <= higher


@given(MARK, MARK)
def test_an_exam_without_weight_and_a_missing_one_leave_the_year(year: int, exam: int) -> None:
    assert year_with_exam(year, exam, 0) == year_with_exam(year, None, 50) == year
    assert year_with_exam(year, exam, 100) == exam
    assert year_with_exam(None, exam, 50) is None


def test_the_final_mark_by_example() -> None:
    assert year_with_exam(4, 5, 50) == year_with_exam(5, 4, 50) == 5
    assert year_with_exam(4, 3, 50) == 4
    assert year_with_exam(3, 5, 50) == 4
    assert year_with_exam(3, 5, 30) == 4
    assert year_with_exam(3, 4, 30) == 3
    assert final_average(4, 5, 50) == Decimal("4.50")
    assert final_average(4, None, 50) == Decimal("4.00")


@given(MARK, MARK, SHARE)
def test_the_final_mark_that_comes_out_is_never_explained(year: int, exam: int, share: int) -> None:
    policy = SchoolPolicy(exam_share=share)
    basis = basis_of_final(MarkValue.plain(year), MarkValue.plain(exam), (), policy)
    assert basis.suggested is not None
    assert needs_reason(basis.suggested, basis, policy) is None


def test_two_years_count_where_the_school_says_so() -> None:
    policy, both = SchoolPolicy(), [MarkValue.plain(each) for each in (3, 4, 4)]
    basis = basis_of_final(MarkValue.plain(5), MarkValue.plain(5), both, policy)
    assert basis.suggested == MarkValue.plain(4)
    assert basis.average == Decimal("3.67")


def test_who_was_not_attested_for_the_year_is_not_for_the_course() -> None:
    never = MarkValue.of("na")
    assert basis_of_final(never, MarkValue.plain(4), (), SchoolPolicy()).suggested == never


QUARTERS = (
    ("I", date(2026, 9, 1), date(2026, 10, 23)),
    ("II", date(2026, 11, 2), date(2026, 12, 30)),
    ("III", date(2027, 1, 11), date(2027, 3, 26)),
    ("IV", date(2027, 4, 5), date(2027, 5, 26)),
)
PERIODS = [
    GradingPeriod(at, PeriodKind.QUARTER, at, title, 2027, begins, ends)
    for at, (title, begins, ends) in enumerate(QUARTERS, start=1)
] + [
    GradingPeriod(
        9, PeriodKind.SCHOOL_YEAR, 0, "2026/27", 2027, date(2026, 9, 1), date(2027, 5, 26)
    )
]


def titles(day: date, policy: SchoolPolicy | None = None) -> list[str]:
    return [each.title for each in open_periods(PERIODS, day, policy or SchoolPolicy())]


def test_a_period_opens_two_weeks_before_its_last_day() -> None:
    last = date(2026, 12, 30)
    assert titles(last - timedelta(days=15)) == ["I"]
    assert titles(last - timedelta(days=14)) == ["II", "I"]
    assert titles(date(2026, 10, 8)) == []


def test_an_exam_opens_on_its_day_and_the_final_mark_with_it() -> None:
    held = date(2027, 6, 3)
    columns = [
        GradingPeriod(20 + at, kind, 1, kind.value, 2027, held, held)
        for at, kind in enumerate((PeriodKind.FINAL, PeriodKind.EXAM))
    ]

    def shown(day: date) -> list[str]:
        found = open_periods([*PERIODS, *columns], day, SchoolPolicy())
        return [each.title for each in found][4:]

    assert shown(date(2027, 6, 2)) == ["2026/27"]
    assert shown(held) == shown(date(2027, 7, 1)) == ["2026/27", "exam", "final"]


def test_the_school_may_open_it_at_another_time() -> None:
    assert titles(date(2026, 10, 20), SchoolPolicy(final_marks_open_days=3)) == ["I"]
    assert titles(date(2026, 10, 19), SchoolPolicy(final_marks_open_days=3)) == []


def test_periods_stay_open_for_the_year_and_the_year_comes_last() -> None:
    assert titles(date(2027, 6, 20)) == ["IV", "III", "II", "I", "2026/27"]


def test_last_years_periods_are_closed() -> None:
    next_year = GradingPeriod(
        11, PeriodKind.QUARTER, 1, "I*", 2028, date(2027, 9, 1), date(2027, 10, 22)
    )
    found = open_periods([*PERIODS, next_year], date(2027, 10, 20), SchoolPolicy())
    assert [each.title for each in found] == ["I*"]


NEXT = GradingPeriod(11, PeriodKind.QUARTER, 1, "I*", 2028, date(2027, 9, 1), date(2027, 10, 22))


@pytest.mark.parametrize(
    ("day", "wanted", "code"),
    [
        (date(2027, 8, 31), 9, None),
        (date(2027, 8, 31), 4, None),
        (date(2027, 9, 1), 4, "finals_year_over"),
        (date(2027, 9, 1), 9, "finals_year_over"),
        (date(2027, 9, 1), 11, "finals_not_open"),
        (date(2027, 9, 1), None, "finals_not_open"),
        (date(2027, 9, 1), 12, "finals_gone"),
        (date(2027, 10, 20), None, None),
    ],
)
def test_a_closed_year_says_that_it_is_over_and_not_that_it_is_early(
    day: date, wanted: int | None, code: str | None
) -> None:
    """R096: its marks stand from the first day of the next one on."""
    refused = None
    try:
        period, _all = period_to_set([*PERIODS, NEXT], day, wanted, SchoolPolicy())
        assert wanted in (None, period.id)
    except Refused as error:
        refused = error.code
    assert refused == code


def test_no_periods_no_marks() -> None:
    assert open_periods([], date(2026, 11, 24), SchoolPolicy()) == ()


def test_behaviour_is_off_and_never_in_grade_one_by_itself() -> None:
    assert not any(SchoolPolicy().has_behaviour(grade) for grade in range(1, 12))
    assert behaviour_values(SchoolPolicy()) == ()
    for scale in BEHAVIOUR_SCALES[1:]:
        policy = SchoolPolicy(behaviour_scale=scale)
        assert [grade for grade in range(1, 12) if policy.has_behaviour(grade)] == [*range(2, 12)]
        assert len(behaviour_values(policy)) >= 2
    every = SchoolPolicy(behaviour_scale="words", behaviour_free_grade_levels=())
    assert every.has_behaviour(1)


@given(MARKS, st.sampled_from(["bx", "bg", "bs", "bu"]))
def test_behaviour_is_in_no_average(marks: list[int], code: str) -> None:
    values = [MarkValue.plain(each) for each in marks]
    with_it = basis_of_year([*values, MarkValue.of(code)])
    assert (with_it.average, with_it.suggested) == (
        year_average(marks),
        MarkValue.plain(year_mark(marks) or 0),
    )
