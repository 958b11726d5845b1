"""What cannot be seen from one line: ids used twice, ids of nobody, dates the wrong way round."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    exists,
    func,
    literal,
    or_,
    select,
)

from storage import tables as t
from storage.roster import files
from storage.roster import staging as st
from storage.roster.results import check_results
from storage.roster.run import Run, report


async def check_bundle(run: Run) -> None:
    """Adds everything that is wrong to the problems of the run."""
    for spec in files.FILES:
        if spec.stage in run.files:
            await _duplicates(run, spec)
    for reference in _REFERENCES:
        if reference.stage in run.files:
            await _orphans(run, reference)
    await _dates(run)
    await _people(run)
    await check_results(run)


async def _duplicates(run: Run, spec: files.FileSpec) -> None:
    table = st.BY_STAGE[spec.stage]
    if spec.stage == "roles":
        return  # roles.csv ids are used for nothing
    key = [table.c[name] for name in spec.key]
    numbered = select(
        table.c.line,
        func.min(table.c.line).over(partition_by=key).label("first"),
        func.row_number().over(partition_by=key, order_by=table.c.line).label("number"),
    ).subquery()
    again = select(numbered.c.line, numbered.c.first).where(numbered.c.number > 1)
    named = ", ".join(column.name for column in spec.columns if column.field in spec.key)
    await report(
        run,
        spec.stage,
        again.order_by(numbered.c.line),
        f"has the same {named} as line {{1}}",
    )


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column that names a row of another file, or one stored by an earlier import."""

    stage: str
    column: str
    name: str  # of the column in the file
    to: Table
    stored: tuple[Table, ...]
    is_loose: bool = False  # not asked when the other file is absent


_CLASS = (t.school_class, t.section)


_SECTION = (t.section,)


_PERSON = (t.person,)


_SCHOOL = (t.school,)


_REFERENCES = (
    _Reference("classes", "school_sourced_id", "schoolSourcedId", st.orgs, _SCHOOL),
    _Reference("classes", "course_sourced_id", "courseSourcedId", st.courses, (), is_loose=True),
    _Reference("classes", "homeroom_sourced_id", "metadata.homeroomSourcedId", st.classes, _CLASS),
    _Reference("roles", "user_sourced_id", "userSourcedId", st.users, _PERSON),
    _Reference("agents", "agent_sourced_id", "agentSourcedIds", st.users, _PERSON),
    _Reference("demographics", "sourced_id", "sourcedId", st.users, _PERSON),
    _Reference("enrollments", "class_sourced_id", "classSourcedId", st.classes, _CLASS),
    _Reference("enrollments", "user_sourced_id", "userSourcedId", st.users, _PERSON),
    _Reference("line_items", "class_sourced_id", "classSourcedId", st.classes, _CLASS),
    _Reference(
        "line_items",
        "category_sourced_id",
        "categorySourcedId",
        st.categories,
        (),
        is_loose=True,
    ),
    _Reference("results", "line_item_sourced_id", "lineItemSourcedId", st.line_items, ()),
    _Reference("results", "student_sourced_id", "studentSourcedId", st.users, _PERSON),
    _Reference("bell_schedules", "school_sourced_id", "schoolSourcedId", st.orgs, _SCHOOL),
    _Reference("calendar_dates", "school_sourced_id", "schoolSourcedId", st.orgs, _SCHOOL),
    _Reference("timetable", "class_sourced_id", "classSourcedId", st.classes, _SECTION),
    _Reference("lesson_plans", "class_sourced_id", "classSourcedId", st.classes, _SECTION),
    _Reference("lesson_changes", "class_sourced_id", "classSourcedId", st.classes, _SECTION),
    _Reference(
        "lesson_changes",
        "replaces_class_sourced_id",
        "replacesClassSourcedId",
        st.classes,
        _SECTION,
    ),
    _Reference("lesson_changes", "staff_sourced_id", "staffSourcedId", st.users, _PERSON),
    _Reference("attendance", "class_sourced_id", "classSourcedId", st.classes, _SECTION),
    _Reference("attendance", "student_sourced_id", "studentSourcedId", st.users, _PERSON),
)


_STAGE_OF = {table.name: stage for stage, table in st.BY_STAGE.items()}


_FILE_OF = {spec.stage: spec.name for spec in files.FILES}


