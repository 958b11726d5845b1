"""A small school whose outbox is full: Anna's mother reads on very many phones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import insert, update

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from storage import tables as t
from storage.database import Database
from storage.migrations import migrate
from storage.uow import SqlUnitOfWork
from tests.benchmarks.databases import TIMEZONE, TODAY, school_now
from tests.benchmarks.readers import FIRST_CHAT
from tests.support.outbox import add
from tests.support.school import SmallSchool, build_school


@asynccontextmanager
async def _opened(address: str) -> AsyncIterator[Database]:
    database = Database(address, TIMEZONE)
    try:
        yield database
    finally:
        await database.close()


async def fill(address: str, chats: int, marks: int) -> None:
    """An empty database becomes a school with `marks` of Anna's to be told to each of `chats`."""
    async with _opened(address) as database:
        await migrate(database)
        async with database.write(school_now()) as uow:
            school = await build_school(uow.connection)
            await _connect(uow, school, chats)
            await tell_families(uow, [await _mark(uow, school) for _ in range(marks)])
            await uow.commit()


async def untell(address: str) -> None:
    """Everything waits again."""
    async with _opened(address) as database, database.write(school_now()) as uow:
        await uow.connection.execute(
            update(t.notice).values(
                state="pending",
                attempts=0,
                due_at=uow.now,
                lease=None,
                sent_at=None,
                told=None,
                telegram_message_id=None,
            )
        )
        await uow.connection.execute(update(t.chat).values(told_at=None))
        await uow.commit()


async def _connect(uow: SqlUnitOfWork, school: SmallSchool, chats: int) -> None:
    ids = range(FIRST_CHAT, FIRST_CHAT + chats)
    await uow.connection.execute(
        insert(t.chat), [{"id": each, "locale": "ru", "created_at": uow.now} for each in ids]
    )
    await uow.connection.execute(
        insert(t.binding),
        [
            {
                "chat_id": each,
                "person_id": school["elena"],
                "role": "guardian",
                "student_id": school["anna"],
                "bound_at": uow.now,
            }
            for each in ids
        ],
    )


async def _mark(uow: SqlUnitOfWork, school: SmallSchool) -> Event:
    mark_id = await add(
        uow,
        t.mark,
        section_id=school.sections["algebra"],
        student_id=school["anna"],
        date=TODAY,
        work_type_id=school.work_types["test"],
        value=5,
        set_at=uow.now,
    )
    change_id = await add(uow, t.mark_change, mark_id=mark_id, new_value=5, changed_at=uow.now)
    return Event(Kind.MARK, school["anna"], change_id, mark_id)
