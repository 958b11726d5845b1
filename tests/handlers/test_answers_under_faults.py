"""Telegram in trouble: whoever tapped gets the screen all the same, and no spinner stays."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.app import App, build_app
from bot.patience import LONGEST_WAIT, PAUSES
from bot.settings import Settings
from playground.telegram import Telegram
from storage.database import Database
from tests.conftest import TOKEN
from tests.support.clock import OwnClock
from tests.support.people import World
from tests.support.school import SmallSchool
from tests.support.telegram import InProcessSession


@pytest.fixture
def slept() -> list[float]:
    """How long the program would have waited."""
    return []


@pytest.fixture
async def patient(
    database: Database,
    telegram: Telegram,
    clock: OwnClock,
    school: SmallSchool,
    slept: list[float],
) -> AsyncIterator[World]:
    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    telegram.add_bot(TOKEN)
    settings = Settings(_env_file=None, bot_token=TOKEN)
    session = InProcessSession(telegram)
    app: App = build_app(settings, clock=clock, session=session, database=database, sleep=sleep)
    yield World(app, telegram, school, clock)
    await app.bot.session.close()


@pytest.mark.parametrize(
    "kind", ["too_many_requests", "server_error", "bad_gateway", "drop_before", "drop_after"]
)
@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_a_tap_is_answered_although_a_call_fails(
    patient: World, kind: str, method: str
) -> None:
    elena = await patient.guardian("elena", "anna")
    await elena.send("/schedule")
    patient.telegram.faults.add(kind, method)
    await elena.click("Неделя")
    assert "Анна" in elena.text
    assert "◀ Неделя" in elena.buttons[0]


async def test_a_command_is_answered_although_a_call_fails(
    patient: World, slept: list[float]
) -> None:
    elena = await patient.guardian("elena", "anna")
    patient.telegram.faults.add("server_error", "sendRichMessage", count=2)
    await elena.send("/schedule")
    assert "Физика" in elena.text
    assert slept == list(PAUSES)


async def test_retry_after_is_obeyed_to_the_second(patient: World, slept: list[float]) -> None:
    elena = await patient.guardian("elena", "anna")
    patient.telegram.faults.add("too_many_requests", "sendRichMessage", retry_after=7)
    await elena.send("/schedule")
    assert "Физика" in elena.text
    assert slept == [7]


async def test_nobody_is_kept_for_a_long_flood(patient: World, slept: list[float]) -> None:
    elena = await patient.guardian("elena", "anna")
    await elena.send("/schedule")
    patient.telegram.faults.add(
        "too_many_requests", "editMessageText", retry_after=LONGEST_WAIT + 1
    )
    with pytest.raises(Exception, match="Too Many Requests"):
        await elena.click("Неделя")
    assert slept == []
    # The spinner stopped, and the next tap works once the order is over.
    patient.clock.advance(timedelta(seconds=LONGEST_WAIT + 1))
    await elena.click("Неделя")
    assert "◀ Неделя" in elena.buttons[0]
