"""Two phones that take one exam back at the same moment, on both databases."""

from sqlalchemy import insert, select, update

from domain.actor import Actor
from domain.errors import Denied
from domain.final_marks.exams import drop_exam, enter_exam
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import once, side_by_side
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, SmallSchool

ONE, OTHER = 761, 762


async def test_an_exam_is_taken_back_once(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Whoever waited finds it gone, and nothing is recorded of that."""
    async with database.write(clock()) as uow:
        run = uow.connection.execute
        here = t.school.c.id == school.id
        await run(update(t.school).where(here).values(policy={"exam_grade_levels": [7]}))
        for chat in (ONE, OTHER):
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": school["deputy"], "role": "staff"}
            await run(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()

    async def enters(uow: SqlUnitOfWork, actor: Actor) -> int:
        return (await enter_exam(uow, actor, 7, "Алгебра, 3 июня")).exams[0].id

    exam_id = await once(database, clock, ONE, enters)

    async def drops(uow: SqlUnitOfWork, actor: Actor) -> None:
        await drop_exam(uow, actor, exam_id)

    done = await side_by_side(database, clock, [(ONE, drops), (OTHER, drops)])
    assert [type(each) for each in done if each] == [Denied]
    async with database.read(clock()) as uow:
        is_exam = t.audit_record.c.thing_kind == "exam"
        trail = await uow.connection.execute(select(t.audit_record.c.after).where(is_exam))
        assert [bool(after) for after in trail.scalars()] == [True, False]
