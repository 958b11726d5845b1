"""Lessons from the timetable to the end of the year, and single ones that differ.

What has been is left as it was: a section that has lessons is planned anew from today on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import RowMapping, delete, func, or_, select, tuple_, union, update

from domain.calendar import Holiday
from domain.timetable.planning import Bells, LessonKey, PlannedLesson, Slot, plan_lessons
from domain.timetable.replanning import Replanning, StoredLesson, replan
from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import insert_many, update_many
from storage.roster.run import Change, Run
from storage.roster.values import Change as Kind

_SECTIONS_AT_ONCE = 250
_IDS_AT_ONCE = 5_000
IMPORT, PLAN = "import", "plan"  # lesson.change_source


@dataclass(slots=True)
class _Planning:
    """One school's timetable, as far as all of its sections share it."""

    run: Run
    bells: dict[int | None, dict[int, tuple[int, int]]]
    holidays: list[Holiday]
    differing: dict[LessonKey, RowMapping]  # lessonChanges.csv
    replaced: set[LessonKey]  # lessons that another section's takes the place of
    used: set[LessonKey] = field(default_factory=set)
    told: list[int] = field(default_factory=list)  # lessons that families are to hear of


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
        await _link_replaced(planning)
        _report_unused(planning)
        if school_id not in run.new_school_ids:
            told += planning.told
    await st.analyze(run.connection, t.lesson)
    return told


async def _planning(run: Run, school_id: int) -> _Planning:
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
        Holiday(row.title, row.begins, row.ends, row.grade_level)
        for row in await run.connection.execute(
            select(t.holiday).where(t.holiday.c.school_id == school_id)
        )
    ]
    differing, replaced = await _differing(run, school_id)
    return _Planning(run, bells, holidays, differing, replaced)


async def _differing(
    run: Run, school_id: int
) -> tuple[dict[LessonKey, RowMapping], set[LessonKey]]:
    other = t.section.alias("other")
    change = st.lesson_changes
    found = await run.connection.execute(
        select(
            change,
            t.section.c.id.label("section_id"),
            other.c.id.label("replaced_id"),
            t.person.c.id.label("teacher_id"),
        )
        .select_from(
            change.join(t.section, t.section.c.sourced_id == change.c.class_sourced_id)
            .outerjoin(other, other.c.sourced_id == change.c.replaces_class_sourced_id)
            .outerjoin(t.person, t.person.c.sourced_id == change.c.staff_sourced_id)
        )
        .where(t.section.c.school_id == school_id)
    )
    differing: dict[LessonKey, RowMapping] = {}
    replaced: set[LessonKey] = set()
    for row in found.mappings():
        differing[row["section_id"], row["date"], row["class_period"]] = row
        if row["replaced_id"]:
            replaced.add((row["replaced_id"], row["date"], row["class_period"]))
    return differing, replaced


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


async def _plan_sections(planning: _Planning, section_ids: Sequence[int]) -> None:
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
            for lesson in plan_lessons(some, planning.bells, planning.holidays, begins, ends):
                planned[lesson.key] = lesson
    _apply_changes(planning, planned, set(section_ids), with_lessons)
    stored = await _stored(planning, section_ids, planned)
    await _write(planning, replan(planned.values(), stored))


async def _slots(run: Run, section_ids: Sequence[int], bells: Bells) -> list[Slot]:
    slot, section = t.timetable_slot, t.section
    found = await run.connection.execute(
        select(
            slot,
            section.c.teacher_id,
            section.c.grade_level,
            t.school_class.c.bell_schedule_id,
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
            row.teacher_id,
            row.location,
        )
        for row in found
    ]


def _apply_changes(
    planning: _Planning,
    planned: dict[LessonKey, PlannedLesson],
    section_ids: set[int],
    with_lessons: set[int],
) -> None:
    for key in planning.replaced:
        if key in planned:
            planned[key] = replace(planned[key], is_cancelled=True)
    for key, change in planning.differing.items():
        section_id, day, number = key
        if section_id not in section_ids:
            continue
        lesson = planned.get(key)
        rings = planning.bells.get(None, {}).get(number)
        is_open = day >= planning.run.today or section_id not in with_lessons
        if lesson is None and change["lesson_change"] == Kind.SUBSTITUTION and rings and is_open:
            lesson = PlannedLesson(section_id, day, number, *rings, None, "")
        if lesson is None:
            if day < planning.run.today:
                planning.used.add(key)
            continue
        planning.used.add(key)
        planned[key] = _changed(lesson, change)


