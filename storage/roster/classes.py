"""Homeroom classes; and what they share with sections: lines, teachers, closing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, case, func, or_, select, update

from domain.calendar import PeriodKind
from storage import tables as t
from storage.roster import staging as st
from storage.roster.bells import bell_schedules, schedules_by_grade
from storage.roster.merge import merge_rows
from storage.roster.naming import class_parts
from storage.roster.periods import period_id
from storage.roster.run import Run

_SENIOR = 10  # grades 10 and 11 are attested by half-years (facts §2.3)


async def write_classes(run: Run) -> None:
    """Homeroom classes, with their teachers."""
    rows = await class_lines(run, "homeroom")
    teachers = await teachers_of_classes(run)
    kinds = await _kinds_of_schools(run)
    schedules = await bell_schedules(run)
    by_grade = await schedules_by_grade(run)
    terms = await _kinds_of_sessions(run)
    written = [
        {
            "sourced_id": row["sourced_id"],
            "school_id": (school_id := run.schools[row["school_sourced_id"]]),
            "grade_level": row["grades"] or 0,
            "letter": _letter(row["title"]),
            "title": row["title"][:64],
            "shift": row["shift"],
            "period_kind": _period_kind(row, terms, kinds[school_id]),
            "homeroom_teacher_id": teachers.get(row["sourced_id"]),
            "bell_schedule_id": schedules.get((school_id, row["bell_schedule"]))
            or by_grade.get((school_id, row["grades"])),
            "is_active": True,
        }
        for row in rows
    ]
    _check_schedules(run, rows, schedules)
    scope = t.school_class.c.school_id.in_(list(run.schools.values()))
    await _leave_decided(run, written, scope)
    clears = frozenset({"homeroom_teacher_id"} if teachers else ())
    change = await merge_rows(
        run.connection, t.school_class, written, ["sourced_id"], scope, clears=clears
    )
    change.closed += await close(run, t.school_class)
    run.note("classes", change)


def _check_schedules(
    run: Run, rows: Sequence[RowMapping], known: Mapping[tuple[int, str], int]
) -> None:
    for row in rows:
        key = run.schools[row["school_sourced_id"]], row["bell_schedule"]
        if row["bell_schedule"] and key not in known:
            run.problems.add(
                run.files["classes"], row["line"], f"has no bell schedule “{row['bell_schedule']}”"
            )


async def class_lines(run: Run, class_type: str) -> list[RowMapping]:
    found = await run.connection.execute(
        select(
            st.classes,
            st.courses.c.title.label("course_title"),
            st.courses.c.subjects.label("course_subjects"),
            st.courses.c.is_marked,
            st.courses.c.grade_scale,
        )
        .select_from(
            st.classes.outerjoin(
                st.courses, st.courses.c.sourced_id == st.classes.c.course_sourced_id
            )
        )
        .where(st.classes.c.deleted.is_not(True), st.classes.c.class_type == class_type)
        .order_by(st.classes.c.line)
    )
    return [row for row in found.mappings() if row["school_sourced_id"] in run.schools]


async def close(run: Run, table: Any) -> int:
    done = await run.connection.execute(
        update(table)
        .where(
            table.c.is_active,
            table.c.sourced_id.in_(
                select(st.classes.c.sourced_id).where(st.classes.c.deleted.is_(True))
            ),
        )
        .values(is_active=False)
    )
    return int(done.rowcount)


async def _leave_decided(run: Run, rows: list[dict[str, Any]], scope: ColumnElement[bool]) -> None:
    """What the school has decided inside holds, whatever files say (R004, R034)."""
    c = t.school_class.c
    decisions = {
        "homeroom_teacher_id": c.is_homeroom_decided,
        "period_kind": c.is_period_kind_decided,
        "shift": c.is_shift_decided,
    }
    for field, is_decided in decisions.items():
        found = await run.connection.execute(select(c.sourced_id).where(scope, is_decided))
        decided = frozenset(found.scalars())
        for row in rows:
            if row["sourced_id"] in decided:
                del row[field]


def _letter(title: str) -> str:
    parts = class_parts(title)
    return parts[1] if parts else ""


async def teachers_of_classes(run: Run) -> dict[str, int]:
    """The teacher of each class: the primary one, else the one who came last."""
    e = st.enrollments
    found = await run.connection.execute(
        select(e.c.class_sourced_id, t.person.c.id)
        .select_from(e.join(t.person, t.person.c.sourced_id == e.c.user_sourced_id))
        .where(
            e.c.role == "teacher",
            e.c.deleted.is_not(True),
            t.person.c.is_active,
            or_(e.c.end_date.is_(None), e.c.end_date > run.today),
        )
        .order_by(
            e.c.class_sourced_id,
            case((e.c.primary.is_(True), 1), else_=0),
            func.coalesce(e.c.begin_date, date(1, 1, 1)),
            e.c.line.desc(),
        )
    )
    return {row.class_sourced_id: row.id for row in found}


async def _kinds_of_schools(run: Run) -> dict[int, set[str]]:
    kinds: dict[int, set[str]] = {school_id: set() for school_id in run.schools.values()}
    found = await run.connection.execute(
        select(t.grading_period.c.school_id, t.grading_period.c.kind)
        .where(t.grading_period.c.school_id.in_(list(kinds)))
        .distinct()
    )
    for school_id, kind in found:
        kinds[school_id].add(kind)
    return kinds


async def _kinds_of_sessions(run: Run) -> dict[str, str]:
    found = await run.connection.execute(
        select(t.grading_period.c.sourced_id, t.grading_period.c.kind)
    )
    return {row.sourced_id: row.kind for row in found}


def _period_kind(row: RowMapping, terms: dict[str, str], kinds: set[str]) -> str | None:
    """The kind of the periods that the class names, else what its grade usually has."""
    for term in (row["term_sourced_ids"] or "").split(","):
        kind = terms.get(period_id(term, row["school_sourced_id"]))
        if kind and kind != PeriodKind.SCHOOL_YEAR:
            return kind
    usual = [PeriodKind.QUARTER, PeriodKind.TRIMESTER, PeriodKind.MODULE, PeriodKind.HALF_YEAR]
    if (row["grades"] or 0) >= _SENIOR:
        usual.insert(0, PeriodKind.HALF_YEAR)
    return next((kind.value for kind in usual if kind in kinds), None)
