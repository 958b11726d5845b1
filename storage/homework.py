"""Homework by pupil and by section."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    RowMapping,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from domain.errors import NotFound
from domain.homework.load import PupilLoad
from domain.homework.model import Homework, NewHomework, SetHomework, Version
from storage.homework_columns import FILES, FOR_SOME, IS_SET, QUIZ, concerns
from storage.homework_load import LOAD_OF_CLASS, LOAD_OF_SECTION
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    homework,
    homework_change,
    homework_student,
    homework_tick,
    lesson,
    section,
    section_student,
    subject,
)
from storage.tables.types import UtcDateTime
from storage.upsert import insert_or_change, insert_or_keep

_CHANGE = homework_change.alias("change")
_LAST_CHANGE = (
    select(func.max(_CHANGE.c.id))
    .where(_CHANGE.c.homework_id == homework.c.id)
    .correlate(homework)
    .scalar_subquery()
)
_WAS = (homework_change.c.old_text, homework_change.c.old_due_date)


_OF_STUDENT = and_(
    section_student.c.student_id == bindparam("student_id"),
    holds(section_student, homework.c.due_date),
    concerns(bindparam("student_id")),
)

_ITEMS = (
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
        func.coalesce(homework.c.changed_at, homework.c.set_at).label("set_at"),
        *_WAS,
        FILES,
        QUIZ,
        homework.c.is_for_some,
        homework.c.minutes,
    )
    .select_from(
        section_student.join(homework, homework.c.section_id == section_student.c.section_id)
        .join(section, section.c.id == homework.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(lesson, lesson.c.id == homework.c.due_lesson_id)
        .outerjoin(homework_change, homework_change.c.id == _LAST_CHANGE)
    )
    .where(_OF_STUDENT, IS_SET)
)
_DUE = _ITEMS.where(
    homework.c.due_date.between(bindparam("begins"), bindparam("ends")),
).order_by(homework.c.due_date, lesson.c.number, subject.c.title)
_DUE_AND_DONE = _DUE.add_columns(
    exists()
    .where(
        homework_tick.c.homework_id == homework.c.id,
        homework_tick.c.student_id == section_student.c.student_id,
    )
    .label("is_done")
)
_ITEM = _ITEMS.where(homework.c.id == bindparam("homework_id"))


def _nearest(is_there: ColumnElement[bool], order: ColumnElement[Any], one: Any) -> Any:
    """Of each section its nearest day, which the index has first, and of these the nearest."""
    of_section = (
        select(homework.c.due_date)
        .where(homework.c.section_id == section_student.c.section_id, _OF_STUDENT, IS_SET, is_there)
        .order_by(order)
        .limit(1)
        .correlate(section_student)
        .scalar_subquery()
    )
    of_student = section_student.c.student_id == bindparam("student_id")
    nearest = select(one(of_section, type_=Date())).select_from(section_student)
    return nearest.where(of_student).scalar_subquery()


_BEFORE = homework.c.due_date < bindparam("day", type_=Date())
_AFTER = homework.c.due_date > bindparam("day", type_=Date())
_DAYS_AROUND = select(
    _nearest(_BEFORE, homework.c.due_date.desc(), func.max).label("before"),
    _nearest(_AFTER, homework.c.due_date.asc(), func.min).label("after"),
)

_OF_LESSON = (
    select(
        homework.c.id,
        homework.c.due_lesson_id,
        homework.c.due_date,
        homework.c.text,
        *_WAS,
        FILES,
        QUIZ,
        FOR_SOME,
        homework.c.minutes,
    )
    .select_from(homework.outerjoin(homework_change, homework_change.c.id == _LAST_CHANGE))
    .where(homework.c.lesson_id == bindparam("lesson_id"), IS_SET)
    .order_by(homework.c.id)
)


_CHOSEN = select(homework_student.c.student_id).where(
    homework_student.c.homework_id == bindparam("homework_id")
)


class HomeworkTable(Store):
    """domain.homework.model.HomeworkStore."""

    async def due(self, student_id: int, begins: date, ends: date) -> list[Homework]:
        rows = await self._rows(_DUE, student_id=student_id, begins=begins, ends=ends)
        return [Homework(**_fields(row)) for row in rows]

    async def of_student(self, student_id: int, homework_id: int) -> Homework:
        rows = await self._rows(_ITEM, student_id=student_id, homework_id=homework_id)
        if not rows:
            raise NotFound("homework")
        return Homework(**_fields(rows[0]))

    async def due_with_ticks(self, student_id: int, begins: date, ends: date) -> list[Homework]:
        rows = await self._rows(_DUE_AND_DONE, student_id=student_id, begins=begins, ends=ends)
        return [Homework(**{**_fields(row), "is_done": bool(row["is_done"])}) for row in rows]

    async def tick(self, homework_id: int, student_id: int, minutes: int | None) -> None:
        row = {"homework_id": homework_id, "student_id": student_id}
        said = {"minutes": minutes, "ticked_at": self._transaction.now}
        if minutes is None:
            statement = insert_or_keep(self._connection, homework_tick, list(row))
        else:
            statement = insert_or_change(self._connection, homework_tick, list(row), list(said))
        await self._connection.execute(statement, {**row, **said})

    async def untick(self, homework_id: int, student_id: int) -> None:
        tick = homework_tick.c
        await self._connection.execute(
            delete(homework_tick).where(
                tick.homework_id == homework_id, tick.student_id == student_id
            )
        )

    async def days_around(self, student_id: int, day: date) -> tuple[date | None, date | None]:
        found = await self._connection.execute(_DAYS_AROUND, {"student_id": student_id, "day": day})
        before, after = found.one()
        return before, after

    async def of_lesson(self, lesson_id: int) -> list[SetHomework]:
        rows = await self._rows(_OF_LESSON, lesson_id=lesson_id)
        return [SetHomework(**_fields(row)) for row in rows]

    async def add(self, new: NewHomework, set_by: int) -> int:
        done = await self._connection.execute(
            insert(homework).returning(homework.c.id),
            {
                "section_id": new.section_id,
                "lesson_id": new.lesson_id,
                "due_lesson_id": new.due_lesson_id,
                "due_date": new.due_date,
                "text": new.text,
                "is_for_some": False,
                "set_by": set_by,
                "set_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())

    async def change(
        self,
        homework_id: int,
        text: str,
        due_lesson_id: int | None,
        due_date: date,
        changed_by: int,
    ) -> None:
        now = self._transaction.now
        version = select(
            homework.c.id,
            homework.c.text,
            homework.c.due_date,
            literal(changed_by),
            literal(now, UtcDateTime),
        ).where(homework.c.id == homework_id)
        kept = ["homework_id", "old_text", "old_due_date", "changed_by", "changed_at"]
        await self._connection.execute(insert(homework_change).from_select(kept, version))
        await self._change(
            homework_id, text=text, due_lesson_id=due_lesson_id, due_date=due_date, changed_at=now
        )

    async def estimate(self, homework_id: int, minutes: int | None) -> None:
        await self._change(homework_id, minutes=minutes)

    async def load_of_section(
        self, section_id: int, day: date, homework_id: int
    ) -> list[PupilLoad]:
        rows = await self._rows(
            LOAD_OF_SECTION, section_id=section_id, day=day, homework_id=homework_id
        )
        return [PupilLoad(**{**row, "is_done": bool(row["is_done"])}) for row in rows]

    async def load_of_class(
        self, school_class_id: int, begins: date, ends: date
    ) -> list[PupilLoad]:
        rows = await self._rows(
            LOAD_OF_CLASS, school_class_id=school_class_id, begins=begins, ends=ends
        )
        return [PupilLoad(**row) for row in rows]

    async def chosen(self, homework_id: int) -> frozenset[int]:
        found = await self._connection.execute(_CHOSEN, {"homework_id": homework_id})
        return frozenset(found.scalars())

    async def choose(self, homework_id: int, student_ids: Collection[int]) -> None:
        of_homework = homework_student.c.homework_id == homework_id
        await self._connection.execute(delete(homework_student).where(of_homework))
        if student_ids:
            rows = [{"homework_id": homework_id, "student_id": each} for each in student_ids]
            await self._connection.execute(insert(homework_student), rows)
        await self._change(homework_id, is_for_some=bool(student_ids))

    async def remove(self, homework_id: int) -> None:
        await self._change(homework_id, removed_at=self._transaction.now)

    async def _change(self, homework_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(homework).where(homework.c.id == homework_id).values(values)
        )


def _fields(row: RowMapping) -> dict[str, Any]:
    """With what it said before, if it was changed."""
    found = dict(row)
    text, due_date = found.pop("old_text"), found.pop("old_due_date")
    return {**found, "was": Version(text, due_date) if text is not None else None}
