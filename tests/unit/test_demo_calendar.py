"""The demo's school year fits any date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.demo.calendar import SchoolYear, demo_clock, school_day_for, year_around

any_day = st.dates(date(2024, 1, 1), date(2035, 12, 31))
MOSCOW = ZoneInfo("Europe/Moscow")


def period_of(year: SchoolYear, day: date) -> int:
    return next(each.ordinal for each in year.quarters if each.begins <= day <= each.ends)


@given(any_day)
@example(date(2026, 11, 22))  # a Sunday
@example(date(2027, 7, 15))
@example(date(2026, 12, 31))
@example(date(2028, 2, 29))
@example(date(2027, 2, 16))  # in the extra holidays of grade 1
@example(date(2026, 11, 4))  # a public holiday
def test_today_is_a_school_day_with_a_quarter_behind_it(day: date) -> None:
    today = school_day_for(day)
    year = year_around(today)
    for grade_level in (1, 7, 11):
        assert today in year.school_days(grade_level)
    assert period_of(year, today) >= 2
    quarter = year.quarters[period_of(year, today) - 1]
    assert quarter.begins + timedelta(days=14) <= today <= quarter.ends - timedelta(days=10)


@given(any_day)
def test_a_full_year_is_nearly_over(day: date) -> None:
    today = school_day_for(day)
    year = year_around(today, full_year=True)
    assert today in year.school_days(1)
    assert period_of(year, today) == 4
    given_days = [one for one in year.school_days(7) if one <= today]
    assert len(given_days) >= 0.93 * len(year.school_days(7))


@given(any_day)
def test_periods_follow_each_other_with_a_week_of_holidays_between(day: date) -> None:
    year = year_around(school_day_for(day))
    for before, after in zip(year.quarters, year.quarters[1:], strict=False):
        assert (after.begins - before.ends).days - 1 >= 7  # facts §2.3
        assert any(
            off.begins == before.ends + timedelta(days=1)
            and off.ends == after.begins - timedelta(days=1)
            for off in year.holidays
        )
    assert year.half_years[0].begins == year.quarters[0].begins
    assert year.half_years[1].ends == year.quarters[3].ends
    assert 160 <= len(year.school_days(7)) <= 175


def test_the_real_year_is_taken_where_it_fits() -> None:
    year = year_around(date(2026, 11, 23))
    assert (year.quarters[0].begins, year.quarters[0].ends) == (
        date(2026, 9, 1),
        date(2026, 10, 23),
    )
    assert "День народного единства" in [off.title for off in year.holidays]
    assert "Осенние каникулы" in [off.title for off in year.holidays]


def test_a_moved_year_calls_no_break_in_june_an_autumn_one() -> None:
    year = year_around(date(2027, 7, 15))
    assert not any("Осенние" in off.title for off in year.holidays)


def test_holidays_on_a_weekend_last_to_monday() -> None:
    """1 and 9 May 2027 are a Saturday and a Sunday (facts §2.3: 1–3 and 8–10 May off)."""
    year = year_around(date(2027, 4, 21))
    for monday in (date(2027, 5, 3), date(2027, 5, 10)):
        assert monday not in year.school_days(7)


def test_a_weekend_has_no_calendar_of_its_own() -> None:
    with pytest.raises(ValueError, match="weekday"):
        year_around(date(2026, 11, 22))


@given(st.builds(datetime.combine, any_day, st.times(), st.just(UTC)))
def test_the_clock_shows_the_third_lesson_of_a_weekday(real_now: datetime) -> None:
    local = (real_now + demo_clock(real_now, MOSCOW)).astimezone(MOSCOW)
    assert (local.hour, local.minute, local.second) == (10, 40, 0)
    assert local.isoweekday() <= 5
    real_date = real_now.astimezone(MOSCOW).date()
    assert local.date() == real_date or (real_date.isoweekday() > 5 and local.isoweekday() == 1)
