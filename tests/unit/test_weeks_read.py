"""Which week is to be read, and which family reads nothing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import School
from domain.errors import Refused
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.weeks_read.model import FamilyReads, FamilyRecord
from domain.weeks_read.rules import (
    REMINDED_EVERY,
    may_be_reminded,
    reads,
    week_to_read,
    week_up_to,
    weeks_of,
)
from domain.weeks_read.week import Week, WeekOfPupil

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY = date(2026, 11, 20)
BEGAN = datetime(2026, 9, 1, tzinfo=UTC)
PETR = Person(1, "Белов", "Пётр")
OLGA = Person(2, "Белова", "Ольга", "Ивановна")
DMITRY = Person(3, "Иванов", "Дмитрий", "Павлович")
days = st.dates(date(2026, 9, 1), date(2027, 6, 30))
schools = st.builds(
    lambda weekday, evening: _school(weekly_digest_weekday=weekday, evening_at=evening),
    st.integers(1, 7),
    st.integers(12 * 60, 22 * 60),
)
moments = st.integers(0, 300 * 24 * 60).map(lambda minutes: BEGAN + timedelta(minutes=minutes))


def _school(**rules: object) -> School:
    return School(1, "Школа № 1", MOSCOW, SchoolPolicy.from_json(rules))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (_at(FRIDAY, 18, 59), FRIDAY - timedelta(days=7)),
        (_at(FRIDAY, 19), FRIDAY),
        (_at(FRIDAY + timedelta(days=4), 10, 40), FRIDAY),
        (_at(FRIDAY + timedelta(days=7), 19), FRIDAY + timedelta(days=7)),
    ],
)
def test_a_week_is_read_from_the_evening_of_its_message_on(now: datetime, last: date) -> None:
    assert week_to_read(_school(), now) == Week(last)
    assert Week(last).begins == last - timedelta(days=6)


@given(schools, moments)
def test_the_newest_week_has_ended_and_is_less_than_a_week_old(
    school: School, now: datetime
) -> None:
    week, local = week_to_read(school, now), school.local(now)
    assert week.last.isoweekday() == school.policy.weekly_digest_weekday
    evening = datetime.combine(week.last, datetime.min.time(), MOSCOW)
    evening += timedelta(minutes=school.policy.evening_at)
    assert evening <= local < evening + timedelta(days=7)


@given(schools, moments, st.integers(-30, 90))
def test_a_button_names_a_whole_week_that_has_ended(
    school: School, now: datetime, ago: int
) -> None:
    newest = week_to_read(school, now).last
    last = newest - timedelta(days=ago)
    if ago >= 0 and ago % 7 == 0:
        assert week_up_to(last, school, now) == Week(last)
    else:
        with pytest.raises(Refused, match="week_not_asked"):
            week_up_to(last, school, now)


@given(days, st.integers(0, 120), days)
def test_the_weeks_of_a_period_are_all_that_touch_it(
    begins: date, length: int, newest: date
) -> None:
    ends = begins + timedelta(days=length)
    found = weeks_of(begins, ends, Week(newest))
    assert found == sorted(found, key=lambda week: week.last)
    assert all((newest - each.last).days % 7 == 0 for each in found)
    covered = {each.begins + timedelta(days=more) for each in found for more in range(7)}
    days_of_period = {begins + timedelta(days=more) for more in range(length + 1)}
    assert {day for day in days_of_period if day <= newest} <= covered
    assert all(each.begins <= ends and each.last >= begins for each in found)


def test_a_school_that_asks_for_none_takes_none() -> None:
    now = _at(FRIDAY, 20)
    with pytest.raises(Refused, match="no_week_asked"):
        week_up_to(FRIDAY, _school(confirms_weeks=False), now)


def test_one_guardian_is_enough_and_the_other_is_added_once() -> None:
    now = _at(FRIDAY, 20)
    week = WeekOfPupil(Week(FRIDAY), had_lessons=True)
    assert week.is_to_confirm
    once = week.confirmed_by(OLGA, now)
    assert not once.is_to_confirm
    assert once.confirmed_by(OLGA, now + timedelta(days=1)) == once
    both = once.confirmed_by(DMITRY, now)
    assert [each.guardian for each in both.readers] == [OLGA, DMITRY]
    assert not WeekOfPupil(Week(FRIDAY), had_lessons=False).is_to_confirm


maybe = st.none() | st.integers(0, 60)


@given(
    has_confirmed=st.booleans(),
    is_on_paper=st.booleans(),
    bound=maybe,
    used=maybe,
    read=maybe,
    silent_days=st.integers(7, 60),
    today=days,
)
def test_silent_is_who_could_read_and_did_nothing(
    *,
    has_confirmed: bool,
    is_on_paper: bool,
    bound: int | None,
    used: int | None,
    read: int | None,
    silent_days: int,
    today: date,
) -> None:
    def ago(count: int | None) -> date | None:
        return None if count is None else today - timedelta(days=count)

    family = FamilyRecord(PETR, has_confirmed, is_on_paper, ago(bound), ago(used), ago(read))
    found = reads(family, today, silent_days)
    quiet = [count for count in (bound, used, read) if count is not None]
    expected = FamilyReads.SILENT if min(quiet, default=0) >= silent_days else FamilyReads.ACTIVE
    if bound is None:
        expected = FamilyReads.NOT_CONNECTED
    if is_on_paper:
        expected = FamilyReads.ON_PAPER
    assert found is (FamilyReads.CONFIRMED if has_confirmed else expected)


@given(days, st.integers(0, 30))
def test_a_family_is_reminded_once_a_week_at_the_most(today: date, ago: int) -> None:
    reminded = FamilyRecord(PETR, reminded_on=today - timedelta(days=ago))
    assert may_be_reminded(reminded, today) is (ago >= REMINDED_EVERY.days)
    assert may_be_reminded(FamilyRecord(PETR), today)
