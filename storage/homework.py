"""Homework by pupil and by section."""

from datetime import date

from sqlalchemy import bindparam, or_, select

from domain.homework.model import Homework
from storage.tables import homework, lesson, section, section_student, subject
from storage.transaction import Transaction

_DUE = (
    select(
        homework.c.id,
        homework.c.section_id,
        subject.c.title.label("subject"),
        homework.c.due_lesson_id,
        homework.c.due_date,
        homework.c.text,
    )
    .select_from(
        section_student.join(homework, homework.c.section_id == section_student.c.section_id)
        .join(section, section.c.id == homework.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(lesson, lesson.c.id == homework.c.due_lesson_id)
    )
    .where(
        section_student.c.student_id == bindparam("student_id"),
        or_(section_student.c.begins.is_(None), section_student.c.begins <= homework.c.due_date),
        or_(section_student.c.ends.is_(None), section_student.c.ends > homework.c.due_date),
        homework.c.due_date.between(bindparam("begins"), bindparam("ends")),
    )
    .order_by(homework.c.due_date, lesson.c.number, subject.c.title)
)


class HomeworkTable:
    """domain.homework.model.HomeworkStore."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def due(self, student_id: int, begins: date, ends: date) -> list[Homework]:
        found = await self._transaction.connection.execute(
            _DUE, {"student_id": student_id, "begins": begins, "ends": ends}
        )
        return [Homework(**row) for row in found.mappings()]
