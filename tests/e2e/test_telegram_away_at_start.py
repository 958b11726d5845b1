"""The program starts while Telegram is away, and the diary comes up when Telegram does."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from aiogram.exceptions import TelegramUnauthorizedError

from bot.app import build_app
from bot.greeting import until_answered
from bot.run import run
from bot.settings import Settings
from playground.client import Client
from playground.server import Playground
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.patience import HANGS
from tests.support.school import SmallSchool


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.greeting._SHORTEST_PAUSE", 0.01)


class _Said(logging.Handler):
    """Set once Telegram is known to be away."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.event = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.words = record.getMessage()
        self.event.set()


@pytest.fixture
def said() -> Iterator[_Said]:
    log, handler = logging.getLogger("bot.greeting"), _Said()
    log.addHandler(handler)
    yield handler
    log.removeHandler(handler)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["away", "bad_gateway", "drop_before"])
@pytest.mark.parametrize("method", ["getMe", "setMyCommands", "deleteWebhook"])
async def test_each_first_call_is_made_again(
    settings: Settings,
    database: Database,
    school: SmallSchool,
    clock: OwnClock,
    playground: Playground,
    caplog: pytest.LogCaptureFixture,
    method: str,
    kind: str,
) -> None:
    caplog.set_level(logging.INFO)
    playground.telegram.faults.add(kind, method, count=3)
    app, stop = build_app(settings, clock=clock, database=database), asyncio.Event()
    running = asyncio.create_task(run(app, stop))
    elena = Client(playground.telegram, first_name="Елена")
    await elena.start()
    assert elena.text
    stop.set()
    await running
    assert caplog.text.count("Telegram does not answer") == 1
    assert "Telegram answers" in caplog.text


@pytest.mark.usefixtures("quick")
async def test_the_diary_comes_up_with_telegram(
    settings: Settings,
    database: Database,
    school: SmallSchool,
    clock: OwnClock,
    playground: Playground,
    said: _Said,
) -> None:
    """Nobody listens at its address at first."""
    port = playground.port
    await playground.__aexit__(None, None, None)
    app, stop = build_app(settings, clock=clock, database=database), asyncio.Event()
    running = asyncio.create_task(run(app, stop))
    await asyncio.wait_for(said.event.wait(), HANGS)
    assert "Telegram does not answer (NotSent)" in said.words
    async with Playground(port=port) as back:
        elena = Client(back.telegram, first_name="Елена")
        await elena.start()
        assert elena.text
        stop.set()
        await running


async def test_it_can_be_stopped_while_it_waits(
    settings: Settings,
    database: Database,
    clock: OwnClock,
    playground: Playground,
    said: _Said,
) -> None:
    playground.telegram.faults.add("away", "getMe", count=None)
    app, stop = build_app(settings, clock=clock, database=database), asyncio.Event()
    running = asyncio.create_task(run(app, stop))
    await asyncio.wait_for(said.event.wait(), HANGS)
    stop.set()
    await asyncio.wait_for(running, 5)


async def test_it_asks_less_and_less_often(
    settings: Settings, database: Database, playground: Playground
) -> None:
    playground.telegram.faults.add("away", "getMe", count=8)
    pauses = list[float]()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    app = build_app(settings, database=database)
    await until_answered(app.bot.me, sleep)
    await app.bot.session.close()
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


async def test_an_unknown_token_is_no_outage(
    settings: Settings, database: Database, playground: Playground
) -> None:
    playground.telegram.bots.clear()
    app = build_app(settings, database=database)
    with pytest.raises(TelegramUnauthorizedError):
        await asyncio.wait_for(run(app), HANGS)


async def test_before_anything_is_sent_every_chat_has_its_bot(
    settings: Settings,
    database: Database,
    clock: OwnClock,
    playground: Playground,
    said: _Said,
) -> None:
    """Two bots behind one school write to people of their own alone."""
    async with database.write(clock()) as uow:
        await uow.chats.remember(7, "ru")  # as the first version did, which knew of no bots
        await uow.commit()
    playground.telegram.faults.add("away", "getMe", count=None)
    app, stop = build_app(settings, clock=clock, database=database), asyncio.Event()
    running = asyncio.create_task(run(app, stop))
    await asyncio.wait_for(said.event.wait(), HANGS)
    assert await _bot_of(database, clock, 7) == app.bot.id
    stop.set()
    await running


async def _bot_of(database: Database, clock: OwnClock, chat_id: int) -> int | None:
    async with database.read(clock()) as uow:
        return (await uow.chats.session(chat_id)).bot_id
