"""Long polling against the local Telegram: what is not stored is not acknowledged."""

from typing import Any

import pytest

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