def _changed(lesson: PlannedLesson, change: RowMapping) -> PlannedLesson:
    note = change["note"] or ""
    location = change["location"] or lesson.location
    if change["lesson_change"] == Kind.CANCELLED:
        return replace(lesson, is_cancelled=True, change_note=note)
    if change["lesson_change"] == Kind.ROOM:
        return replace(lesson, location=location, change_note=note or f"→ {location}")
    return replace(
        lesson,
        teacher_id=change["teacher_id"] or lesson.teacher_id,
        location=location,
        is_substituted=True,
        change_note=note,
    )


async def _stored(
    planning: _Planning, section_ids: Sequence[int], planned: Mapping[LessonKey, PlannedLesson]
) -> list[StoredLesson]:
    run, lesson = planning.run, t.lesson
    found = (
        await run.connection.execute(
            select(
                lesson.c.id,
                lesson.c.section_id,
                lesson.c.date,
                lesson.c.number,
                lesson.c.starts,
                lesson.c.ends,
                lesson.c.teacher_id,
                lesson.c.location,
                lesson.c.is_cancelled,
                lesson.c.is_substituted,
                lesson.c.change_note,
                lesson.c.replaces_id,
                lesson.c.change_source,
            ).where(lesson.c.section_id.in_(section_ids), lesson.c.date >= run.today)
        )
    ).all()
    keys = [(row.section_id, row.date, row.number) for row in found]
    missing = [row.id for key, row in zip(keys, found, strict=True) if key not in planned]
    journal = await _with_journal(run, missing)
    return [
        StoredLesson(
            row.id,
            PlannedLesson(
                row.section_id,
                row.date,
                row.number,
                row.starts,
                row.ends,
                row.teacher_id,
                row.location,
                row.is_cancelled,
                row.is_substituted,
                row.change_note,
            ),
            is_decided=_is_decided(planning, key, row),
            has_journal=row.id in journal,
        )
        for key, row in zip(keys, found, strict=True)
    ]


def _is_decided(planning: _Planning, key: LessonKey, row: Any) -> bool:
    """Whether somebody changed this lesson, and the files do not say otherwise."""
    if key in planning.differing or key in planning.replaced:
        return False
    differs = row.is_cancelled or row.is_substituted or row.change_note or row.replaces_id
    if not differs or row.change_source == PLAN:
        return False
    return not (row.change_source == IMPORT and "lesson_changes" in planning.run.files)


_JOURNAL = (
    t.mark.c.lesson_id,
    t.attendance_event.c.lesson_id,
    t.attendance_change.c.lesson_id,
    t.roll_call.c.lesson_id,
    t.homework.c.lesson_id,
    t.homework.c.due_lesson_id,
    t.lesson.c.replaces_id,
)


async def _with_journal(run: Run, lesson_ids: Sequence[int]) -> set[int]:
    """Those of the lessons that the journal holds something of."""
    holding: set[int] = set()
    for ids in _slices(lesson_ids):
        facts = [select(column).where(column.in_(ids)) for column in _JOURNAL]
        own = select(t.lesson.c.id).where(
            t.lesson.c.id.in_(ids),
            or_(t.lesson.c.topic != "", t.lesson.c.attendance_taken_at.is_not(None)),
        )
        for query in (*facts, own):
            holding.update((await run.connection.execute(query)).scalars())
    return holding


def _slices(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _IDS_AT_ONCE):
        yield ids[start : start + _IDS_AT_ONCE]


async def _write(planning: _Planning, plan: Replanning) -> None:
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
    for ids in _slices([stored.id for stored in plan.vanished]):
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


def _row(planning: _Planning, lesson: PlannedLesson) -> dict[str, Any]:
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
    for start in range(0, len(keys), _IDS_AT_ONCE // 5):
        some = keys[start : start + _IDS_AT_ONCE // 5]
        found += (
            await run.connection.execute(
                select(t.lesson.c.id).where(
                    tuple_(t.lesson.c.section_id, t.lesson.c.date, t.lesson.c.number).in_(some)
                )
            )
        ).scalars()
    return found


async def _link_replaced(planning: _Planning) -> None:
    """A lesson that takes another's place names it."""
    other = t.lesson.alias("other")
    for (section_id, day, number), change in planning.differing.items():
        if change["replaced_id"] is None:
            continue
        replaced = (
            select(func.min(other.c.id))
            .where(
                other.c.section_id == change["replaced_id"],
                other.c.date == day,
                other.c.number == number,
            )
            .scalar_subquery()
        )
        await planning.run.connection.execute(
            update(t.lesson)
            .where(
                t.lesson.c.section_id == section_id,
                t.lesson.c.date == day,
                t.lesson.c.number == number,
                t.lesson.c.replaces_id.is_distinct_from(replaced),
            )
            .values(replaces_id=replaced)
        )


def _report_unused(planning: _Planning) -> None:
    for key, change in planning.differing.items():
        if key not in planning.used:
            planning.run.problems.add(
                planning.run.files["lesson_changes"],
                change["line"],
                "changes a lesson that is not in the timetable of that day",
            )
