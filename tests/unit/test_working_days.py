"""Working days of staff: the working week but for public holidays and the days that differ."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.handover.model import TERM, Clock
from domain.policy import SchoolPolicy
from domain.working_days import (
    CalendarDate,
    DateKind,
    WorkingCalendar,
    public_holidays,
    working_calendar,
)

FRIDAY = date(2026, 11, 20)
USUAL = WorkingCalendar()
SIX_DAYS = WorkingCalendar(6)
# Saturday is worked and Monday free; the day before a holiday is short.
DECREE = (
    CalendarDate(date(2026, 11, 21), DateKind.WORKING),
    CalendarDate(date(2026, 11, 23), DateKind.FREE),
    CalendarDate(date(2026, 11, 3), DateKind.SHORT),
)
DIFFERING = working_calendar(SchoolPolicy(), DECREE)
days = st.dates(date(2026, 9, 1), date(2027, 5, 31))
calendars = st.sampled_from([USUAL, SIX_DAYS, DIFFERING])


def test_three_working_days_from_a_friday_end_on_wednesday() -> None:
    assert USUAL.after(FRIDAY, TERM) == date(2026, 11, 25)


def test_vacations_are_working_days_of_staff_and_public_holidays_are_not() -> None:
    """Autumn vacations are from 24 October to 1 November; 4 November is a public holiday."""
    assert USUAL.after(date(2026, 10, 22), TERM) == date(2026, 10, 27)
    assert USUAL.after(date(2026, 11, 2), TERM) == date(2026, 11, 6)


def test_in_a_six_day_week_saturday_counts() -> None:
    assert SIX_DAYS.after(FRIDAY, TERM) == date(2026, 11, 24)


def test_a_decree_moves_days_and_a_short_day_is_a_working_one() -> None:
    assert DIFFERING.after(FRIDAY, TERM) == date(2026, 11, 25)  # Saturday, Tuesday, Wednesday
    assert DIFFERING.is_working(date(2026, 11, 3))
    assert not DIFFERING.is_working(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("year", "moved"),
    [
        (2025, [date(2025, 2, 24), date(2025, 3, 10)]),
        (2026, [date(2026, 3, 9), date(2026, 5, 11)]),
        (2027, [date(2027, 5, 3), date(2027, 5, 10), date(2027, 6, 14)]),
    ],
)
def test_a_holiday_on_a_day_off_moves_to_the_next_working_day(year: int, moved: list[date]) -> None:
    """23 February 2025 is a Sunday, 8 March 2026 too, 1 May 2027 a Saturday; and so on."""
    named = {date(year, 1, day) for day in range(1, 9)}
    named |= {date(year, *each) for each in ((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))}
    assert sorted(public_holidays(year) - named) == moved
    assert public_holidays(year) >= named


def test_january_moves_nowhere_by_itself() -> None:
    """3 and 4 January 2026 are days off: the government names others, the school enters them."""
    assert USUAL.is_working(date(2026, 1, 9))


def test_in_a_six_day_week_a_holiday_on_saturday_moves_nowhere() -> None:
    assert date(2027, 5, 3) in public_holidays(2027)
    assert date(2027, 5, 3) not in public_holidays(2027, 6)


@given(st.integers(2020, 2060), st.sampled_from([5, 6]))
def test_every_holiday_but_those_of_january_takes_one_working_day(
    year: int, days_a_week: int
) -> None:
    free = [day for day in public_holidays(year, days_a_week) if day.month > 1]
    assert sum(day.isoweekday() <= days_a_week for day in free) == 6


@given(calendars, days, st.integers(1, 30))
def test_the_last_day_is_a_working_day_and_the_days_until_it_are_as_many(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    last = calendar.after(day, count)
    assert calendar.is_working(last)
    assert calendar.between(day, last) == count


@given(calendars, days, st.integers(1, 30))
def test_before_is_after_looked_at_from_the_other_end(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    first = calendar.before(day, count)
    assert calendar.is_working(first)
    beside = calendar.after(first, count)
    assert beside >= day
    assert calendar.between(day, beside) == calendar.is_working(beside) * (beside > day)


@given(calendars, days, days)
def test_what_is_left_and_what_is_overdue_mirror_each_other(
    calendar: WorkingCalendar, one: date, other: date
) -> None:
    assert calendar.between(one, other) == -calendar.between(other, one)


@given(calendars, days, days)
def test_days_left_fall_to_nothing_on_the_day_itself_and_then_below(
    calendar: WorkingCalendar, today: date, due: date
) -> None:
    order = due - timedelta(days=10)
    deadline = Clock(today, calendar, None).deadline(order, None)
    assert deadline is not None
    assert deadline.is_over == (today > deadline.due and calendar.between(deadline.due, today) > 0)


def test_a_year_without_a_working_day_is_a_mistake_and_not_a_search_without_end() -> None:
    free = {FRIDAY + timedelta(days=each): DateKind.FREE for each in range(400)}
    with pytest.raises(ValueError, match="without a working day"):
        WorkingCalendar(5, free).after(FRIDAY, 1)


def test_the_order_counts_before_the_day_of_enrolment_and_the_import() -> None:
    clock = Clock(date(2026, 11, 24), USUAL, date(2026, 11, 16))
    begins, order = date(2026, 9, 1), date(2026, 8, 20)
    by_order, by_import = clock.deadline(order, begins), clock.deadline(None, begins)
    assert by_order is not None
    assert by_import is not None
    assert (by_order.starts, by_import.starts) == (order, date(2026, 11, 16))
    assert Clock(date(2026, 11, 24), USUAL, None).deadline(None, None) is None
