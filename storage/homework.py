"""Homework by pupil and by section."""

from datetime import date

from sqlalchemy import bindparam, delete, insert, or_, select, update

from domain.homework.model import Homework, NewHomework, SetHomework
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

_OF_LESSON = (
    select(homework.c.id, homework.c.due_lesson_id, homework.c.due_date, homework.c.text)
    .where(homework.c.lesson_id == bindparam("lesson_id"))
    .order_by(homework.c.id)
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

    async def of_lesson(self, lesson_id: int) -> list[SetHomework]:
        found = await self._transaction.connection.execute(_OF_LESSON, {"lesson_id": lesson_id})
        return [SetHomework(**row) for row in found.mappings()]

    async def add(self, new: NewHomework, set_by: int) -> int:
        done = await self._transaction.connection.execute(
            insert(homework).returning(homework.c.id),
            {
                "section_id": new.section_id,
                "lesson_id": new.lesson_id,
                "due_lesson_id": new.due_lesson_id,
                "due_date": new.due_date,
                "text": new.text,
                "set_by": set_by,
                "set_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())

    async def change(
        self, homework_id: int, text: str, due_lesson_id: int | None, due_date: date, set_by: int
    ) -> None:
        await self._transaction.connection.execute(
            update(homework)
            .where(homework.c.id == homework_id)
            .values(
                text=text,
                due_lesson_id=due_lesson_id,
                due_date=due_date,
                set_by=set_by,
                set_at=self._transaction.now,
            )
        )

    async def remove(self, homework_id: int) -> None:
        await self._transaction.connection.execute(
            delete(homework).where(homework.c.id == homework_id)
        )
