"""Subjects, and the sections that teach them."""

from typing import Any

from sqlalchemy import RowMapping, select

from domain.marks.value import GradeScale
from storage import tables as t
from storage.roster import staging as st
from storage.roster.classes import class_lines, close, teachers_of_classes
from storage.roster.merge import merge_rows
from storage.roster.naming import derived_id, folded, group_of, subject_of
from storage.roster.run import Run
from storage.roster.section_teachers import leave_appointed, note_former_teachers


async def write_sections(run: Run) -> None:
    """Subjects, and the sections that teach them."""
    lines = await class_lines(run, "scheduled")
    homerooms = await _homerooms(run)
    subjects = await _subjects(run, lines, homerooms)
    teachers = await teachers_of_classes(run)
    own_pupils = await _with_own_pupils(run)
    knows_pupils = "enrollments" in run.files
    stored, decided = await _stored(run)
    rows = []
    for line in lines:
        homeroom_id, homeroom_title = homerooms.get(line["homeroom_sourced_id"], (None, ""))
        follows = line["sourced_id"] not in own_pupils
        if not knows_pupils:
            follows = stored.get(line["sourced_id"], True)
        hours = None if line["sourced_id"] in decided else line["weekly_hours"]
        rows.append(
            {
                "sourced_id": line["sourced_id"],
                "school_id": (school_id := run.schools[line["school_sourced_id"]]),
                "subject_id": subjects[school_id, folded(_subject_title(line, homeroom_title))],
                "school_class_id": homeroom_id,
                "title": line["title"],
                "group_name": line["group_name"] or group_of(line["title"])[:64],
                "grade_level": line["grades"] or 0,
                "teacher_id": teachers.get(line["sourced_id"]),
                "weekly_hours": hours,
                "is_active": True,
                "follows_class": follows and homeroom_id is not None,
            }
        )
    scope = t.section.c.school_id.in_(list(run.schools.values()))
    clears = frozenset({"teacher_id"} if teachers else ())
    await leave_appointed(run, rows, scope)
    await note_former_teachers(run, rows, scope, clears=bool(clears))
    change = await merge_rows(run.connection, t.section, rows, ["sourced_id"], scope, clears=clears)
    change.closed += await close(run, t.section)
    run.note("sections", change)
    await st.analyze(run.connection, t.section, t.school_class)


async def _homerooms(run: Run) -> dict[str | None, tuple[int, str]]:
    found = await run.connection.execute(
        select(t.school_class.c.sourced_id, t.school_class.c.id, t.school_class.c.title).where(
            t.school_class.c.school_id.in_(list(run.schools.values()))
        )
    )
    return {row.sourced_id: (row.id, row.title) for row in found}


def _subject_title(line: RowMapping, homeroom: str) -> str:
    """What the class calls it, else its course, else its own title without class and group."""
    title = line["subjects"] or line["course_subjects"] or line["course_title"]
    return (title or subject_of(line["title"], homeroom))[:128]


async def _subjects(
    run: Run, lines: list[RowMapping], homerooms: dict[str | None, tuple[int, str]]
) -> dict[tuple[int, str], int]:
    """Subjects by school and folded title; one title is one subject, in all grades."""
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for line in lines:
        school = line["school_sourced_id"]
        title = _subject_title(line, homerooms.get(line["homeroom_sourced_id"], (None, ""))[1])
        row = rows.setdefault(
            (run.schools[school], folded(title)),
            {
                "sourced_id": derived_id(school, "subject", folded(title)),
                "school_id": run.schools[school],
                "title": title[0].upper() + title[1:],
                "is_marked": True,
                "scale": None,
            },
        )
        if line["is_marked"] is False:
            row["is_marked"] = False
        row["scale"] = line["grade_scale"] or row["scale"]
    scope = t.subject.c.school_id.in_(list(run.schools.values()))
    stored = {
        row.sourced_id: row.is_marked_decided
        for row in await run.connection.execute(select(t.subject).where(scope))
    }
    for row in rows.values():
        is_stored = row["sourced_id"] in stored
        if is_stored and (row["is_marked"] or stored[row["sourced_id"]]):
            row["is_marked"] = None
        if not is_stored and row["scale"] is None:
            row["scale"] = GradeScale.MARKS.value
    change = await merge_rows(run.connection, t.subject, rows.values(), ["sourced_id"], scope)
    run.note("subjects", change)
    ids = {
        row.sourced_id: row.id
        for row in await run.connection.execute(select(t.subject).where(scope))
    }
    return {key: ids[row["sourced_id"]] for key, row in rows.items()}


async def _with_own_pupils(run: Run) -> set[str]:
    e = st.enrollments
    found = await run.connection.execute(
        select(e.c.class_sourced_id)
        .join(st.classes, st.classes.c.sourced_id == e.c.class_sourced_id)
        .where(
            e.c.role == "student",
            e.c.deleted.is_not(True),
            st.classes.c.class_type == "scheduled",
        )
        .distinct()
    )
    return set(found.scalars())


async def _stored(run: Run) -> tuple[dict[str, bool], set[str]]:
    """Which sections follow their class, and of which the hours were said inside the program."""
    found = await run.connection.execute(
        select(
            t.section.c.sourced_id, t.section.c.follows_class, t.section.c.is_hours_decided
        ).where(t.section.c.school_id.in_(list(run.schools.values())))
    )
    rows = found.all()
    return (
        {row.sourced_id: row.follows_class for row in rows},
        {row.sourced_id for row in rows if row.is_hours_decided},
    )
