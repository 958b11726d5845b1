"""Marks as teachers write them; every change leaves a row of history."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    RowMapping,
    Table,
    and_,
    bindparam,
    insert,
    select,
    union,
    update,
)

from domain.attendance.model import Status
from domain.lessons.model import TaughtLesson
from domain.marks.journal_model import AtLesson, JournalMark, MarkChange, NewMark, WorksFor
from domain.marks.model import Mark, WorkType
from domain.marks.value import MarkValue
from storage.mark_values import as_columns, the_value
from storage.marks import MARK_COLUMNS, MARK_TABLES, to_mark
from storage.rows import person_columns, to_person, to_person_if_any
from storage.spans import holds
from storage.standing_marks import in_subject
from storage.store import Store
from storage.tables import (
    attendance_event,
    control_work,
    mark,
    mark_change,
    person,
    roll_call,
    section,
    section_student,
    work_type,
)

_WORK_TYPES = (
    select(
        work_type.c.id,
        work_type.c.code,
        work_type.c.title,
        work_type.c.short_title,
        work_type.c.weight,
        work_type.c.counts,
        work_type.c.is_control,
        work_type.c.days_open,
        work_type.c.closed_before,
        work_type.c.is_active,
    )
    .where(work_type.c.school_id == bindparam("school_id"))
    .order_by(work_type.c.ordinal, work_type.c.id)
)
# The newest mark of the section that the teacher set lately, taken away or not.
_LAST_USED = (
    select(mark.c.work_type_id)
    .where(
        mark.c.section_id == bindparam("section_id"),
        mark.c.date.between(bindparam("since"), bindparam("day")),
        mark.c.teacher_id == bindparam("teacher_id"),
    )
    .order_by(mark.c.date.desc(), mark.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_PLANNED = (
    select(control_work.c.work_type_id)
    .where(control_work.c.lesson_id == bindparam("lesson_id"), control_work.c.dropped_at.is_(None))
    .order_by(control_work.c.id)
    .limit(1)
    .scalar_subquery()
)
_WORKS_FOR = _WORK_TYPES.add_columns(_LAST_USED.label("last_used"), _PLANNED.label("planned"))
_LATELY = timedelta(days=60)


def _of_the_lesson(things: Table) -> ColumnElement[bool]:
    return and_(things.c.lesson_id == bindparam("lesson_id"), things.c.student_id == person.c.id)


# Rows are never deleted, so the place of a mark among those for the same work never changes.
_OF_LESSON = (
    select(
        mark.c.id,
        mark.c.student_id,
        mark.c.work_type_id,
        mark.c.value,
        mark.c.code,
        mark.c.comment,
        mark.c.removed_at,
        *person_columns(person, "teacher"),
    )
    .select_from(mark.outerjoin(person, person.c.id == mark.c.teacher_id))
    .where(mark.c.lesson_id == bindparam("lesson_id"))
    .order_by(mark.c.id)
)
_TEACHER = person.alias("teacher")
_MEMBERS = select(section_student.c.student_id).where(
    section_student.c.section_id == bindparam("section_id"),
    holds(section_student, bindparam("day", type_=Date())),
)
_MARKED = select(mark.c.student_id).where(mark.c.lesson_id == bindparam("lesson_id"))
# Also a mark of who was not in the section that day after all can be taken away.
_AT_LESSON = (
    select(
        *person_columns(person, "pupil"),
        person.c.id.in_(_MEMBERS).label("is_member"),
        attendance_event.c.status.label("recorded"),
        roll_call.c.status.label("tapped"),
        mark.c.id,
        mark.c.student_id,
        mark.c.work_type_id,
        mark.c.value,
        mark.c.code,
        mark.c.comment,
        mark.c.removed_at,
        *person_columns(_TEACHER, "teacher"),
    )
    .select_from(
        person.outerjoin(attendance_event, _of_the_lesson(attendance_event))
        .outerjoin(roll_call, _of_the_lesson(roll_call))
        .outerjoin(mark, _of_the_lesson(mark))
        .outerjoin(_TEACHER, _TEACHER.c.id == mark.c.teacher_id)
    )
    .where(person.c.id.in_(union(_MEMBERS, _MARKED)))
    .order_by(person.c.sort_key, person.c.id, mark.c.id)
)

_TAUGHT = section.alias("taught")
_IN_SUBJECT = (
    select(*MARK_COLUMNS)
    .select_from(MARK_TABLES)
    .where(
        mark.c.student_id.in_(bindparam("student_ids", expanding=True)),
        in_subject(
            select(_TAUGHT.c.subject_id)
            .where(_TAUGHT.c.id == bindparam("section_id"))
            .scalar_subquery()
        ),
    )
    .order_by(mark.c.date, mark.c.id)
)


class MarkJournal(Store):
    """domain.marks.journal_model.MarkJournalStore."""

    async def work_types(self, school_id: int) -> list[WorkType]:
        rows = await self._rows(_WORK_TYPES, school_id=school_id)
        return [WorkType(**row) for row in rows]

    async def works_for(self, taught: TaughtLesson, teacher_id: int) -> WorksFor:
        rows = await self._rows(
            _WORKS_FOR,
            lesson_id=taught.id,
            school_id=taught.school_id,
            section_id=taught.lesson.section_id,
            teacher_id=teacher_id,
            since=taught.date - _LATELY,
            day=taught.date,
        )
        works = [WorkType(**{name: row[name] for name in _OF_WORK}) for row in rows]
        if not rows:
            return WorksFor(works, None, None)
        return WorksFor(works, rows[0]["last_used"], rows[0]["planned"])

    async def of_lesson(self, lesson_id: int) -> list[JournalMark]:
        return _to_journal(await self._rows(_OF_LESSON, lesson_id=lesson_id))

    async def at_lesson(self, taught: TaughtLesson) -> AtLesson:
        rows = await self._rows(
            _AT_LESSON,
            lesson_id=taught.id,
            section_id=taught.lesson.section_id,
            day=taught.date,
        )
        pupils = {row["pupil_id"]: to_person(row, "pupil") for row in rows if row["is_member"]}
        attendance = {
            row["pupil_id"]: Status(row["tapped"] or row["recorded"])
            for row in rows
            if row["tapped"] or row["recorded"]
        }
        marks = _to_journal([row for row in rows if row["id"] is not None])
        return AtLesson(list(pupils.values()), marks, attendance)

    async def add(self, new: NewMark) -> MarkChange:
        done = await self._connection.execute(
            insert(mark).returning(mark.c.id),
            {
                "lesson_id": new.taught.id,
                "section_id": new.taught.lesson.section_id,
                "student_id": new.student_id,
                "date": new.taught.date,
                "work_type_id": new.work_type_id,
                **as_columns(new.value),
                "teacher_id": new.teacher_id,
                "set_at": self._transaction.now,
            },
        )
        mark_id = int(done.scalar_one())
        change_id = await self._remember(mark_id, None, new.value, new.teacher_id, new.unlock_id)
        return MarkChange(mark_id, change_id)

    async def change(
        self,
        held: JournalMark,
        value: MarkValue | None,
        changed_by: int,
        unlock_id: int | None = None,
    ) -> MarkChange:
        now = self._transaction.now
        values: dict[str, Any] = {"removed_at": now}
        if value is not None:
            values = {
                **as_columns(value),
                "teacher_id": changed_by,
                "set_at": now,
                "removed_at": None,
            }
        await self._connection.execute(update(mark).where(mark.c.id == held.id).values(**values))
        change_id = await self._remember(held.id, held.value, value, changed_by, unlock_id)
        return MarkChange(held.id, change_id)

    async def comment(self, mark_id: int, comment: str) -> None:
        await self._connection.execute(
            update(mark).where(mark.c.id == mark_id).values(comment=comment)
        )

    async def in_subject(
        self, section_id: int, student_ids: Sequence[int], begins: date, ends: date
    ) -> list[Mark]:
        rows = await self._rows(
            _IN_SUBJECT,
            section_id=section_id,
            student_ids=list(student_ids),
            begins=begins,
            ends=ends,
        )
        return [to_mark(row) for row in rows]

    async def _remember(
        self,
        mark_id: int,
        old: MarkValue | None,
        new: MarkValue | None,
        changed_by: int,
        unlock_id: int | None,
    ) -> int:
        done = await self._connection.execute(
            insert(mark_change).returning(mark_change.c.id),
            {
                "mark_id": mark_id,
                **as_columns(old, "old_"),
                **as_columns(new, "new_"),
                "changed_by": changed_by,
                "unlock_id": unlock_id,
                "changed_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())


_OF_WORK = [column.name for column in _WORK_TYPES.selected_columns]


def _to_journal(rows: Sequence[RowMapping]) -> list[JournalMark]:
    """Marks in the order of setting, each with its place among those for the same work."""
    places: dict[tuple[int, int], count[int]] = {}
    return [
        JournalMark(
            id=row["id"],
            student_id=row["student_id"],
            work_type_id=row["work_type_id"],
            nth=next(places.setdefault((row["student_id"], row["work_type_id"]), count())),
            value=the_value(row["value"], row["code"]) if row["removed_at"] is None else None,
            comment=row["comment"],
            teacher=to_person_if_any(row, "teacher"),
        )
        for row in sorted(rows, key=lambda row: int(row["id"]))
    ]
