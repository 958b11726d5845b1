"""Reading homework (R104)."""

from datetime import date

from domain.access import Actor
from domain.diary import open_diary
from domain.homework.model import Homework
from domain.uow import UnitOfWork


async def homework_due(
    uow: UnitOfWork, actor: Actor, student_id: int, begins: date, ends: date
) -> list[Homework]:
    """What is due on these days; nothing where the grade has no homework (R106)."""
    student, school = await open_diary(uow, actor, student_id)
    if not school.policy.has_homework(student.grade_level):
        return []
    return await uow.homework.due(student.id, begins, ends)
