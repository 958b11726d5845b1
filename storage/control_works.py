"""The schedule of control works."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, insert, update

from domain.control_works.model import (
    MovedWork,
    NewWork,
    PlannedWork,
    WorkOfDay,
    WorkPlace,
    WorkSection,
)
from domain.errors import NotFound
from storage import control_work_queries as q
from storage.member_classes import to_class_ids
from storage.rows import to_person, to_person_if_any
from storage.store import Store
from storage.tables import control_work


class ControlWorkTable(Store):
    """domain.control_works.model.ControlWorkStore."""

    async def work(self, work_id: int, *, to_change: bool = False) -> PlannedWork:
        if to_change:
            await self._connection.execute(q.LOCK_WORK, {"work_id": work_id})
        rows = await self._rows(q.WORK, work_id=work_id)
        if not rows:
            raise NotFound("control_work")
        return _to_work(rows[0])

    async def at_lesson(self, lesson_id: int) -> PlannedWork | None:
        rows = await self._rows(q.AT_LESSON, lesson_id=lesson_id)
        return _to_work(rows[0]) if rows else None

    async def place(self, lesson_id: int, *, to_change: bool = False) -> WorkPlace:
        if to_change:
            await self._connection.execute(q.LOCK, {"lesson_id": lesson_id})
        rows = await self._rows(q.PLACE, lesson_id=lesson_id)
        if not rows:
            raise NotFound("lesson")
        return _to_place(rows[0])

    async def section(self, section_id: int, day: date) -> WorkSection:
        rows = await self._rows(q.SECTION, section_id=section_id, day=day)
        if not rows:
            raise NotFound("section")
        return _to_section(rows[0])

    async def sections(self, class_id: int, day: date) -> list[WorkSection]:
        rows = await self._rows(q.OF_CLASS_TODAY, class_id=class_id, day=day)
        return [_to_section(row) for row in rows]

    async def places(self, section_id: int, begins: date, ends: date) -> list[WorkPlace]:
        rows = await self._rows(q.OF_SECTION, section_id=section_id, begins=begins, ends=ends)
        return [_to_place(row) for row in rows]

    async def of_school(self, school_id: int, begins: date, ends: date) -> list[PlannedWork]:
        rows = await self._rows(q.OF_SCHOOL, school_id=school_id, begins=begins, ends=ends)
        return [_to_work(row) for row in rows]

    async def of_class(self, class_id: int, begins: date, ends: date) -> list[PlannedWork]:
        rows = await self._rows(q.OF_CLASS, class_id=class_id, begins=begins, ends=ends)
        return [_to_work(row) for row in rows]

    async def of_grade(
        self, school_id: int, grade_level: int, begins: date, ends: date
    ) -> list[PlannedWork]:
        asked = {"school_id": school_id, "grade_level": grade_level}
        rows = await self._rows(q.OF_GRADE, **asked, begins=begins, ends=ends)
        return [_to_work(row) for row in rows]

    async def edges(
        self, class_ids: Collection[int], begins: date, ends: date
    ) -> Mapping[date, tuple[int, int]]:
        asked = {"classes": sorted(class_ids), "begins": begins, "ends": ends}
        found = await self._connection.execute(q.EDGES, asked)
        return {day: (first, last) for day, first, last in found}

    async def of_pupil(self, student_id: int, begins: date, ends: date) -> list[PlannedWork]:
        rows = await self._rows(q.OF_PUPIL, student_id=student_id, begins=begins, ends=ends)
        return [_to_work(row) for row in rows]

    async def of_day(
        self, school_id: int, section_ids: Collection[int], day: date, year: tuple[date, date]
    ) -> list[WorkOfDay] | None:
        begins, ends = year
        rows = await self._rows(
            q.OF_DAY,
            school_id=school_id,
            sections=sorted(section_ids),
            day=day,
            begins=begins,
            ends=ends,
        )
        if not rows:
            return None
        return [WorkOfDay(**row) for row in rows if row["section_id"] is not None]

    async def moved(self, school_id: int, day: date, minute: int) -> list[MovedWork]:
        rows = await self._rows(q.MOVED, school_id=school_id, day=day, minute=minute)
        return [MovedWork(_to_work(row), row["known_on"]) for row in rows]

    async def know(self, work_id: int, before: date | None, day: date | None) -> bool:
        it = control_work.c
        known = await self._connection.execute(
            update(control_work)
            .where(it.id == work_id, it.known_on.is_not_distinct_from(before))
            .values(known_on=day)
        )
        return bool(known.rowcount)

    async def is_marked(self, lesson_id: int) -> bool:
        return bool(await self._connection.scalar(q.IS_MARKED, {"lesson_id": lesson_id}))

    async def add(self, new: NewWork) -> int:
        done = await self._connection.execute(
            insert(control_work).values(
                lesson_id=new.lesson_id,
                work_type_id=new.work_type_id,
                reason=new.reason,
                planned_by=new.planned_by,
                planned_at=self._transaction.now,
            )
        )
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def move(self, work_id: int, lesson_id: int, reason: str) -> None:
        await self._change(work_id, lesson_id=lesson_id, reason=reason)

    async def set_type(self, work_id: int, work_type_id: int) -> None:
        await self._change(work_id, work_type_id=work_type_id)

    async def set_minutes(self, work_id: int, minutes: int | None) -> None:
        await self._change(work_id, minutes=minutes)

    async def drop(self, work_id: int) -> None:
        await self._change(work_id, dropped_at=self._transaction.now)

    async def publish(self, work_ids: Collection[int], person_id: int) -> set[int]:
        it = control_work.c
        wait = it.id.in_(sorted(work_ids)), it.published_at.is_(None), it.dropped_at.is_(None)
        published = await self._connection.execute(
            update(control_work)
            .where(*wait)
            .values(
                published_by=person_id, published_at=self._transaction.now, known_on=q.STANDS_ON
            )
            .returning(it.id)
        )
        return {*published.scalars()}

    async def _change(self, work_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(control_work).where(control_work.c.id == work_id).values(**values)
        )


def _to_place(row: RowMapping) -> WorkPlace:
    return WorkPlace(
        **_of_section(row),
        lesson_id=row["lesson_id"],
        date=row["date"],
        number=row["number"],
        starts=row["starts"],
        ends=row["ends"],
        is_cancelled=row["is_cancelled"],
    )


def _to_section(row: RowMapping) -> WorkSection:
    return WorkSection(**_of_section(row))


def _of_section(row: RowMapping) -> dict[str, Any]:
    names = "section_id", "school_id", "school_class_id", "class_title", "grade_level"
    named = {each: row[each] for each in (*names, "subject_id", "subject", "group_name")}
    classes = to_class_ids(row["member_classes"])
    return {**named, "also_class_ids": classes, "teacher": to_person_if_any(row, "teacher")}


def _to_work(row: RowMapping) -> PlannedWork:
    return PlannedWork(
        id=row["id"],
        place=_to_place(row),
        work_type_id=row["work_type_id"],
        title=row["title"],
        minutes=row["minutes"],
        reason=row["reason"],
        planned_by=to_person(row, "planner"),
        is_published=row["published_at"] is not None,
        is_dropped=row["dropped_at"] is not None,
    )