async def _orphans(run: Run, reference: _Reference) -> None:
    there = _STAGE_OF[reference.to.name]
    if there in run.unread or (reference.is_loose and there not in run.files):
        return
    table = st.BY_STAGE[reference.stage]
    value = table.c[reference.column]
    found = select(table.c.line, value).where(value.is_not(None))
    if "deleted" in table.c:
        found = found.where(table.c.deleted.is_not(True))
    for other in (reference.to, *reference.stored):
        target = other.alias("referred")
        named = exists(select(literal(1)).where(target.c.sourced_id == value))
        if other is st.classes and reference.stored == _SECTION:
            # Lessons are of a section; a homeroom class has none of its own.
            named = exists(
                select(literal(1)).where(
                    target.c.sourced_id == value, target.c.class_type != "homeroom"
                )
            )
        found = found.where(~named)
    what = " with classType scheduled" if reference.stored == _SECTION else ""
    await report(
        run,
        reference.stage,
        found.order_by(table.c.line),
        f"{reference.name} {{1}} is not in {_FILE_OF[there]}{what}",
    )


_PERIODS: tuple[tuple[str, str, str], ...] = (
    ("academic_sessions", "start_date", "end_date"),
    ("roles", "begin_date", "end_date"),
    ("enrollments", "begin_date", "end_date"),
    ("timetable", "begin_date", "end_date"),
    ("calendar_dates", "begin_date", "end_date"),
    ("bell_schedules", "start_time", "end_time"),
)


async def _dates(run: Run) -> None:
    for stage, begins, ends in _PERIODS:
        if stage not in run.files:
            continue
        table = st.BY_STAGE[stage]
        await report(
            run,
            stage,
            select(table.c.line).where(table.c[begins] > table.c[ends]).order_by(table.c.line),
            "ends before it begins",
        )


async def _people(run: Run) -> None:
    users = st.users
    if "users" in run.files:
        await report(
            run,
            "users",
            select(users.c.line)
            .where(users.c.school_sourced_id.is_(None), users.c.deleted.is_not(True))
            .order_by(users.c.line),
            "is in no school of the bundle",
        )
        await report(run, "users", _somebody_else(), _TAKEN)
    if "enrollments" in run.files:
        await report(
            run,
            "enrollments",
            _in_two_classes(),
            "is in two homeroom classes at once: see line {1}",
        )


_TAKEN = "sourcedId {1} is somebody else's in another school"


def _somebody_else() -> Select[Any]:
    """Ids that another school's system gave to another person."""
    users, org = st.users, st.orgs.alias("here")
    return (
        select(users.c.line, users.c.sourced_id)
        .select_from(
            users.join(t.person, t.person.c.sourced_id == users.c.sourced_id).join(
                t.school, t.school.c.id == t.person.c.school_id
            )
        )
        .where(
            users.c.deleted.is_not(True),
            users.c.family_name != t.person.c.family_name,
            users.c.given_name != t.person.c.given_name,
            ~exists(select(literal(1)).where(org.c.sourced_id == t.school.c.sourced_id)),
        )
        .order_by(users.c.line)
    )


def _in_two_classes() -> Select[Any]:
    first, second = st.enrollments.alias("first"), st.enrollments.alias("second")
    one, two = st.classes.alias("one"), st.classes.alias("two")

    def begins_before(one: Any, other: Any) -> ColumnElement[bool]:
        return or_(
            one.c.begin_date.is_(None),
            other.c.end_date.is_(None),
            one.c.begin_date < other.c.end_date,
        )

    return (
        select(second.c.line, first.c.line)
        .select_from(
            first.join(second, second.c.user_sourced_id == first.c.user_sourced_id)
            .join(one, one.c.sourced_id == first.c.class_sourced_id)
            .join(two, two.c.sourced_id == second.c.class_sourced_id)
        )
        .where(
            first.c.line < second.c.line,
            first.c.role == "student",
            second.c.role == "student",
            first.c.deleted.is_not(True),
            second.c.deleted.is_not(True),
            one.c.class_type == "homeroom",
            two.c.class_type == "homeroom",
            one.c.deleted.is_not(True),
            two.c.deleted.is_not(True),
            begins_before(first, second),
            begins_before(second, first),
        )
        .order_by(second.c.line)
    )
