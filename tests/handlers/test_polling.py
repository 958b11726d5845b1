"""Long polling against the local Telegram: what is not stored is not acknowledged."""

import asyncio
from typing import Any

import pytest

from bot.polling import _Rival
from playground.errors import ApiError
from storage.inbox import Inbox
from tests.support.people import World
from tests.support.polling import polling, until_answered


async def test_a_database_that_is_away_lets_nothing_be_acknowledged(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    elena = await world.guardian("elena", "anna")
    put, failures = Inbox.put, 3

    async def failing(self: Inbox, *args: Any) -> bool:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            assert world.telegram.bot.queue.pending, "it was acknowledged"
            raise OSError("the disk is full of Елена")
        return await put(self, *args)

    monkeypatch.setattr(Inbox, "put", failing)
    world.telegram.send_text(elena.id, "/schedule")
    async with polling(world.app):
        await until_answered(world, elena, 1)
        await world.app.intake.settle()
    assert failures < 0
    assert len(elena.from_bot) == 1
    assert "Физика" in elena.text
    assert caplog.text.count("they cannot be stored, OSError") == 3
    assert "Елена" not in caplog.text


async def test_a_rival_is_met_less_and_less_often_and_mentioned_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Another process polls for the same bot; nobody's update waits for that to end."""
    elena = await world.guardian("elena", "anna")
    pauses = list[float]()
    world.telegram.faults.add("server_error", "getUpdates", count=1)
    conflicts, call = 8, world.telegram.call

    async def conflicting(token: str, method: str, *args: Any) -> Any:
        """The other's poll comes in between."""
        nonlocal conflicts
        if method == "getUpdates" and conflicts:
            conflicts -= 1
            if conflicts % 2:
                world.telegram.send_text(elena.id, "/schedule")
            raise ApiError(409, "Conflict: terminated by other getUpdates request")
        return await call(token, method, *args)

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.telegram, "call", conflicting)
        async with polling(world.app, sleep):
            await until_answered(world, elena, 4)
            await world.app.intake.settle()
    assert len(elena.from_bot) == 4
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30, 1]  # the last one after the server's error
    assert caplog.text.count("another process polls") == 1


async def test_a_rival_that_comes_back_is_mentioned_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rival = _Rival()
    assert [rival.met(now) for now in (0, 5, 10)] == [1, 2, 4]
    assert rival.met(10 + 3_600) == 1
    assert caplog.text.count("another process polls") == 2
