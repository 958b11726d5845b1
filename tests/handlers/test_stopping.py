"""A stop in order ends in time, whatever else is in trouble."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiogram.types import Update

from bot.delivery import Delivery
from bot.letters import Letter
from domain.notices.outbox import Lease
from tests.support.inbox import message
from tests.support.outbox import Outbox
from tests.support.patience import HANGS
from tests.support.people import World

PERSON = 7


class OnlyUs:
    """bot.intake.Turns where no other process is running."""

    async def take(self, person: int) -> bool:
        return True

    async def give_back(self, person: int) -> None:
        return None

    async def close(self) -> None:
        return None


async def test_a_stop_does_not_wait_for_a_database_that_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One update is handled and not ticked off; the answer to the next one never ends."""
    intake, hangs = world.app.intake, asyncio.Event()
    monkeypatch.setattr(intake, "_turns", OnlyUs())
    handled: list[int] = []

    async def away(*_: Any) -> None:
        raise ConnectionError("the database is away")

    async def feed(_bot: Any, update: Update, **_: Any) -> None:
        handled.append(update.update_id)
        if len(handled) == 2:
            monkeypatch.setattr(world.app.database, "at_once", away)
            hangs.set()
            await asyncio.Event().wait()

    monkeypatch.setattr(world.app.dispatcher, "feed_update", feed)
    await intake.take([message(1, PERSON), message(2, PERSON)])
    async with asyncio.timeout(HANGS):
        await hangs.wait()
    async with asyncio.timeout(HANGS):
        await intake.finish(0.05)


async def test_a_stop_between_lease_and_call_leaves_nothing_leased(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = Outbox(world)
    mother = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    letters = Delivery.letters
    leased, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(self: Delivery, leases: Sequence[Lease]) -> list[Letter]:
        if leases:
            leased.set()
            await goes_on.wait()
        return await letters(self, leases)

    monkeypatch.setattr(Delivery, "letters", slow)
    running = asyncio.create_task(world.app.sender.run())
    async with asyncio.timeout(HANGS):
        await leased.wait()
        running.cancel()
        await asyncio.sleep(0)
        goes_on.set()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert await outbox.states() == [("sent", "")]
    assert len(mother.from_bot) == 1


async def test_a_stop_does_not_wait_for_a_commit_that_hangs(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_: Any) -> None:
        await asyncio.Event().wait()

    register = world.app.intake._register
    monkeypatch.setattr(world.app.database, "at_once", hangs)
    register.tick(1)
    async with asyncio.timeout(HANGS):
        await register.close(0.05)
