"""Bells and holidays fit Telegram's limits, however many classes have their own."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import Holiday, School
from domain.policy import SchoolPolicy
from domain.school_days import BellRule
from domain.year.bell_model import Bells, BellSchedule, StoredBellRule
from domain.year.model import Holidays, StoredHoliday
from handlers.screen import Screen
from handlers.words import LOCALES, speaking
from handlers.year.bell_callbacks import DropBells, OpenSchedule
from handlers.year.bell_screens import bells_screen
from handlers.year.callbacks import OpenHoliday
from handlers.year.holiday_screens import holidays_screen
from tests.support.rendering import check_complete

BIG = 2**52
DAY = date(2026, 12, 1)
SCHOOL = School(1, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
RINGS = tuple((number, 480 + 50 * number, 525 + 50 * number) for number in range(1, 15))
SCHEDULES = tuple(BellSchedule(BIG + at, f"{at} " + "ш" * 60, RINGS) for at in range(12))
RULES = tuple(
    StoredBellRule(
        BIG + at,
        BellRule(BIG, weekday=at % 6 + 1, school_class_id=BIG + at // 6),
        "11 «Б» инж.",
    )
    for at in range(150)
)
HOLIDAYS = tuple(
    StoredHoliday(
        BIG + at,
        Holiday("К" * 64, DAY + timedelta(days=at), DAY + timedelta(days=at), None, BIG),
        "11 «Б» инж.",
        is_late=True,
    )
    for at in range(90)
)


def pages(screen: Callable[[int], Screen], offered: type[object], key: str) -> set[int]:
    """Every page is whole; which things have a button on one of them."""
    found: set[int] = set()
    for page in range(100):
        shown = screen(page)
        check_complete(shown)
        buttons = [each for row in shown.keyboard for each in row]
        assert len(buttons) <= 100
        found |= {getattr(each.to, key) for each in buttons if isinstance(each.to, offered)}
        if not any(each.text == f"{page + 2} ▶" for each in buttons):
            return found
    raise AssertionError("the last page is never reached")


@pytest.mark.parametrize("locale", LOCALES)
def test_each_schedule_and_rule_of_bells_is_reached(locale: str) -> None:
    bells = Bells(DAY, SCHEDULES, RULES)
    with speaking(locale):
        shown = pages(lambda page: bells_screen(bells, page), OpenSchedule, "schedule_id")
        ended = pages(lambda page: bells_screen(bells, page), DropBells, "rule_id")
    assert shown == {each.id for each in SCHEDULES}
    assert ended == {each.id for each in RULES}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("over", [False, True])
def test_each_holiday_is_reached(locale: str, over: bool) -> None:
    holidays = Holidays(SCHOOL, DAY, HOLIDAYS, HOLIDAYS)
    with speaking(locale):
        found = pages(
            lambda page: holidays_screen(holidays, over=over, page=page), OpenHoliday, "holiday_id"
        )
    assert found == {each.id for each in HOLIDAYS}
