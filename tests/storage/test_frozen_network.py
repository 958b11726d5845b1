"""A PostgreSQL that stops answering without a word: nobody hangs, nothing is lost or done twice.

A network that is cut sends no end of connection, so only our own limits tell.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.app import App, build_app
from bot.pace import Unpaced
from bot.settings import Settings
from playground.telegram import Telegram
from storage import database as database_module
from storage import postgres
from storage import tables as t
from storage.database import Database, is_away
from storage.turns import Turns
from tests.conftest import TOKEN
from tests.support.clock import OwnClock, no_pause
from tests.support.frozen import Way, reached_by_a_way
from tests.support.outbox import Outbox
from tests.support.patience import HANGS
from tests.support.people import World
from tests.support.polling import polling, until_answered
from tests.support.telegram import InProcessSession

pytestmark = pytest.mark.postgres

LIMIT = 0.8  # seconds, in place of the program's twenty; what is not frozen is well within it
SOON = 10 * LIMIT


@pytest.fixture
async def way(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Database, Way]]:
    if database.is_sqlite:
        pytest.skip("SQLite is in the process")
    monkeypatch.setattr(postgres, "COMMAND_SECONDS", LIMIT)
    monkeypatch.setattr(postgres, "CONNECT_SECONDS", LIMIT)
    async with reached_by_a_way(database) as reached:
        yield reached


@pytest.fixture
async def app(way: tuple[Database, Way], telegram: Telegram, clock: OwnClock) -> AsyncIterator[App]:
    """The program with the frozen network between it and its database."""
    telegram.add_bot(TOKEN)
    app = build_app(
        Settings(_env_file=None, bot_token=TOKEN),
        clock=clock,
        session=InProcessSession(telegram),
        database=way[0],
        pace=Unpaced(),
        sleep=no_pause,
    )
    yield app
    await app.intake.finish(5)
    await app.bot.session.close()


async def _one(database: Database, clock: OwnClock) -> Any:
    async with database.read(clock()) as uow:
        return await uow.connection.scalar(text("SELECT 1"))


async def test_a_statement_ends_and_the_next_one_after_the_thaw_succeeds(
    way: tuple[Database, Way], clock: OwnClock
) -> None:
    database, network = way
    assert await _one(database, clock) == 1
    network.freeze()
    async with asyncio.timeout(SOON):
        for _ in range(2):  # over a connection that was there, and over a new one
            with pytest.raises(Exception) as failure:
                await _one(database, clock)
            assert is_away(failure.value)
        network.thaw()
        assert await _one(database, clock) == 1


async def test_a_crowd_that_waits_is_let_go_together(
    way: tuple[Database, Way], clock: OwnClock
) -> None:
    """Each would cost its limit, were they to wait one after the other."""
    database, network = way
    await asyncio.gather(*(_one(database, clock) for _ in range(10)))
    network.freeze()
    begun = time.perf_counter()
    failed = await asyncio.gather(
        *(_one(database, clock) for _ in range(20)), return_exceptions=True
    )
    assert all(isinstance(each, Exception) and is_away(each) for each in failed)
    assert time.perf_counter() - begun < SOON * 2
    network.thaw()
    assert await _one(database, clock) == 1


async def test_a_stop_does_not_wait_for_the_network(
    way: tuple[Database, Way], clock: OwnClock
) -> None:
    database, network = way
    await asyncio.gather(*(_one(database, clock) for _ in range(10)))
    network.freeze()
    assert database_module._CLOSE_SECONDS < 5
    async with asyncio.timeout(HANGS):  # without that limit it takes hours
        await database.close()


async def test_a_turn_that_cannot_be_asked_for_is_asked_for_anew(
    way: tuple[Database, Way],
) -> None:
    database, network = way
    turns = Turns(database, 1)
    assert await turns.take(7)
    network.freeze()
    async with asyncio.timeout(SOON):
        with pytest.raises(OSError):
            await turns.take(8)
    network.thaw()
    async with asyncio.timeout(SOON):
        assert await turns.take(8)
    await turns.close()


async def test_the_server_lets_go_of_who_is_gone_within_a_minute(
    way: tuple[Database, Way], clock: OwnClock
) -> None:
    """Else the rows and the turns of a process behind a cut cable stay locked for hours."""
    database, _ = way
    async with database.read(clock()) as uow:
        seconds = [
            int(await uow.connection.scalar(text(f"SHOW {name}")))
            for name in ("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count")
        ]
        unheard = await uow.connection.scalar(text("SHOW tcp_user_timeout"))
    idle, interval, count = seconds
    assert idle + interval * count <= 60
    assert int(unheard) == 60_000  # milliseconds


async def test_what_takes_long_has_longer(way: tuple[Database, Way]) -> None:
    """A migration is no network that hangs."""
    engine = way[0].patient_engine
    async with engine.connect() as connection:
        await connection.execute(text(f"SELECT pg_sleep({2 * LIMIT})"))
    await engine.dispose()


async def test_people_and_messages_are_served_once_after_the_thaw(
    world: World, way: tuple[Database, Way], caplog: pytest.LogCaptureFixture
) -> None:
    """It freezes while taps are on their way and a message has left that is not noted yet."""
    _, network = way
    elena = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    outbox = Outbox(world)
    await outbox.mark("anna", 5)
    send = world.app.responder.send

    async def sent_and_frozen(*args: Any, **options: Any) -> Any:
        shown = await send(*args, **options)
        network.freeze()
        return shown

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.app.responder, "send", sent_and_frozen)
        sending = asyncio.create_task(world.app.sender.pump())
        async with asyncio.timeout(SOON):
            await world.telegram.changed.wait_until(lambda: len(elena.from_bot) == 1)
    async with polling(world.app):
        for text_ in ("/schedule", "/marks"):
            world.telegram.send_text(elena.id, text_)
        world.telegram.send_text(teacher.id, "/lessons")
        await asyncio.sleep(2 * LIMIT)  # real time: the driver's limits know no other
        assert "they cannot be stored" in caplog.text
        network.thaw()
        await until_answered(world, elena, 3)
        await until_answered(world, teacher, 1)
        await world.app.intake.settle()
    await asyncio.wait_for(sending, SOON)
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert len(elena.from_bot) == 3
    assert len(teacher.from_bot) == 1
    left = select(t.inbox_update).where(t.inbox_update.c.body.is_not(None))
    assert not await world.rows(left)
