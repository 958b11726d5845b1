"""Classes for schools whose system has none."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    String,
    and_,
    cast,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from storage import tables as t
from storage.roster import staging as st
from storage.roster.naming import derived_id
from storage.roster.run import Run


def _has_role(user: Any, *names: str) -> Any:
    return exists(
        select(literal(1)).where(
            st.roles.c.user_sourced_id == user, st.roles.c.role.in_(list(names))
        )
    )


async def make_classes_of_grades(run: Run) -> None:
    """Where a school has no homeroom classes, a grade is one: «7», with all of its pupils."""
    users, classes, enrollments = st.users, st.classes, st.enrollments
    schools = await _schools_without_classes(run)
    if not schools or "enrollments" not in run.files:
        return
    by_class = (
        select(func.max(classes.c.grades))
        .select_from(
            enrollments.join(classes, classes.c.sourced_id == enrollments.c.class_sourced_id)
        )
        .where(enrollments.c.user_sourced_id == users.c.sourced_id, enrollments.c.role == "student")
        .correlate(users)
        .scalar_subquery()
    )
    pupil = and_(
        users.c.school_sourced_id.in_(schools),
        users.c.deleted.is_not(True),
        _has_role(users.c.sourced_id, "student"),
    )
    await run.connection.execute(
        update(users).where(pupil, users.c.grades.is_(None)).values(grades=by_class)
    )
    pupil = and_(pupil, users.c.grades.is_not(None))
    found = await run.connection.execute(
        select(users.c.school_sourced_id, users.c.grades).where(pupil).distinct()
    )
    await _stage_classes(run, found)
    await run.connection.execute(
        insert(enrollments).from_select(
            ["line", "sourced_id", "class_sourced_id", "user_sourced_id", "role"],
            select(
                users.c.line,
                literal("grade:") + users.c.sourced_id,
                users.c.school_sourced_id + ":grade:" + cast(users.c.grades, String),
                users.c.sourced_id,
                literal("student"),
            ).where(pupil),
        )
    )


async def _schools_without_classes(run: Run) -> Sequence[str]:
    homeroom = st.classes.alias("homeroom")
    without = select(st.orgs.c.sourced_id).where(
        st.orgs.c.type == "school",
        ~exists(
            select(literal(1)).where(
                homeroom.c.school_sourced_id == st.orgs.c.sourced_id,
                homeroom.c.class_type == "homeroom",
            )
        ),
        ~exists(
            select(literal(1))
            .select_from(t.school_class.join(t.school))
            .where(
                t.school.c.sourced_id == st.orgs.c.sourced_id,
                t.school_class.c.sourced_id
                != t.school.c.sourced_id + ":grade:" + cast(t.school_class.c.grade_level, String),
            )
        ),
    )
    return (await run.connection.execute(without)).scalars().all()


async def _stage_classes(run: Run, grades: Iterable[Any]) -> None:
    rows = [
        {
            "line": 0,
            "sourced_id": derived_id(school, "grade", grade),
            "title": str(grade),
            "grades": grade,
            "class_type": "homeroom",
            "school_sourced_id": school,
            "term_sourced_ids": "",
        }
        for school, grade in grades
    ]
    if rows:
        await run.connection.execute(insert(st.classes), rows)
