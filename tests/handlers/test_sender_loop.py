"""The loop of the sender: after a restart, at a wake, at a stop."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.app import App, build_app
from bot.pace import Unpaced
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.telegram import InProcessSession


def said(client: Client) -> list[str]:
    return [each["text"] for each in client.messages if each["from"]["is_bot"]]


async def test_a_restart_sends_what_is_left(world: World, outbox: Outbox, mother: Client) -> None:
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.app = _restarted(world)
    await outbox.drain()
    assert said(mother) == []  # the rest that Telegram asked for is remembered
    world.clock.advance(timedelta(seconds=40))
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_the_loop_wakes_at_once_and_stops_when_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    sender = world.app.sender
    loop = asyncio.create_task(sender.run())
    await asyncio.sleep(0)
    await outbox.mark("anna", 5)
    sender.wake()
    async with asyncio.timeout(5):
        await _seen(world)
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop
    assert len(said(mother)) == 1
    assert await outbox.states() == [("sent", "")]


async def _seen(world: World) -> None:
    """Returns when the next message of the bot is in its chat."""
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    before, done = session.make_request, asyncio.Event()

    async def noting(*args: Any, **kwargs: Any) -> Any:
        try:
            return await before(*args, **kwargs)
        finally:
            done.set()

    session.make_request = noting  # type: ignore[method-assign]
    await done.wait()


def _restarted(world: World) -> App:
    """Another process on the same database, in front of the same Telegram."""
    app = world.app
    return build_app(
        app.settings,
        clock=world.clock,
        session=app.bot.session,
        database=app.database,
        pace=Unpaced(),
    )
