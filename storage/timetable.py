"""The timetable as the school sees and changes it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from domain.errors import NotFound
from domain.people import Person
from domain.timetable.candidates import Teacher
from domain.timetable.model import (
    ChangedLesson,
    Decision,
    LessonBefore,
    SectionOfClass,
    TimetableLesson,
)
from domain.timetable.planning import PlannedLesson
from storage import timetable_queries as q
from storage.bells import OF_LESSON
from storage.hours import Hours
from storage.rows import to_person, to_person_if_any
from storage.schedule import to_lesson
from storage.tables import lesson, lesson_change, timetable_change
from storage.timetable_decisions import Decisions
from storage.transaction import today


class Timetable(Hours, Decisions):
    """domain.timetable.model.TimetableStore."""

    async def of_class(self, school_id: int, class_id: int, day: date) -> list[TimetableLesson]:
        rows = await self._rows(q.OF_CLASS, school_id=school_id, class_id=class_id, day=day)
        return [to_timetable(row) for row in rows]

    async def of_school(
        self, school_id: int, day: date, last: date | None = None
    ) -> list[TimetableLesson]:
        rows = await self._rows(q.OF_SCHOOL, school_id=school_id, day=day, last=last or day)
        return [to_timetable(row) for row in rows]

    async def lesson(self, lesson_id: int, *, to_change: bool = False) -> TimetableLesson:
        if to_change:
            await self.hold([lesson_id])
        rows = await self._rows(q.ONE, lesson_id=lesson_id)
        if not rows:
            raise NotFound("lesson")
        return to_timetable(rows[0])

    async def of_teacher(self, teacher_id: int, begins: date, ends: date) -> list[TimetableLesson]:
        rows = await self._rows(q.OF_TEACHER, teacher_id=teacher_id, day=begins, last=ends)
        return [to_timetable(row) for row in rows]

    async def of_cell(
        self, section_id: int, weekday: int, number: int, since: date
    ) -> list[TimetableLesson]:
        rows = await self._rows(q.OF_CELL, section_id=section_id, number=number, since=since)
        found = [to_timetable(row) for row in rows]
        return [each for each in found if each.usual[0].isoweekday() == weekday]

    async def beside(self, lesson_id: int) -> TimetableLesson | None:
        rows = await self._rows(q.BESIDE, lesson_id=lesson_id)
        return to_timetable(rows[0]) if rows else None

    async def hold(self, lesson_ids: Collection[int]) -> None:
        await self._rows_of(q.LOCK, lesson_ids)

    async def teachers(self, school_id: int) -> list[Teacher]:
        people: dict[int, Person] = {}
        subjects: dict[int, set[int]] = defaultdict(set)
        classes: dict[int, set[int]] = defaultdict(set)
        rows = await self._rows(q.TEACHERS, school_id=school_id, day=today(self._transaction))
        for row in rows:
            who = to_person(row, "teacher")
            people[who.id] = who
            if row["subject_id"] is not None:
                subjects[who.id].add(row["subject_id"])
            if row["school_class_id"] is not None:
                classes[who.id].add(row["school_class_id"])
        return [
            Teacher(each, frozenset(subjects[each.id]), frozenset(classes[each.id]))
            for each in people.values()
        ]

    async def sections_of(self, school_class_id: int) -> list[SectionOfClass]:
        rows = await self._rows(q.SECTIONS, class_id=school_class_id)
        return [
            SectionOfClass(
                row["id"], row["subject"], row["group_name"], to_person_if_any(row, "teacher")
            )
            for row in rows
        ]

    async def members(
        self, section_ids: Collection[int], day: date
    ) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for row in await self._rows_of(q.MEMBERS, set(section_ids), day=day):
            found[row["section_id"]].add(row["student_id"])
        return {section_id: frozenset(pupils) for section_id, pupils in found.items()}

    async def bells(self, lesson_id: int, day: date) -> Mapping[int, tuple[int, int]]:
        rows = await self._rows(OF_LESSON, lesson_id=lesson_id, day=day, weekday=day.isoweekday())
        found: dict[int, tuple[int, int]] = {}
        for row in rows:
            if row["is_own"] or row["number"] in found:
                found[row["number"]] = row["starts"], row["ends"]
        return found

    async def save(self, lesson_id: int, plan: PlannedLesson, usual: tuple[date, int]) -> None:
        day, number = usual
        is_moved = (plan.date, plan.number) != usual
        await self._connection.execute(
            update(lesson)
            .where(lesson.c.id == lesson_id)
            .values(
                **_values(plan),
                usual_date=day if is_moved else None,
                usual_number=number if is_moved else None,
            )
        )

    async def add(self, plan: PlannedLesson, replaces_id: int) -> int:
        key = (
            lesson.c.section_id == plan.section_id,
            lesson.c.date == plan.date,
            lesson.c.number == plan.number,
        )
        found = await self._connection.execute(select(lesson.c.id).where(*key))
        there = found.scalar()
        if there is not None:
            await self._connection.execute(
                update(lesson)
                .where(lesson.c.id == there)
                .values(**_values(plan), replaces_id=replaces_id)
            )
            return int(there)
        done = await self._connection.execute(
            insert(lesson).values(
                section_id=plan.section_id, replaces_id=replaces_id, **_values(plan)
            )
        )
        made = done.inserted_primary_key
        assert made is not None
        return int(made[0])

    async def decide(self, school_id: int, person_id: int, since: date | None = None) -> int:
        done = await self._connection.execute(
            insert(timetable_change).values(
                school_id=school_id,
                decided_by=person_id,
                decided_at=self._transaction.now,
                since=since,
            )
        )
        made = done.inserted_primary_key
        assert made is not None
        return int(made[0])

    async def remember(self, decision_id: int, before: Sequence[LessonBefore]) -> None:
        await self._connection.execute(
            insert(lesson_change), [_old_values(decision_id, each) for each in before]
        )

    async def last_decision(self, lesson_id: int) -> Decision | None:
        rows = await self._rows(q.LAST, lesson_id=lesson_id)
        return _to_decision(rows[0]) if rows else None

    async def decision(self, decision_id: int) -> Decision:
        rows = await self._rows(q.DECISION, decision_id=decision_id)
        if not rows:
            raise NotFound("timetable_change")
        return _to_decision(rows[0])

    async def changed(self, decision_id: int) -> list[ChangedLesson]:
        return [_to_changed(row) for row in await self._rows(q.CHANGED, decision_id=decision_id)]

    async def newer(self, decision_id: int) -> bool:
        found = await self._connection.execute(q.NEWER, {"decision_id": decision_id})
        return bool(found.scalar())

    async def undo(self, decision_id: int) -> None:
        await self._connection.execute(
            update(timetable_change)
            .where(timetable_change.c.id == decision_id)
            .values(undone_at=self._transaction.now)
        )


def to_timetable(row: RowMapping) -> TimetableLesson:
    return TimetableLesson(
        lesson=to_lesson(row),
        school_id=row["school_id"],
        school_class_id=row["school_class_id"],
        class_title=row["class_title"] or "",
        section_title=row["section_title"],
        grade_level=row["grade_level"],
        subject_id=row["subject_id"],
        usual_teacher=to_person_if_any(row, "usual"),
        usual=(row["usual_date"] or row["date"], row["usual_number"] or row["number"]),
        own_week=row["week_days"],
    )


def _to_decision(row: RowMapping) -> Decision:
    return Decision(
        row["id"],
        row["school_id"],
        to_person(row, "decider"),
        row["decided_at"],
        row["undone_at"],
        since=row["since"],
        is_absence=bool(row["is_absence"]),
    )


def _to_changed(row: RowMapping) -> ChangedLesson:
    plan = PlannedLesson(
        row["section_id"],
        row["old_date"],
        row["old_number"],
        row["old_starts"],
        row["old_ends"],
        row["old_teacher_id"],
        row["old_location"],
        row["old_cancelled"],
        row["old_substituted"],
        row["old_note"],
    )
    before = LessonBefore(row["id"], plan, is_new=row["is_new"])
    return ChangedLesson(to_timetable(row), before, to_person_if_any(row, "was"))


def _values(plan: PlannedLesson) -> dict[str, Any]:
    """A change made here is taken back by no import (`change_source`)."""
    return {
        "date": plan.date,
        "number": plan.number,
        "starts": plan.starts,
        "ends": plan.ends,
        "teacher_id": plan.teacher_id,
        "location": plan.location,
        "is_cancelled": plan.is_cancelled,
        "is_substituted": plan.is_substituted,
        "change_note": plan.change_note,
        "change_source": "",
    }


def _old_values(decision_id: int, before: LessonBefore) -> dict[str, Any]:
    plan = before.plan
    return {
        "change_id": decision_id,
        "lesson_id": before.lesson_id,
        "is_new": before.is_new,
        "old_date": plan.date,
        "old_number": plan.number,
        "old_starts": plan.starts,
        "old_ends": plan.ends,
        "old_teacher_id": plan.teacher_id,
        "old_location": plan.location,
        "old_cancelled": plan.is_cancelled,
        "old_substituted": plan.is_substituted,
        "old_note": plan.change_note,
    }
