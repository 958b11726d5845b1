"""The mark of the year, and which periods are open for final marks."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import GradingPeriod, PeriodKind
from domain.final_marks.opening import open_periods
from domain.final_marks.year import year_average, year_mark
from domain.policy import SchoolPolicy

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


def test_no_periods_no_marks() -> None:
    assert open_periods([], date(2026, 11, 24), SchoolPolicy()) == ()
