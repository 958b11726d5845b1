"""What a decision about the timetable is about, beside its lessons."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, insert, or_, select, update

from domain.timetable.model import Away, DayMove, StoredSlot
from domain.timetable.planning import Slot
from storage import timetable_queries as q
from storage.rows import to_person
from storage.store import Store
from storage.tables import (
    day_move,
    homework,
    section,
    teacher_absence,
    timetable_change,
    timetable_slot,
)

_SLOTS = (
    select(timetable_slot, section.c.grade_level)
    .join(section, section.c.id == timetable_slot.c.section_id)
    .where(timetable_slot.c.section_id == bindparam("section_id"))
    .order_by(timetable_slot.c.begins, timetable_slot.c.id)
)

_MOVES = (
    select(day_move)
    .join(timetable_change, timetable_change.c.id == day_move.c.change_id)
    .where(
        timetable_change.c.school_id == bindparam("school_id"),
        timetable_change.c.undone_at.is_(None),
        or_(
            day_move.c.source_date == bindparam("day"),
            day_move.c.target_date == bindparam("day"),
        ),
    )
    .order_by(day_move.c.change_id)
)


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

    async def moves(self, school_id: int, day: date) -> list[tuple[int, DayMove]]:
        rows = await self._rows(_MOVES, school_id=school_id, day=day)
        return [
            (
                row["change_id"],
                DayMove(
                    row["source_date"],
                    row["target_date"],
                    row["grade_level"],
                    row["school_class_id"],
                    is_late=row["is_late"],
                ),
            )
            for row in rows
        ]

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

    async def slots(self, section_id: int) -> list[StoredSlot]:
        rows = await self._rows(_SLOTS, section_id=section_id)
        return [
            StoredSlot(
                row["id"],
                Slot(
                    section_id,
                    row["weekday"],
                    row["number"],
                    row["begins"],
                    row["ends"],
                    row["grade_level"],
                    location=row["location"],
                ),
            )
            for row in rows
        ]

    async def change_slots(self, ended: Mapping[int, date], added: Sequence[Slot]) -> None:
        for slot_id, last in ended.items():
            await self._connection.execute(
                update(timetable_slot)
                .where(timetable_slot.c.id == slot_id)
                .values(ends=last, is_decided=True)
            )
        for slot in added:
            await self._connection.execute(
                insert(timetable_slot).values(
                    section_id=slot.section_id,
                    weekday=slot.weekday,
                    number=slot.number,
                    location=slot.location,
                    begins=slot.begins,
                    ends=slot.ends,
                    is_decided=True,
                )
            )
