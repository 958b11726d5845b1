"""What a decision about the timetable is about, beside its lessons."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import insert, update

from domain.timetable.model import Away, DayMove
from storage import timetable_queries as q
from storage.rows import to_person
from storage.store import Store
from storage.tables import day_move, homework, teacher_absence


class Decisions(Store):
    """The part of domain.timetable.model.TimetableStore for absences and moved days."""

    async def away(self, school_id: int, begins: date, ends: date) -> list[Away]:
        rows = await self._rows(q.AWAY, school_id=school_id, begins=begins, ends=ends)
        return [
            Away(to_person(row, "who"), row["begins"], row["ends"], row["change_id"])
            for row in rows
        ]

    async def record_away(self, decision_id: int, person_id: int, begins: date, ends: date) -> None:
        await self._connection.execute(
            insert(teacher_absence).values(
                change_id=decision_id, person_id=person_id, begins=begins, ends=ends
            )
        )

    async def record_move(self, decision_id: int, move: DayMove) -> None:
        await self._connection.execute(
            insert(day_move).values(
                change_id=decision_id,
                source_date=move.source,
                target_date=move.target,
                grade_level=move.grade_level,
                school_class_id=move.school_class_id,
                is_late=move.is_late,
            )
        )

    async def homework_follows(self, days: Mapping[int, date]) -> None:
        for lesson_id, day in days.items():
            await self._connection.execute(
                update(homework)
                .where(homework.c.due_lesson_id == lesson_id, homework.c.due_date != day)
                .values(due_date=day)
            )
