"""Homework by pupil and by section."""

from datetime import date

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from domain.homework.model import Homework, NewHomework, SetHomework
from storage.spans import holds
from storage.store import Store
from storage.tables import homework, lesson, section, section_student, subject

_OF_STUDENT = and_(
    section_student.c.student_id == bindparam("student_id"),
    holds(section_student, homework.c.due_date),
)

_DUE = (
    select(
        homework.c.id,
        homework.c.section_id,
        subject.c.title.label("subject"),
        homework.c.due_lesson_id,
        homework.c.due_date,
        homework.c.text,
        subject.c.id.label("subject_id"),
        lesson.c.number.label("due_number"),
        lesson.c.starts.label("due_starts"),
    )
    .select_from(
        section_student.join(homework, homework.c.section_id == section_student.c.section_id)
        .join(section, section.c.id == homework.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(lesson, lesson.c.id == homework.c.due_lesson_id)
    )
    .where(
        _OF_STUDENT,
        homework.c.due_date.between(bindparam("begins"), bindparam("ends")),
    )
    .order_by(homework.c.due_date, lesson.c.number, subject.c.title)
)

_DAYS_OF_STUDENT = (
    select(homework.c.due_date)
    .select_from(
        section_student.join(homework, homework.c.section_id == section_student.c.section_id)
    )
    .where(_OF_STUDENT)
)

_DAYS_AROUND = select(
    _DAYS_OF_STUDENT.with_only_columns(func.max(homework.c.due_date))
    .where(homework.c.due_date < bindparam("day"))
    .scalar_subquery()
    .label("before"),
    _DAYS_OF_STUDENT.with_only_columns(func.min(homework.c.due_date))
    .where(homework.c.due_date > bindparam("day"))
    .scalar_subquery()
    .label("after"),
)

_OF_LESSON = (
    select(homework.c.id, homework.c.due_lesson_id, homework.c.due_date, homework.c.text)
    .where(homework.c.lesson_id == bindparam("lesson_id"))
    .order_by(homework.c.id)
)


class HomeworkTable(Store):
    """domain.homework.model.HomeworkStore."""

    async def due(self, student_id: int, begins: date, ends: date) -> list[Homework]:
        rows = await self._rows(_DUE, student_id=student_id, begins=begins, ends=ends)
        return [Homework(**row) for row in rows]

    async def days_around(self, student_id: int, day: date) -> tuple[date | None, date | None]:
        found = await self._connection.execute(_DAYS_AROUND, {"student_id": student_id, "day": day})
        before, after = found.one()
        return before, after

    async def of_lesson(self, lesson_id: int) -> list[SetHomework]:
        rows = await self._rows(_OF_LESSON, lesson_id=lesson_id)
        return [SetHomework(**row) for row in rows]

    async def add(self, new: NewHomework, set_by: int) -> int:
        done = await self._connection.execute(
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
        await self._connection.execute(
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
        await self._connection.execute(delete(homework).where(homework.c.id == homework_id))
