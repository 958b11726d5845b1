"""Two programs that poll for one bot: Telegram ends the one's poll for the other's (409)."""

import asyncio
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app import App, build_app
from bot.pace import Unpaced
from storage import tables as t
from storage.database import Database
from tests.support.inbox import kill
from tests.support.people import World
from tests.support.polling import polling, until_answered
from tests.support.telegram import InProcessSession
from tests.support.trials import trials

COMMANDS = ("/schedule", "/marks", "/homework", "/help", "/children")


def another(world: World) -> App:
    """The same bot once more, on the same database."""
    return build_app(
        world.app.settings,
        clock=world.clock,
        session=InProcessSession(world.telegram),
        database=world.app.database,
        pace=Unpaced(),
    )


@pytest.mark.postgres
@settings(
    max_examples=trials(5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
async def test_everything_is_answered_once(
    world: World, database: Database, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    """Both go on, although each is told that it is not the only one; and one may die."""
    if database.is_sqlite:
        pytest.skip("an SQLite file has one program (bot/alone.py)")
    chance = random.Random(seed)
    caplog.clear()
    elena = await world.guardian("elena", "anna")
    apps = [another(world), another(world)]
    async with polling(apps[0]) as first, polling(apps[1]) as second:
        for _ in range(100):  # both poll before there is anything to take
            await asyncio.sleep(0)
        for number, text in enumerate(chance.choices(COMMANDS, k=20)):
            world.telegram.send_text(elena.id, text)
            for _ in range(chance.randint(0, 20)):
                await asyncio.sleep(0)
            if number == 10 and chance.random() < 0.3:
                first.cancel()
        await until_answered(world, elena, 20)
        assert not second.done()
    for app in apps:
        await app.intake.settle()
        await kill(app.intake)
    assert len(elena.from_bot) == 20
    left = await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None)))
    assert not left
    assert 1 <= caplog.text.count("another process polls") <= 2, "each says it once"
