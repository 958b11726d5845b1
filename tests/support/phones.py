"""Who of the small school is connected by which chat, written straight into the tables."""

from datetime import datetime

from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.support.outbox import add
from tests.support.school import SmallSchool


async def bind(
    uow: SqlUnitOfWork,
    school: SmallSchool,
    chat: int,
    person: str,
    role: str,
    child: str | None,
    at: datetime | None = None,
) -> int:
    """The binding's id; `at`: since when, not since now."""
    await uow.chats.remember(chat, "ru")
    return await add(
        uow,
        t.binding,
        chat_id=chat,
        person_id=school[person],
        role=role,
        student_id=school[child] if child else None,
        bound_at=at or uow.now,
    )


async def bind_family(
    uow: SqlUnitOfWork,
    school: SmallSchool,
    mother: int,
    father: int,
    pupil: int,
    at: datetime | None = None,
) -> None:
    """Anna's mother, father and Anna herself, on these phones."""
    await bind(uow, school, mother, "elena", "guardian", "anna", at)
    await bind(uow, school, father, "dmitry", "guardian", "anna", at)
    await bind(uow, school, pupil, "anna", "student", "anna", at)
