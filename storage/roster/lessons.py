"""Lessons from the timetable to the end of the year.

What has been is left as it was: a section that has lessons is planned anew from today on.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, tuple_, union

from domain.calendar import Holiday
from domain.timetable.planning import Bells, LessonKey, PlannedLesson, Slot, plan_lessons
from domain.timetable.replanning import Replanning, replan
from storage import tables as t
from storage.bells import bell_rules
from storage.roster import staging as st
from storage.roster.lesson_changes import (
    Planning,
    apply_changes,
    changes_of_school,
    link_replaced,
    report_unused,
)
from storage.roster.merge import insert_many, update_many
from storage.roster.run import Change, Run
from storage.roster.stored_lessons import IDS_AT_ONCE, IMPORT, PLAN, slices, stored_lessons

_SECTIONS_AT_ONCE = 250


async def write_lessons(run: Run) -> list[int]:
    """Plans every school of the bundle; gives the lessons from today on that now differ."""
    told: list[int] = []
    for school_id in run.schools.values():
        planning = await _planning(run, school_id)
        sections = await _sections(run, school_id)
        if await _lacks_bells(run, school_id, planning.bells):
            continue
        for start in range(0, len(sections), _SECTIONS_AT_ONCE):
            await _plan_sections(planning, sections[start : start + _SECTIONS_AT_ONCE])
        await link_replaced(planning)
        report_unused(planning)
        if school_id not in run.new_school_ids:
            told += planning.told
    await st.analyze(run.connection, t.lesson)
    return told


async def _planning(run: Run, school_id: int) -> Planning:
    bells: dict[int | None, dict[int, tuple[int, int]]] = {}
    found = await run.connection.execute(
        select(t.class_period)
        .join(t.bell_schedule, t.bell_schedule.c.id == t.class_period.c.bell_schedule_id)
        .where(t.bell_schedule.c.school_id == school_id)
        .order_by(t.class_period.c.bell_schedule_id)
    )
    for row in found:
        bells.setdefault(row.bell_schedule_id, {})[row.number] = (row.starts, row.ends)
    if bells:
        # A section without a class, or a class without a schedule, goes by the school's first.
        bells[None] = bells[min(key for key in bells if key is not None)]
    holidays = [
        Holiday(row.title, row.begins, row.ends, row.grade_level, row.school_class_id)
        for row in await run.connection.execute(
            select(t.holiday).where(t.holiday.c.school_id == school_id)
        )
    ]
    differing, replaced = await changes_of_school(run, school_id)
    rules = await bell_rules(run.connection, school_id)
    return Planning(run, bells, holidays, differing, replaced, rules=rules)


async def _sections(run: Run, school_id: int) -> list[int]:
    """Sections that have or had a timetable, or lessons by lessonChanges.csv."""
    slots = select(t.timetable_slot.c.section_id)
    changes = select(t.section.c.id).join(
        st.lesson_changes, st.lesson_changes.c.class_sourced_id == t.section.c.sourced_id
    )
    found = await run.connection.execute(
        select(t.section.c.id)
        .where(
            t.section.c.school_id == school_id,
            t.section.c.id.in_(union(slots, changes).scalar_subquery()),
        )
        .order_by(t.section.c.id)
    )
    return list(found.scalars())


async def _lacks_bells(run: Run, school_id: int, bells: Bells) -> bool:
    """Whether a lesson of the timetable has no time of day; says so."""
    found = await run.connection.execute(
        select(t.school_class.c.bell_schedule_id, t.timetable_slot.c.number)
        .select_from(
            t.timetable_slot.join(
                t.section, t.section.c.id == t.timetable_slot.c.section_id
            ).outerjoin(t.school_class, t.school_class.c.id == t.section.c.school_class_id)
        )
        .where(
            t.section.c.school_id == school_id,
            t.timetable_slot.c.ends >= t.timetable_slot.c.begins,
        )
        .distinct()
        .order_by(t.timetable_slot.c.number)
    )
    missing = {
        number
        for schedule, number in found
        if number not in bells.get(schedule, bells.get(None, {}))
    }
    for number in sorted(missing):
        file = run.files.get("bell_schedules", "bellSchedules.csv")
        run.problems.add(file, 0, f"has no bell for lesson {number}, which is in the timetable")
    return bool(missing)


async def _plan_sections(planning: Planning, section_ids: Sequence[int]) -> None:
    run = planning.run
    slots = await _slots(run, section_ids, planning.bells)
    with_lessons = set(
        (
            await run.connection.execute(
                select(t.lesson.c.section_id)
                .where(t.lesson.c.section_id.in_(section_ids))
                .distinct()
            )
        ).scalars()
    )
    planned: dict[LessonKey, PlannedLesson] = {}
    for known in (False, True):
        some = [slot for slot in slots if (slot.section_id in with_lessons) is known]
        if some:
            begins = run.today if known else min(slot.begins for slot in some)
            ends = max(slot.ends for slot in some)
            for lesson in plan_lessons(
                some, planning.bells, planning.holidays, begins, ends, planning.rules
            ):
                planned[lesson.key] = lesson
    apply_changes(planning, planned, set(section_ids), with_lessons)
    stored = await stored_lessons(planning, section_ids, planned)
    await _write(planning, replan(planned.values(), stored))


async def _slots(run: Run, section_ids: Sequence[int], bells: Bells) -> list[Slot]:
    slot, section = t.timetable_slot, t.section
    found = await run.connection.execute(
        select(
            slot,
            func.coalesce(slot.c.teacher_id, section.c.teacher_id).label("given_by"),
            section.c.grade_level,
            section.c.school_class_id,
            t.school_class.c.bell_schedule_id,
            t.school_class.c.shift,
        )
        .select_from(
            slot.join(section, section.c.id == slot.c.section_id).outerjoin(
                t.school_class, t.school_class.c.id == section.c.school_class_id
            )
        )
        .where(
            slot.c.section_id.in_(section_ids),
            slot.c.ends >= slot.c.begins,
            section.c.is_active,
        )
    )
    return [
        Slot(
            row.section_id,
            row.weekday,
            row.number,
            row.begins,
            row.ends,
            row.grade_level,
            row.bell_schedule_id if row.bell_schedule_id in bells else None,
            row.given_by,
            row.location,
            row.school_class_id,
            row.shift or 1,
        )
        for row in found
    ]


async def _write(planning: Planning, plan: Replanning) -> None:
    run = planning.run
    await insert_many(run.connection, t.lesson, [_row(planning, lesson) for lesson in plan.new])
    await update_many(
        run.connection,
        t.lesson,
        [{"id": stored.id, **_row(planning, new)} for stored, new in plan.changed],
    )
    await update_many(
        run.connection,
        t.lesson,
        [
            {"id": stored.id, "is_cancelled": True, "change_source": PLAN}
            for stored in plan.cancelled
        ],
    )
    for ids in slices([stored.id for stored in plan.vanished]):
        await run.connection.execute(delete(t.lesson).where(t.lesson.c.id.in_(ids)))
    run.note(
        "lessons",
        Change(len(plan.new), len(plan.changed), len(plan.cancelled) + len(plan.vanished)),
    )
    planning.told += [
        stored.id
        for stored, new in plan.changed
        if _decision(stored.plan) != _decision(new) and new.key not in planning.replaced
    ]
    planning.told += [stored.id for stored in plan.cancelled]
    planning.told += await _ids(
        run, [new.key for new in plan.new if any(_decision(new)[:3]) and new.date >= run.today]
    )


def _row(planning: Planning, lesson: PlannedLesson) -> dict[str, Any]:
    differs = lesson.key in planning.differing or lesson.key in planning.replaced
    return {
        "section_id": lesson.section_id,
        "date": lesson.date,
        "number": lesson.number,
        "starts": lesson.starts,
        "ends": lesson.ends,
        "teacher_id": lesson.teacher_id,
        "location": lesson.location,
        "is_cancelled": lesson.is_cancelled,
        "is_substituted": lesson.is_substituted,
        "change_note": lesson.change_note,
        "change_source": IMPORT if differs else "",
    }


def _decision(lesson: PlannedLesson) -> tuple[bool, bool, str]:
    """What makes a lesson differ from the timetable: families hear of that (R067)."""
    return lesson.is_cancelled, lesson.is_substituted, lesson.change_note


async def _ids(run: Run, keys: Sequence[LessonKey]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(keys), IDS_AT_ONCE // 5):
        some = keys[start : start + IDS_AT_ONCE // 5]
        found += (
            await run.connection.execute(
                select(t.lesson.c.id).where(
                    tuple_(t.lesson.c.section_id, t.lesson.c.date, t.lesson.c.number).in_(some)
                )
            )
        ).scalars()
    return found
