"""What a decision about the timetable is about, beside its lessons: absences, days, cells."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    RowMapping,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    update,
)

from domain.timetable.claim_model import ClaimState
from domain.timetable.model import Away, DayMove, SlotChange, StoredSlot, WhyAway
from domain.timetable.planning import Slot
from storage import timetable_queries as q
from storage.roster.stored_lessons import with_journal
from storage.rows import to_person
from storage.store import Store
from storage.tables import (
    day_move,
    homework,
    lesson,
    lesson_change,
    mark,
    not_held_claim,
    section,
    slot_change,
    teacher_absence,
    timetable_change,
    timetable_slot,
)

_SLOTS = (
    select(timetable_slot, section.c.grade_level)
    .join(section, section.c.id == timetable_slot.c.section_id)
    .where(timetable_slot.c.section_id.in_(bindparam("ids", expanding=True)))
    .order_by(timetable_slot.c.begins, timetable_slot.c.id)
)
_LAST = (
    select(lesson_change.c.lesson_id, func.max(lesson_change.c.change_id).label("change_id"))
    .join(timetable_change, timetable_change.c.id == lesson_change.c.change_id)
    .where(
        lesson_change.c.lesson_id.in_(bindparam("ids", expanding=True)),
        timetable_change.c.undone_at.is_(None),
    )
    .group_by(lesson_change.c.lesson_id)
    .subquery()
)
_LAST_OF_EACH = (
    select(_LAST.c.lesson_id)
    .join(timetable_change, timetable_change.c.id == _LAST.c.change_id)
    .where(timetable_change.c.since.is_not(None))
)
_SLOT_CHANGES = (
    select(slot_change, timetable_slot, section.c.grade_level)
    .select_from(
        slot_change.join(timetable_slot, timetable_slot.c.id == slot_change.c.slot_id).join(
            section, section.c.id == timetable_slot.c.section_id
        )
    )
    .where(slot_change.c.change_id == bindparam("decision_id"))
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


# The journal says that the lesson was held.
WAS_HELD = or_(
    lesson.c.attendance_taken_at.is_not(None),
    lesson.c.topic != "",
    exists().where(mark.c.lesson_id == lesson.c.id, mark.c.removed_at.is_(None)),
)
# Its teacher says that it was not held, and nobody has answered: until then nothing is lacking.
IS_DOUBTED = and_(
    exists().where(
        not_held_claim.c.lesson_id == lesson.c.id,
        not_held_claim.c.state == ClaimState.ASKED.value,
    ),
    not_(WAS_HELD),
)
_HELD = select(exists().where(lesson.c.id == bindparam("lesson_id"), WAS_HELD))
_OLD = (
    slot_change.c.old_ends,
    slot_change.c.old_location,
    slot_change.c.old_teacher_id,
    slot_change.c.old_decided,
)
_STOOD_ASIDE = (
    select(lesson_change.c.lesson_id, lesson_change.c.old_teacher_id)
    .join(timetable_change, timetable_change.c.id == lesson_change.c.change_id)
    .where(
        lesson_change.c.lesson_id.in_(bindparam("ids", expanding=True)),
        lesson_change.c.old_teacher_id.is_not(None),
        timetable_change.c.undone_at.is_(None),
        timetable_change.c.id < bindparam("decision_id"),
    )
)


class Decisions(Store):
    """The part of domain.timetable.model.TimetableStore for absences and moved days."""

    async def away(self, school_id: int, begins: date, ends: date) -> list[Away]:
        rows = await self._rows(q.AWAY, school_id=school_id, begins=begins, ends=ends)
        return [
            Away(
                to_person(row, "who"),
                row["begins"],
                row["ends"],
                row["change_id"],
                WhyAway(row["why"]),
            )
            for row in rows
        ]

    async def record_away(
        self, decision_id: int, person_id: int, begins: date, ends: date, why: WhyAway
    ) -> None:
        await self._connection.execute(
            insert(teacher_absence).values(
                change_id=decision_id, person_id=person_id, begins=begins, ends=ends, why=why
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

    async def slots(self, section_ids: Collection[int]) -> list[StoredSlot]:
        rows = await self._rows_of(_SLOTS, set(section_ids))
        return [StoredSlot(row["id"], _to_slot(row)) for row in rows]

    async def slot_changes(self, decision_id: int) -> list[SlotChange]:
        rows = await self._rows(_SLOT_CHANGES, decision_id=decision_id)
        return [SlotChange(_to_old_slot(row), _to_slot(row)) for row in rows]

    async def said_to_last(self, lesson_ids: Collection[int]) -> frozenset[int]:
        rows = await self._rows_of(_LAST_OF_EACH, lesson_ids)
        return frozenset(row["lesson_id"] for row in rows)

    async def change_slots(
        self, decision_id: int, ended: Mapping[int, date], added: Sequence[Slot]
    ) -> None:
        slot = timetable_slot.c
        for slot_id, last in ended.items():
            await self._keep(decision_id, slot_id)
            await self._set(slot_id, ends=last, is_decided=True)
        for new in added:
            values = {"location": new.location, "teacher_id": new.teacher_id, "ends": new.ends}
            key = (
                slot.section_id == new.section_id,
                slot.weekday == new.weekday,
                slot.number == new.number,
                slot.begins == new.begins,
            )
            there = await self._connection.scalar(select(slot.id).where(*key))
            if there is None:
                there = await self._made(new)
            if there not in ended:
                await self._keep(decision_id, there)
            await self._set(there, **values, is_decided=True)

    async def _made(self, new: Slot) -> int:
        """A cell that is not there yet: it ends before it begins."""
        done = await self._connection.execute(
            insert(timetable_slot).values(
                section_id=new.section_id,
                weekday=new.weekday,
                number=new.number,
                location=new.location,
                teacher_id=new.teacher_id,
                begins=new.begins,
                ends=new.begins - timedelta(days=1),
            )
        )
        made = done.inserted_primary_key
        assert made is not None
        return int(made[0])

    async def _keep(self, decision_id: int, slot_id: int) -> None:
        slot = timetable_slot.c
        values = [slot.ends, slot.location, slot.teacher_id, slot.is_decided]
        was = select(literal(decision_id), slot.id, *values).where(slot.id == slot_id)
        into = [slot_change.c.change_id, slot_change.c.slot_id, *_OLD]
        await self._connection.execute(insert(slot_change).from_select(into, was))

    async def put_slots_back(self, decision_id: int) -> None:
        query = select(slot_change).where(slot_change.c.change_id == decision_id)
        for row in (await self._connection.execute(query)).mappings().all():
            await self._set(
                row["slot_id"],
                ends=row["old_ends"],
                location=row["old_location"],
                teacher_id=row["old_teacher_id"],
                is_decided=row["old_decided"],
            )

    async def _set(self, slot_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(timetable_slot).where(timetable_slot.c.id == slot_id).values(values)
        )

    async def stood_aside(
        self, lesson_ids: Collection[int], decision_id: int
    ) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for row in await self._rows_of(_STOOD_ASIDE, lesson_ids, decision_id=decision_id):
            found[row["lesson_id"]].add(row["old_teacher_id"])
        return {lesson_id: frozenset(people) for lesson_id, people in found.items()}

    async def was_held(self, lesson_id: int) -> bool:
        found = await self._connection.execute(_HELD, {"lesson_id": lesson_id})
        return bool(found.scalar())

    async def recorded(self, lesson_ids: Collection[int]) -> set[int]:
        return await with_journal(self._connection, sorted(lesson_ids))


def _to_slot(row: RowMapping) -> Slot:
    return Slot(
        row["section_id"],
        row["weekday"],
        row["number"],
        row["begins"],
        row["ends"],
        row["grade_level"],
        teacher_id=row["teacher_id"],
        location=row["location"],
    )


def _to_old_slot(row: RowMapping) -> Slot:
    return replace(
        _to_slot(row),
        ends=row["old_ends"],
        teacher_id=row["old_teacher_id"],
        location=row["old_location"],
    )
