"""Many people at the same moment: more updates under way than a pool has connections."""

import asyncio

import pytest
from aiogram.types import Update
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from bot.app import build_app
from bot.pace import Unpaced
from bot.settings import Settings
from playground.telegram import Telegram
from storage import tables as t
from storage.database import Database
from tests.conftest import TOKEN
from tests.support.clock import OwnClock
from tests.support.people import World
from tests.support.school import SmallSchool
from tests.support.telegram import InProcessSession

CROWD = 60


async def test_a_crowd_that_writes_is_answered(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Every update reads first and then writes: connections held must not be waited for."""
    telegram = Telegram(clock=lambda: clock().timestamp())
    telegram.add_bot(TOKEN)
    settings = Settings(_env_file=None, bot_token=TOKEN)
    session = InProcessSession(telegram)
    app = build_app(settings, clock=clock, session=session, database=database, pace=Unpaced())
    world = World(app, telegram, school, clock)
    crowd = [await world.guardian("elena", "anna") for _ in range(CROWD)]
    for person in crowd:
        await person.send("/settings")
    for person in crowd:
        telegram.click(person.id, person.last["message_id"], "sl:en", forged=True)
    raw = await telegram.call(TOKEN, "getUpdates", {"timeout": 0})
    updates = [Update.model_validate(each, context={"bot": app.bot}) for each in raw]
    async with asyncio.timeout(20):
        await asyncio.gather(*(app.dispatcher.feed_update(app.bot, each) for each in updates))
    assert len(updates) == CROWD
    assert all(person.text.startswith("Settings") for person in crowd)


async def test_a_reader_sees_one_state_and_cannot_write(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    names = select(t.school.c.name).order_by(t.school.c.id)
    async with database.read(clock()) as reading:
        before = (await reading.connection.execute(names)).scalars().all()
        async with database.write(clock()) as uow:
            await uow.connection.execute(insert(t.school).values(sourced_id="new", name="Новая"))
            await uow.commit()
        assert (await reading.connection.execute(names)).scalars().all() == before
    async with database.read(clock()) as reading:
        with pytest.raises(DBAPIError):
            await reading.connection.execute(insert(t.school).values(sourced_id="x", name="x"))
