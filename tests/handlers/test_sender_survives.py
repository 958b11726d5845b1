"""The sender goes on when the database is away, when we err, and when one chat is in trouble."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.pace import Unpaced
from bot.sender import Sender
from storage.uow import SqlUnitOfWork
from tests.support.outbox import Outbox
from tests.support.people import Client, World

Opens = Callable[[datetime], AbstractAsyncContextManager[SqlUnitOfWork]]


@pytest.fixture
def outbox(world: World) -> Outbox:
    return Outbox(world)


@pytest.fixture
async def parents(world: World) -> list[Client]:
    return [await world.guardian("elena", "anna"), await world.guardian("dmitry", "anna")]


def got(client: Client) -> int:
    return sum(each["from"]["is_bot"] for each in client.messages)


class AwayOnce:
    """Opens a transaction, but not the first time."""

    def __init__(self, opens: Opens) -> None:
        self._opens = opens
        self.refused = asyncio.Event()

    def __call__(self, now: datetime) -> AbstractAsyncContextManager[SqlUnitOfWork]:
        if not self.refused.is_set():
            self.refused.set()
            raise ConnectionError("the database is away")
        return self._opens(now)


async def test_an_outbox_that_cannot_be_read_is_read_later(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = world.app.database
    sender = Sender(database, world.app.responder, world.clock, pace=Unpaced(), poll=3600)
    await outbox.mark("anna", 5)
    away = AwayOnce(database.read)
    monkeypatch.setattr(database, "read", away)
    send, both_sent = world.app.responder.send, asyncio.Event()

    async def noting(*args: Any, **options: Any) -> Any:
        sent = await send(*args, **options)
        if all(got(each) for each in parents):
            both_sent.set()
        return sent

    monkeypatch.setattr(world.app.responder, "send", noting)
    loop = asyncio.create_task(sender.run())
    async with asyncio.timeout(5):
        await away.refused.wait()
        assert not loop.done()
        sender.wake()
        await both_sent.wait()
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop
    assert [got(each) for each in parents] == [1, 1]
    assert await outbox.states() == [("sent", ""), ("sent", "")]


async def test_a_chat_whose_outcome_cannot_be_written_waits_and_the_others_go_on(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sent and could not be noted is sent once more: rather twice than never."""
    await outbox.mark("anna", 5)
    monkeypatch.setattr(world.app.database, "write", AwayOnce(world.app.database.write))
    await outbox.drain()
    assert sorted(await outbox.states()) == [("pending", ""), ("sent", "")]
    world.clock.advance(timedelta(seconds=9))
    await outbox.drain()
    assert sorted(await outbox.states()) == [("pending", ""), ("sent", "")]
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert await outbox.states() == [("sent", ""), ("sent", "")]
    assert sorted(got(each) for each in parents) == [1, 2]


async def test_a_screen_that_cannot_be_sent_is_given_up_and_the_next_one_goes(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    send, broken = world.app.responder.send, parents[0].id

    async def failing(chat_id: int, *args: Any, **options: Any) -> Any:
        if chat_id == broken:
            raise ValueError("a screen is longer than a message")
        return await send(chat_id, *args, **options)

    monkeypatch.setattr(world.app.responder, "send", failing)
    await outbox.mark("anna", 5)
    for _ in range(5):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=1))
    assert sorted(await outbox.states()) == [("dead", "fault"), ("sent", "")]
    monkeypatch.setattr(world.app.responder, "send", send)
    await outbox.mark("anna", 4)
    await outbox.drain()
    assert [got(each) for each in parents] == [1, 2]
