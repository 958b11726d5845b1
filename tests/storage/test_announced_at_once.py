"""A guardian answers by the button and announces from another phone at once, on both databases."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import insert, select

from domain.absences.announcing import announce
from domain.absences.answering import answer_absence
from domain.absences.case import Answer
from domain.absences.model import Excuse, Term
from domain.actor import Actor
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import once, until_it_waits
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, TODAY, SmallSchool

PHONES = (751, 752)
Act = Callable[[SqlUnitOfWork, Actor, SmallSchool], Awaitable[object]]


async def by_button(uow: SqlUnitOfWork, actor: Actor, school: SmallSchool) -> None:
    await answer_absence(uow, actor, school["anna"], TODAY, Answer.ILL)


async def announces(uow: SqlUnitOfWork, actor: Actor, school: SmallSchool) -> None:
    await announce(uow, actor, school["anna"], Term(TODAY, TODAY), Excuse.ILL)


@pytest.mark.parametrize(("first", "second"), [(by_button, announces), (announces, by_button)])
async def test_it_is_announced_once(
    database: Database, school: SmallSchool, clock: OwnClock, first: Act, second: Act
) -> None:
    """Whichever is first; what the second finds is what the first has said."""
    async with database.write(clock()) as uow:
        for chat in PHONES:
            await uow.chats.remember(chat, "ru")
            values = {"person_id": school["elena"], "role": "guardian", "chat_id": chat}
            await uow.connection.execute(
                insert(t.binding).values(student_id=school["anna"], bound_at=BEGAN, **values)
            )
        await uow.absence_cases.open(school["anna"], TODAY, school.lesson("algebra"))
        await uow.commit()
    has_said = asyncio.Event()

    async def on_the_other() -> None:
        await has_said.wait()
        await once(database, clock, PHONES[1], lambda uow, actor: second(uow, actor, school))

    beside = asyncio.create_task(on_the_other())
    async with database.write(clock()) as uow:
        session = await uow.chats.session(PHONES[0])
        await first(uow, session.actor, school)
        has_said.set()
        await until_it_waits(uow, beside)
        await uow.commit()
    await beside
    async with database.read(clock()) as uow:
        it = t.announced_absence.c
        said = (await uow.connection.execute(select(it.begins, it.ends, it.excuse))).all()
        assert [tuple(row) for row in said] == [(TODAY, TODAY, "ill")]
