"""Fills in what a bundle leaves unsaid, before anything is compared.

Systems leave out files and columns: the type of a class, its homeroom, the school of a parent.
What can be told from the rest is; docs/reference/file-formats.md lists the rules.
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import (
    RowMapping,
    bindparam,
    func,
    insert,
    select,
    update,
)

from storage import tables as t
from storage.roster import staging as st
from storage.roster.families import link_families
from storage.roster.grade_classes import make_classes_of_grades
from storage.roster.naming import class_parts, folded, homeroom_of, leading_grade
from storage.roster.run import Run

_UNNAMED_SCHOOL = ("school", "Школа")


async def default_school(run: Run) -> tuple[str, str] | None:
    """The school of files that name none: the only one stored, or a new one; None if unclear."""
    stored = (await run.connection.execute(select(t.school.c.sourced_id, t.school.c.name))).all()
    if len(stored) > 1:
        return None
    return (stored[0][0], stored[0][1]) if stored else _UNNAMED_SCHOOL


async def complete(run: Run) -> None:
    """Schools, classes, links of families, and classes where a bundle has none."""
    await _schools(run)
    await _classes(run)
    await _homerooms_by_pupils(run)
    await link_families(run)
    await _schools_of_people(run)
    await make_classes_of_grades(run)


async def _schools(run: Run) -> None:
    connection = run.connection
    if (await connection.execute(select(st.orgs.c.line).limit(1))).first():
        return
    named = select(st.classes.c.school_sourced_id).distinct()
    found = {row[0] for row in await connection.execute(named) if row[0]}
    if not found:
        default = await default_school(run)
        if default is None:
            run.problems.add("orgs.csv", 0, "is missing, and several schools are stored")
            return
        rows = [default]
    else:
        rows = [(sourced_id, sourced_id) for sourced_id in sorted(found)]
        known = await connection.execute(select(t.school.c.sourced_id, t.school.c.name))
        stored = {row.sourced_id: row.name for row in known}
        rows = [(sourced_id, stored.get(sourced_id, name)) for sourced_id, name in rows]
    await connection.execute(
        insert(st.orgs),
        [
            {"line": 0, "sourced_id": sourced_id, "name": name[:255], "type": "school"}
            for sourced_id, name in rows
        ],
    )


async def _only_school(run: Run) -> str | None:
    schools = select(st.orgs.c.sourced_id).where(
        st.orgs.c.type == "school", st.orgs.c.deleted.is_not(True)
    )
    found = (await run.connection.execute(schools.limit(2))).scalars().all()
    return found[0] if len(found) == 1 else None


async def _classes(run: Run) -> None:
    """Type, school, homeroom and grade of every class."""
    only_school = await _only_school(run)
    rows = await _lines(run)
    types = {row["sourced_id"]: row["class_type"] or _type_of(row) for row in rows}
    homerooms: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    grades: dict[str, int | None] = {}
    for row in rows:
        if types[row["sourced_id"]] == "homeroom":
            school = row["school_sourced_id"] or only_school
            homerooms[school].append((folded(row["title"]), row["sourced_id"]))
            grades[row["sourced_id"]] = row["grades"] or leading_grade(row["title"])
    changes = []
    for row in rows:
        school = row["school_sourced_id"] or only_school
        if school is None:
            run.problems.add(run.files["classes"], row["line"], "schoolSourcedId is empty")
        homeroom = row["homeroom_sourced_id"]
        if types[row["sourced_id"]] == "scheduled" and homeroom is None:
            homeroom = homeroom_of(row["title"], homerooms[school])
        grade = row["grades"] or grades.get(homeroom) or row["course_grades"]
        changes.append(
            {
                "at": row["line"],
                "type": types[row["sourced_id"]],
                "school": school,
                "homeroom": homeroom,
                "grade": grade or leading_grade(row["title"]),
            }
        )
    if changes:
        await run.connection.execute(_COMPLETED_CLASS, changes)


async def _lines(run: Run) -> Sequence[RowMapping]:
    found = await run.connection.execute(
        select(st.classes, st.courses.c.grades.label("course_grades"))
        .select_from(
            st.classes.outerjoin(
                st.courses, st.courses.c.sourced_id == st.classes.c.course_sourced_id
            )
        )
        .where(st.classes.c.deleted.is_not(True))
    )
    return found.mappings().all()


_COMPLETED_CLASS = (
    update(st.classes)
    .where(st.classes.c.line == bindparam("at"))
    .values(
        class_type=bindparam("type"),
        school_sourced_id=bindparam("school"),
        homeroom_sourced_id=bindparam("homeroom"),
        grades=bindparam("grade"),
    )
)


def _type_of(row: RowMapping) -> str:
    """A class with nothing but a title like «7А» is a homeroom."""
    has_subject = row["course_sourced_id"] or row["subjects"]
    return "homeroom" if class_parts(row["title"]) and not has_subject else "scheduled"


async def _homerooms_by_pupils(run: Run) -> None:
    """A section whose pupils all are of one class belongs to that class."""
    own, other = st.enrollments.alias("own"), st.enrollments.alias("other")
    homeroom, section = st.classes.alias("homeroom"), st.classes.alias("section")
    found = await run.connection.execute(
        select(section.c.line, func.min(homeroom.c.sourced_id))
        .select_from(section)
        .join(own, own.c.class_sourced_id == section.c.sourced_id)
        .join(other, other.c.user_sourced_id == own.c.user_sourced_id)
        .join(homeroom, homeroom.c.sourced_id == other.c.class_sourced_id)
        .where(
            section.c.class_type == "scheduled",
            section.c.homeroom_sourced_id.is_(None),
            homeroom.c.class_type == "homeroom",
            own.c.role == "student",
            other.c.role == "student",
        )
        .group_by(section.c.line)
        .having(func.count(homeroom.c.sourced_id.distinct()) == 1)
    )
    rows = [{"at": line, "homeroom": sourced_id} for line, sourced_id in found]
    if rows:
        await run.connection.execute(
            update(st.classes)
            .where(st.classes.c.line == bindparam("at"))
            .values(homeroom_sourced_id=bindparam("homeroom")),
            rows,
        )


async def _schools_of_people(run: Run) -> None:
    """Who names no school has that of a child, else of a class, else the only one."""
    users, child = st.users, st.users.alias("child")
    by_child = (
        select(func.min(child.c.school_sourced_id))
        .select_from(st.links.join(child, child.c.sourced_id == st.links.c.student_sourced_id))
        .where(st.links.c.guardian_sourced_id == users.c.sourced_id)
        .correlate(users)
        .scalar_subquery()
    )
    by_class = (
        select(func.min(st.classes.c.school_sourced_id))
        .select_from(
            st.enrollments.join(
                st.classes, st.classes.c.sourced_id == st.enrollments.c.class_sourced_id
            )
        )
        .where(st.enrollments.c.user_sourced_id == users.c.sourced_id)
        .correlate(users)
        .scalar_subquery()
    )
    for found in (by_class, by_child, await _only_school(run)):
        if found is not None:
            await run.connection.execute(
                update(users)
                .where(users.c.school_sourced_id.is_(None))
                .values(school_sourced_id=found)
            )
