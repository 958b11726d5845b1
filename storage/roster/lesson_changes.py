"""Single lessons that differ from the timetable: lessonChanges.csv."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import RowMapping, func, select, update

from domain.calendar import Holiday
from domain.school_days import BellRule
from domain.timetable.planning import LessonKey, PlannedLesson
from storage import tables as t
from storage.roster import staging as st
from storage.roster.run import Run
from storage.roster.values import Change as Kind


@dataclass(slots=True)
class Planning:
    """One school's timetable, as far as all of its sections share it."""

    run: Run
    bells: dict[int | None, dict[int, tuple[int, int]]]
    holidays: list[Holiday]
    differing: dict[LessonKey, RowMapping]  # lessonChanges.csv
    replaced: set[LessonKey]  # lessons that another section's takes the place of
    used: set[LessonKey] = field(default_factory=set)
    rules: Sequence[BellRule] = ()
    told: list[int] = field(default_factory=list)  # lessons that families are to hear of


async def changes_of_school(
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


def apply_changes(
    planning: Planning,
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


async def link_replaced(planning: Planning) -> None:
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


def report_unused(planning: Planning) -> None:
    for key, change in planning.differing.items():
        if key not in planning.used:
            planning.run.problems.add(
                planning.run.files["lesson_changes"],
                change["line"],
                "changes a lesson that is not in the timetable of that day",
            )
