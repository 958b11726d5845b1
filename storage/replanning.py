"""The lessons of some days made anew from the timetable, once the calendar has changed.

What an import does for a whole school, with the same rules (domain/timetable/replanning.py): what
the journal holds is cancelled and never removed, and what somebody decided stays.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from domain.calendar import Holiday
from domain.school_days import ClassKey
from domain.timetable.planning import Bells, PlannedLesson, Slot, plan_lessons, require_bells
from domain.timetable.replanning import Replanning, StoredLesson, replan
from storage.bells import bell_rules
from storage.roster.merge import insert_many, update_many
from storage.roster.stored_lessons import IMPORT, PLAN, slices, with_journal
from storage.store import Store
from storage.tables import (
    bell_schedule,
    class_period,
    holiday,
    lesson,
    school_class,
    section,
    timetable_slot,
)

_BELLS = (
    select(class_period)
    .join(bell_schedule, bell_schedule.c.id == class_period.c.bell_schedule_id)
    .where(bell_schedule.c.school_id == bindparam("school_id"))
    .order_by(class_period.c.bell_schedule_id)
)
_HOLIDAYS = select(
    holiday.c.title,
    holiday.c.begins,
    holiday.c.ends,
    holiday.c.grade_level,
    holiday.c.school_class_id,
).where(holiday.c.school_id == bindparam("school_id"))
_SLOTS = (
    select(
        timetable_slot,
        func.coalesce(timetable_slot.c.teacher_id, section.c.teacher_id).label("given_by"),
        section.c.grade_level,
        section.c.school_class_id,
        school_class.c.bell_schedule_id,
        school_class.c.shift,
    )
    .select_from(
        timetable_slot.join(section, section.c.id == timetable_slot.c.section_id).outerjoin(
            school_class, school_class.c.id == section.c.school_class_id
        )
    )
    .where(
        section.c.school_id == bindparam("school_id"),
        section.c.is_active,
        timetable_slot.c.ends >= bindparam("begins"),
        timetable_slot.c.begins <= bindparam("ends"),
    )
)


class Replanner(Store):
    """Writes what the timetable and the calendar say of some days of a school."""

    async def replan(
        self,
        school_id: int,
        who: ClassKey | None,
        begins: date,
        ends: date,
        minute: int,
        sections: Collection[int] = (),
    ) -> int:
        """Of one class or grade (a key without a class), else of everybody; lessons that changed.

        `sections`: of these alone; some may have no cell any more.
        Nothing before `begins` changes, nor what has begun that day by `minute` after midnight.
        """
        bells = await self._bells(school_id)
        every = await self._slots(school_id, begins, ends, bells)
        slots = [each for each in every if _is_of(each, who)]
        if sections:
            slots = [each for each in slots if each.section_id in sections]
        ids = sorted({each.section_id for each in slots}.union(sections))
        if not ids:
            return 0
        holidays = [Holiday(**row) for row in await self._rows(_HOLIDAYS, school_id=school_id)]
        require_bells(slots, bells)
        rules = await bell_rules(self._connection, school_id)
        planned = plan_lessons(slots, bells, holidays, begins, ends, rules)
        stored = await self._stored(ids, begins, ends, planned)
        every_plan = [*planned, *(each.plan for each in stored)]
        begun = {each.key for each in every_plan if _has_begun(each, begins, minute)}
        plan = replan(
            [each for each in planned if each.key not in begun],
            [each for each in stored if begun.isdisjoint((each.plan.key, each.planned_key))],
        )
        await self._write(plan)
        return len(plan.new) + len(plan.changed) + len(plan.cancelled) + len(plan.vanished)

    async def _bells(self, school_id: int) -> Bells:
        bells: dict[int | None, dict[int, tuple[int, int]]] = {}
        for row in await self._rows(_BELLS, school_id=school_id):
            rings = bells.setdefault(row["bell_schedule_id"], {})
            rings[row["number"]] = row["starts"], row["ends"]
        if bells:
            bells[None] = bells[min(key for key in bells if key is not None)]
        return bells

    async def _slots(self, school_id: int, begins: date, ends: date, bells: Bells) -> list[Slot]:
        rows = await self._rows(_SLOTS, school_id=school_id, begins=begins, ends=ends)
        return [
            Slot(
                row["section_id"],
                row["weekday"],
                row["number"],
                row["begins"],
                row["ends"],
                row["grade_level"],
                row["bell_schedule_id"] if row["bell_schedule_id"] in bells else None,
                row["given_by"],
                row["location"],
                row["school_class_id"],
                row["shift"] or 1,
            )
            for row in rows
        ]

    async def _stored(
        self,
        section_ids: Sequence[int],
        begins: date,
        ends: date,
        planned: Sequence[PlannedLesson],
    ) -> list[StoredLesson]:
        found = await self._connection.execute(
            select(lesson).where(
                lesson.c.section_id.in_(section_ids), lesson.c.date.between(begins, ends)
            )
        )
        rows = found.mappings().all()
        keys = {each.key for each in planned}
        missing = [row["id"] for row in rows if (_usual(row) or _plan(row).key) not in keys]
        journal = await with_journal(self._connection, missing)
        return [
            StoredLesson(
                row["id"],
                _plan(row),
                is_decided=_is_decided(row),
                has_journal=row["id"] in journal,
                usual=_usual(row),
            )
            for row in rows
        ]

    async def _write(self, plan: Replanning) -> None:
        connection = self._connection
        await insert_many(connection, lesson, [_values(each) for each in plan.new])
        changed = [
            {"id": stored.id, **_values(new), "change_source": ""} for stored, new in plan.changed
        ]
        await update_many(connection, lesson, changed)
        for ids in slices([each.id for each in plan.cancelled]):
            await connection.execute(
                update(lesson)
                .where(lesson.c.id.in_(ids))
                .values(is_cancelled=True, change_source=PLAN)
            )
        for ids in slices([each.id for each in plan.vanished]):
            await connection.execute(delete(lesson).where(lesson.c.id.in_(ids)))


def _is_of(slot: Slot, who: ClassKey | None) -> bool:
    if who is None:
        return True
    if who.school_class_id is not None:
        return slot.school_class_id == who.school_class_id
    return slot.grade_level == who.grade_level


def _has_begun(planned: PlannedLesson, today: date, minute: int) -> bool:
    return planned.date == today and planned.starts <= minute


def _plan(row: Mapping[Any, Any]) -> PlannedLesson:
    return PlannedLesson(
        row["section_id"],
        row["date"],
        row["number"],
        row["starts"],
        row["ends"],
        row["teacher_id"],
        row["location"],
        row["is_cancelled"],
        row["is_substituted"],
        row["change_note"],
    )


def _usual(row: Mapping[Any, Any]) -> tuple[int, date, int] | None:
    if row["usual_date"] is None:
        return None
    return row["section_id"], row["usual_date"], row["usual_number"]


def _is_decided(row: Mapping[Any, Any]) -> bool:
    """Whether somebody changed this lesson, here or by a file."""
    differs = row["is_cancelled"] or row["is_substituted"] or row["change_note"]
    differs = differs or row["replaces_id"] or row["usual_date"] is not None
    differs = differs or row["change_source"] == IMPORT
    return bool(differs) and row["change_source"] != PLAN


def _values(planned: PlannedLesson) -> dict[str, Any]:
    return {
        "section_id": planned.section_id,
        "date": planned.date,
        "number": planned.number,
        "starts": planned.starts,
        "ends": planned.ends,
        "teacher_id": planned.teacher_id,
        "location": planned.location,
        "is_cancelled": planned.is_cancelled,
        "is_substituted": planned.is_substituted,
        "change_note": planned.change_note,
    }
