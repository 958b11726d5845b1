"""The eleven hours of Russia: each school lives by its own clock (107-ФЗ art. 5)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import School
from domain.evening.planning import card_day
from domain.mornings import CODES_FROM, TERMS_FROM, is_told_now
from domain.policy import SchoolPolicy
from domain.rules.settings import ZONES

_MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
_HOURS = [_MIDNIGHT + timedelta(hours=each) for each in range(48)]


def _school(zone: str) -> School:
    return School(1, "Школа", ZoneInfo(zone), SchoolPolicy())


def test_there_are_eleven_zones_an_hour_apart_from_west_to_east() -> None:
    offsets = [ZoneInfo(each).utcoffset(_MIDNIGHT.replace(tzinfo=None)) for each in ZONES]
    assert offsets == [timedelta(hours=each) for each in range(2, 13)]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("begins", [CODES_FROM, TERMS_FROM])
def test_a_school_is_told_from_its_own_morning_to_its_own_evening(zone: str, begins: int) -> None:
    school = _school(zone)
    told = [each for each in _HOURS if is_told_now(school, each, begins)]
    assert {school.local(each).hour for each in told} == set(range(begins // 60, 20))
    assert len(told) == 2 * (20 - begins // 60), "on each of two days"


@pytest.mark.parametrize("zone", ZONES)
def test_the_evening_card_is_written_before_seven_in_the_evening_of_the_school(zone: str) -> None:
    school = _school(zone)
    local = datetime(2026, 11, 24, 18, 45, tzinfo=school.timezone)
    assert card_day(school, local.astimezone(UTC)) == local.date() + timedelta(days=1)
    noon = local.replace(hour=12)
    assert card_day(school, noon.astimezone(UTC)) is None


def test_the_days_of_the_east_begin_before_those_of_the_west() -> None:
    late = datetime(2026, 11, 24, 19, tzinfo=UTC)
    days = [_school(each).today(late).day for each in ZONES]
    assert days == [24] * 3 + [25] * 8
