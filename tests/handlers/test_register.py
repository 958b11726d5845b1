"""Whoever hands updates to the register is always told what became of them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.intake import LEFT_AFTER
from bot.register import Entry, Register
from domain.inbox import Received
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.inbox import message
from tests.support.patience import HANGS
from tests.support.people import World


async def test_what_is_stored_and_not_taken_up_is_handled_by_the_next_look(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of ours between the commit and the lane costs one person some seconds."""
    elena = await world.guardian("elena", "anna")
    intake = world.app.intake
    await intake.catch_up()  # nothing was left before
    lane_of = intake._lanes.of

    def fails(*_args: Any, **_options: Any) -> None:
        monkeypatch.setattr(intake._lanes, "of", lane_of)
        raise ValueError

    monkeypatch.setattr(intake._lanes, "of", fails)
    async with asyncio.timeout(HANGS):
        await intake.take([message(700, elena.id, "/schedule")])
    assert "1 updates stored and left for the next look" in caplog.text
    assert len(elena.from_bot) == 0
    world.clock.advance(LEFT_AFTER + timedelta(seconds=1))
    await intake.catch_up()
    await intake.settle()
    assert "Физика" in elena.text
    assert len(elena.from_bot) == 1


async def test_a_stop_in_the_middle_of_a_commit_leaves_nobody_waiting(
    database: Database, clock: OwnClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def hangs(*_args: Any) -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(database, "at_once", hangs)
    register = Register(database, clock, 1, lambda _entries, _all_new: None)
    raw = message(1, 1)
    entering = asyncio.create_task(register.enter([Entry(Received(1, 1, "{}"), raw)]))
    await begun.wait()
    await register.close(0.01)
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(entering, HANGS)
