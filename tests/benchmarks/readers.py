"""Chats that read a diary: parents, and pupils where no parent is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables as t
from storage.database import Database
from tests.benchmarks.databases import school_now

FIRST_CHAT = 10_001


@dataclass(frozen=True, slots=True)
class Reader:
    """A chat, the pupil whose diary it reads, and a subject that the pupil has marks in."""

    chat_id: int
    student_id: int
    subject_id: int


async def connect_readers(database: Database, count: int) -> list[Reader]:
    """Binds `count` chats to pupils from grade 2 up, spread evenly over the whole database."""
    async with database.write(school_now()) as uow:
        students = await _students(uow.connection, count)
        subjects = await _subjects(uow.connection, students)
        guardians = await _guardians(uow.connection, students)
        readers = []
        for chat_id, student_id in enumerate(students, start=FIRST_CHAT):
            person_id = guardians.get(student_id, student_id)
            role = "student" if person_id == student_id else "guardian"
            await bind(uow.connection, chat_id, person_id, role, student_id)
            readers.append(Reader(chat_id, student_id, subjects[student_id]))
        await uow.commit()
    return readers


async def _students(connection: AsyncConnection, count: int) -> list[int]:
    found = await connection.scalars(
        select(t.enrollment.c.student_id)
        .join(t.school_class, t.school_class.c.id == t.enrollment.c.school_class_id)
        .where(t.school_class.c.grade_level > 1)
        .order_by(t.enrollment.c.student_id)
    )
    everybody = list(found)
    return [everybody[at * len(everybody) // count] for at in range(count)]


async def _subjects(connection: AsyncConnection, students: Sequence[int]) -> dict[int, int]:
    found = await connection.execute(
        select(t.mark.c.student_id, func.min(t.section.c.subject_id))
        .join(t.section, t.section.c.id == t.mark.c.section_id)
        .where(t.mark.c.student_id.in_(students))
        .group_by(t.mark.c.student_id)
    )
    return dict(found.tuples().all())


async def _guardians(connection: AsyncConnection, students: Sequence[int]) -> dict[int, int]:
    found = await connection.execute(
        select(t.guardianship.c.student_id, func.min(t.guardianship.c.guardian_id))
        .where(t.guardianship.c.student_id.in_(students))
        .group_by(t.guardianship.c.student_id)
    )
    return dict(found.tuples().all())


async def bind(
    connection: AsyncConnection,
    chat_id: int,
    person_id: int,
    role: str,
    student_id: int | None = None,
) -> None:
    """A chat with one hat."""
    now = school_now()
    await connection.execute(insert(t.chat).values(id=chat_id, locale="ru", created_at=now))
    made = await connection.execute(
        insert(t.binding).values(
            chat_id=chat_id, person_id=person_id, role=role, student_id=student_id, bound_at=now
        )
    )
    key = made.inserted_primary_key
    assert key is not None
    await connection.execute(
        update(t.chat).where(t.chat.c.id == chat_id).values(current_binding_id=key[0])
    )
