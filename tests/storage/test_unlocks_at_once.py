"""Two phones that ask at the same moment to open one place of the journal, on both databases."""

import pytest
from sqlalchemy import insert, select

from domain.actor import Actor
from domain.errors import Refused
from domain.unlocks.model import Asked
from domain.unlocks.use_cases import ask_unlock
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import side_by_side
from tests.support.clock import OwnClock
from tests.support.journal import journal
from tests.support.school import BEGAN, MONDAY, SmallSchool

ONE, OTHER = 731, 732


@pytest.fixture
async def place(
    database: Database, school: SmallSchool, clock: OwnClock
) -> tuple[int, int, int, int]:
    """Where a 3 stands whose term is over; its teacher has two chats."""
    async with database.write(clock()) as uow:
        for chat in (ONE, OTHER):
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": school["orlova"], "role": "staff"}
            await uow.connection.execute(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()
    async with journal(database, school, clock) as entered:
        await entered.mark("petr", "algebra", MONDAY, 3)
    return school.lesson("algebra", MONDAY), school["petr"], school.work_types["answer"], 0


async def test_one_place_is_asked_for_once(
    database: Database, clock: OwnClock, place: tuple[int, int, int, int]
) -> None:
    """Whichever is first; the other reads that it is asked for already."""

    async def asks(uow: SqlUnitOfWork, actor: Actor) -> Asked:
        return await ask_unlock(uow, actor, *place, "Описка")

    done = await side_by_side(database, clock, [(ONE, asks), (OTHER, asks)])
    assert [each.code for each in done if isinstance(each, Refused)] == ["unlock_asked"]
    async with database.read(clock()) as uow:
        asked = (await uow.connection.execute(select(t.mark_unlock.c.reason))).scalars().all()
    assert asked == ["Описка"]
