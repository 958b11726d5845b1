"""Marks as teachers write them; every change leaves a row of history."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from domain.marks.journal_model import JournalMark, MarkChange, NewMark
from domain.marks.model import Mark, WorkType
from domain.marks.value import MarkValue
from storage.mark_values import as_columns, the_value
from storage.marks import MARK_COLUMNS, MARK_TABLES, to_mark
from storage.store import Store
from storage.tables import mark, mark_change, work_type

_WORK_TYPES = (
    select(
        work_type.c.id,
        work_type.c.code,
        work_type.c.title,
        work_type.c.short_title,
        work_type.c.weight,
        work_type.c.counts,
        work_type.c.is_control,
    )
    .where(work_type.c.school_id == bindparam("school_id"))
    .order_by(work_type.c.ordinal, work_type.c.id)
)

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
    )
    .where(mark.c.lesson_id == bindparam("lesson_id"))
    .order_by(mark.c.id)
)

_OF_SECTION = (
    select(*MARK_COLUMNS)
    .select_from(MARK_TABLES)
    .where(
        mark.c.student_id.in_(bindparam("student_ids", expanding=True)),
        mark.c.section_id == bindparam("section_id"),
        mark.c.date.between(bindparam("begins"), bindparam("ends")),
        mark.c.removed_at.is_(None),
    )
    .order_by(mark.c.date, mark.c.id)
)


class MarkJournal(Store):
    """domain.marks.journal_model.MarkJournalStore."""

    async def work_types(self, school_id: int) -> list[WorkType]:
        rows = await self._rows(_WORK_TYPES, school_id=school_id)
        return [WorkType(**row) for row in rows]

    async def of_lesson(self, lesson_id: int) -> list[JournalMark]:
        found = await self._connection.execute(_OF_LESSON, {"lesson_id": lesson_id})
        places: dict[tuple[int, int], count[int]] = {}
        return [
            JournalMark(
                id=row.id,
                student_id=row.student_id,
                work_type_id=row.work_type_id,
                nth=next(places.setdefault((row.student_id, row.work_type_id), count())),
                value=the_value(row.value, row.code) if row.removed_at is None else None,
                comment=row.comment,
            )
            for row in found
        ]

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
        change_id = await self._remember(mark_id, None, new.value, new.teacher_id)
        return MarkChange(mark_id, change_id)

    async def change(
        self, held: JournalMark, value: MarkValue | None, changed_by: int
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
        change_id = await self._remember(held.id, held.value, value, changed_by)
        return MarkChange(held.id, change_id)

    async def comment(self, mark_id: int, comment: str) -> None:
        await self._connection.execute(
            update(mark).where(mark.c.id == mark_id).values(comment=comment)
        )

    async def of_section(
        self, section_id: int, student_ids: Sequence[int], begins: date, ends: date
    ) -> list[Mark]:
        rows = await self._rows(
            _OF_SECTION,
            section_id=section_id,
            student_ids=list(student_ids),
            begins=begins,
            ends=ends,
        )
        return [to_mark(row) for row in rows]

    async def _remember(
        self, mark_id: int, old: MarkValue | None, new: MarkValue | None, changed_by: int
    ) -> int:
        done = await self._connection.execute(
            insert(mark_change).returning(mark_change.c.id),
            {
                "mark_id": mark_id,
                **as_columns(old, "old_"),
                **as_columns(new, "new_"),
                "changed_by": changed_by,
                "changed_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())
