"""The bot by long polling, through real HTTP."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot.app import App, build_app
from bot.polling import poll
from bot.settings import Settings
from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest
from playground.client import Client
from playground.server import Playground
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.patience import HANGS
from tests.support.school import SmallSchool


@pytest.fixture
async def link(database: Database, school: SmallSchool, clock: OwnClock) -> str:
    """The link of a slip for Anna's mother."""
    async with database.write(clock()) as uow:
        request = InviteRequest(school["elena"], BindingRole.GUARDIAN, school["anna"])
        (invite,) = await issue_invites(uow, [request], issued_by=None)
        await uow.commit()
    return invite.link_token


async def test_from_the_slip_to_the_timetable(
    running: App, playground: Playground, link: str
) -> None:
    elena = Client(playground.telegram, first_name="Елена")
    await elena.start(link)
    await elena.click("Да")
    await elena.sees("Анна")
    await elena.send("/schedule")
    await elena.sees("Физика")


async def test_an_update_that_cannot_be_read_holds_nobody_up(
    running: App, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = playground.telegram
    elena = Client(telegram, first_name="Елена")
    with caplog.at_level(logging.ERROR):
        broken: dict[str, Any] = {"message_id": "not a number", "chat": {}, "date": None}
        telegram.bot.queue.add("message", broken, elena.id)
        await elena.start()
        assert elena.text
    assert "cannot be read and is put aside" in caplog.text


async def test_the_bot_outlives_trouble_with_getting_updates(
    running: App, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    elena = Client(playground.telegram, first_name="Елена")
    await elena.start()
    playground.telegram.faults.add("too_many_requests", "getUpdates", retry_after=0)
    playground.telegram.faults.add("bad_gateway", "getUpdates")
    await elena.send("/help")
    assert elena.text


async def test_commands_are_in_telegrams_menu_in_both_languages(
    running: App, playground: Playground
) -> None:
    elena = Client(playground.telegram, first_name="Елена")
    await elena.start()
    telegram = playground.telegram
    scope = {"type": "all_private_chats"}
    russian = await telegram.call(
        playground.token, "getMyCommands", {"scope": scope, "language_code": "ru"}
    )
    english = await telegram.call(playground.token, "getMyCommands", {"scope": scope})
    assert [each["command"] for each in russian] == [each["command"] for each in english]
    assert russian != english


async def test_a_running_bot_stops_when_a_part_of_it_fails(
    settings: Settings, database: Database, clock: OwnClock, playground: Playground
) -> None:
    """A token that stops being valid ends the program with the reason."""
    from aiogram.exceptions import TelegramUnauthorizedError

    from bot.app import build_app
    from bot.run import run

    app = build_app(settings, clock=clock, database=database)
    playground.telegram.bots.clear()
    with pytest.raises(TelegramUnauthorizedError):
        await asyncio.wait_for(run(app), HANGS)


async def test_old_failed_codes_are_forgotten(
    running: App, database: Database, clock: OwnClock
) -> None:
    from bot.jobs import forget_failed_codes

    async with database.write(clock()) as uow:
        for age in (timedelta(hours=1), timedelta(days=2)):
            await uow.connection.execute(insert(t.code_attempt).values(chat_id=1, at=clock() - age))
        await uow.commit()
    await forget_failed_codes(running)
    async with database.read(clock()) as uow:
        left = await uow.connection.execute(t.code_attempt.select())
        assert len(left.all()) == 1


async def test_the_log_says_that_two_processes_poll(
    running: App, settings: Settings, playground: Playground
) -> None:
    """Telegram breaks off the older of two polls; people are answered all the same."""
    said = asyncio.Event()

    class Conflict(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "another process polls with this BOT_TOKEN" in record.getMessage():
                said.set()

    elena = Client(playground.telegram, first_name="Елена")
    await elena.start()
    log, handler = logging.getLogger("bot.polling"), Conflict()
    log.addHandler(handler)
    second = build_app(settings, clock=running.clock, database=running.database)
    polling = asyncio.create_task(poll(second.bot, second.intake, ["message"]))
    try:
        await asyncio.wait_for(said.wait(), HANGS)
        await elena.send("/help")
        assert elena.text
    finally:
        log.removeHandler(handler)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await second.intake.finish(5)
        await second.bot.session.close()
