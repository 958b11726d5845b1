"""Two phones of a family at one note of an absence at the same moment, on both databases."""

import pytest
from sqlalchemy import insert, select

from domain.absences.announcing import announce, withdraw
from domain.absences.model import Excuse, Term
from domain.absences.notes import attach_note
from domain.actor import Actor
from domain.attachments.model import FileKind, Incoming
from domain.errors import Refused
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import once, side_by_side
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, TODAY, SmallSchool

ONE, OTHER = 751, 752


@pytest.fixture
async def announced_id(database: Database, school: SmallSchool, clock: OwnClock) -> int:
    """Пётр is ill today; his mother has two phones."""
    async with database.write(clock()) as uow:
        for chat in (ONE, OTHER):
            await uow.chats.remember(chat, "ru")
            who = {"person_id": school["olga"], "role": "guardian", "student_id": school["petr"]}
            await uow.connection.execute(
                insert(t.binding).values(chat_id=chat, bound_at=BEGAN, **who)
            )
        await uow.commit()

    async def says(uow: SqlUnitOfWork, actor: Actor) -> int | None:
        done = await announce(uow, actor, school["petr"], Term(TODAY, TODAY), Excuse.ILL)
        return done.new_id

    made: int = await once(database, clock, ONE, says)
    return made


async def test_a_photo_is_kept_once_and_never_with_what_is_taken_back(
    database: Database, clock: OwnClock, announced_id: int
) -> None:
    photo = Incoming(FileKind.PHOTO, "file", "unique", 1, "", "image/jpeg", 1)

    async def attaches(uow: SqlUnitOfWork, actor: Actor) -> None:
        await attach_note(uow, actor, announced_id, photo)

    async def takes_back(uow: SqlUnitOfWork, actor: Actor) -> None:
        await withdraw(uow, actor, announced_id)

    async def kept() -> int:
        async with database.read(clock()) as uow:
            query = select(t.attachment.c.id).where(t.attachment.c.removed_at.is_(None))
            return len((await uow.connection.execute(query)).all())

    assert await side_by_side(database, clock, [(ONE, attaches), (OTHER, attaches)]) == [None] * 2
    assert await kept() == 1
    other = Incoming(FileKind.PHOTO, "other", "second", 1, "", "image/jpeg", 1)

    async def attaches_more(uow: SqlUnitOfWork, actor: Actor) -> None:
        await attach_note(uow, actor, announced_id, other)

    done = await side_by_side(database, clock, [(ONE, takes_back), (OTHER, attaches_more)])
    assert {each.code for each in done if isinstance(each, Refused)} <= {"absence_withdrawn"}
    assert await kept() == 0
