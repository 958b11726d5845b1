"""Who is in which class and in which section, and from when to when.

A bulk bundle is complete: a membership that it no longer has ends today, in the classes that the
bundle speaks of. A list of one class says nothing of the others.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_select
from storage.roster.run import Run

_FAR = date(9999, 12, 31)
_LONG_AGO = date(1, 1, 1)


async def write_enrollments(run: Run) -> None:
    """Pupils in their classes."""
    if "enrollments" not in run.files:
        return
    e = st.enrollments
    student = t.person.alias("student")
    source = (
        select(
            e.c.sourced_id,
            student.c.id.label("student_id"),
            t.school_class.c.id.label("school_class_id"),
            e.c.begin_date.label("begins"),
            e.c.end_date.label("ends"),
        )
        .select_from(
            e.join(t.school_class, t.school_class.c.sourced_id == e.c.class_sourced_id).join(
                student, student.c.sourced_id == e.c.user_sourced_id
            )
        )
        .where(e.c.role == "student", e.c.deleted.is_not(True))
    )
    change = await merge_select(run.connection, t.enrollment, source, ["sourced_id"])
    change.closed += await _end_enrollments(run)
    run.note("enrolments", change)
    await st.analyze(run.connection, t.enrollment)


async def _end_enrollments(run: Run) -> int:
    e = st.enrollments
    kept = exists(
        select(literal(1)).where(
            e.c.sourced_id == t.enrollment.c.sourced_id,
            e.c.deleted.is_not(True),
            e.c.role == "student",
        )
    )
    told = exists(select(literal(1)).where(e.c.sourced_id == t.enrollment.c.sourced_id))
    of_bundle = t.enrollment.c.school_class_id.in_(
        select(t.school_class.c.id).join(
            st.classes, st.classes.c.sourced_id == t.school_class.c.sourced_id
        )
    )
    moved = t.enrollment.c.student_id.in_(
        select(t.person.c.id)
        .join(e, e.c.user_sourced_id == t.person.c.sourced_id)
        .join(t.school_class, t.school_class.c.sourced_id == e.c.class_sourced_id)
        .where(
            e.c.role == "student",
            e.c.deleted.is_not(True),
            or_(e.c.end_date.is_(None), e.c.end_date > run.today),
        )
    )
    done = await run.connection.execute(
        update(t.enrollment)
        .where(
            t.enrollment.c.sourced_id.is_not(None),
            or_(t.enrollment.c.ends.is_(None), t.enrollment.c.ends > run.today),
            ~kept,
            or_(told, of_bundle, moved),
        )
        .values(ends=run.today)
    )
    return done.rowcount


async def write_section_students(run: Run) -> None:
    """Pupils in their sections: as enrolled there, or as in the class that a section follows."""
    if "enrollments" not in run.files:
        return
    schools = list(run.schools.values())
    await run.connection.execute(
        insert(st.members).from_select(
            ["section_id", "student_id", "begins", "ends"], _members(schools)
        )
    )
    await st.analyze(run.connection, st.members)
    source = select(st.members).where(~_is_moved())
    change = await merge_select(
        run.connection, t.section_student, source, ["section_id", "student_id"]
    )
    change.closed += await _end_moved(run, schools)
    change.added += await _begin_again(run)
    kept = exists(
        select(literal(1)).where(
            st.members.c.section_id == t.section_student.c.section_id,
            st.members.c.student_id == t.section_student.c.student_id,
        )
    )
    done = await run.connection.execute(
        update(t.section_student)
        .where(
            or_(t.section_student.c.ends.is_(None), t.section_student.c.ends > run.today),
            t.section_student.c.section_id.in_(_spoken_of(schools)),
            t.section_student.c.moved_on.is_(None),
            ~kept,
        )
        .values(ends=run.today)
    )
    change.closed += done.rowcount + await _end_left_behind(run, schools, kept)
    run.note("section members", change)
    await st.analyze(run.connection, t.section_student)


def _is_moved() -> ColumnElement[bool]:
    """Whether somebody moved this pupil into or out of this section inside the program."""
    own = t.section_student.alias("own")
    return exists().where(
        own.c.section_id == st.members.c.section_id,
        own.c.student_id == st.members.c.student_id,
        own.c.moved_on.is_not(None),
    )


async def _end_moved(run: Run, schools: list[int]) -> int:
    """Who has left the class is in none of its groups either."""
    enrolled = exists().where(
        t.enrollment.c.student_id == t.section_student.c.student_id,
        t.enrollment.c.school_class_id == t.section.c.school_class_id,
        t.section.c.id == t.section_student.c.section_id,
        or_(t.enrollment.c.ends.is_(None), t.enrollment.c.ends > run.today),
    )
    of_schools = select(t.section.c.id).where(t.section.c.school_id.in_(schools))
    done = await run.connection.execute(
        update(t.section_student)
        .where(
            t.section_student.c.moved_on.is_not(None),
            or_(t.section_student.c.ends.is_(None), t.section_student.c.ends > run.today),
            t.section_student.c.section_id.in_(of_schools),
            ~enrolled,
        )
        .values(ends=run.today)
    )
    return done.rowcount


async def _end_left_behind(run: Run, schools: list[int], kept: ColumnElement[bool]) -> int:
    """Who has left a class is in none of its sections of which the files speak no more.

    Those of the year before, when a bundle of a new year has only its own.
    """
    of_class = and_(
        t.enrollment.c.student_id == t.section_student.c.student_id,
        t.enrollment.c.school_class_id == t.section.c.school_class_id,
        t.section.c.id == t.section_student.c.section_id,
    )
    is_over = and_(t.enrollment.c.ends.is_not(None), t.enrollment.c.ends <= run.today)
    of_schools = select(t.section.c.id).where(t.section.c.school_id.in_(schools))
    done = await run.connection.execute(
        update(t.section_student)
        .where(
            or_(t.section_student.c.ends.is_(None), t.section_student.c.ends > run.today),
            t.section_student.c.section_id.in_(of_schools),
            t.section_student.c.moved_on.is_(None),
            ~kept,
            exists().where(of_class, is_over),
            ~exists().where(of_class, ~is_over),
        )
        .values(ends=run.today)
    )
    return done.rowcount


async def _begin_again(run: Run) -> int:
    """Whom somebody had moved and who left the class is back: in the group that files say.

    In another spell from today on, which ends with the class as those of a move do; only who is in
    no group of the subject in this class any more.
    """
    members = st.members.c
    begins = case((members.begins > run.today, members.begins), else_=run.today)
    again = (
        select(members.section_id, members.student_id, begins, members.ends, _next_spell(), begins)
        .join(t.section, t.section.c.id == members.section_id)
        .where(
            _is_moved(),
            or_(members.ends.is_(None), members.ends > run.today),
            ~_is_in_a_group(run.today),
        )
    )
    names = ["section_id", "student_id", "begins", "ends", "spell", "moved_on"]
    done = await run.connection.execute(insert(t.section_student).from_select(names, again))
    return done.rowcount


def _next_spell() -> ColumnElement[int]:
    held = t.section_student.alias("held")
    last = select(func.max(held.c.spell)).where(
        held.c.section_id == st.members.c.section_id,
        held.c.student_id == st.members.c.student_id,
    )
    return last.scalar_subquery() + 1


def _is_in_a_group(today: date) -> ColumnElement[bool]:
    """Whether the pupil is in one of the same subject and class, or will be."""
    beside, own = t.section.alias("beside"), t.section_student.alias("again")
    return exists().where(
        own.c.student_id == st.members.c.student_id,
        own.c.section_id == beside.c.id,
        beside.c.subject_id == t.section.c.subject_id,
        beside.c.school_class_id == t.section.c.school_class_id,
        or_(own.c.ends.is_(None), own.c.ends > today),
    )


def _spoken_of(schools: list[int]) -> Select[Any]:
    """Sections in the bundle, and those that follow a class of its schools."""
    return select(t.section.c.id).where(
        or_(
            t.section.c.sourced_id.in_(select(st.classes.c.sourced_id)),
            and_(t.section.c.follows_class, t.section.c.school_id.in_(schools)),
        )
    )


def _members(schools: list[int]) -> Select[Any]:
    """One row a pupil and section: memberships one after the other are told as one."""
    e = st.enrollments
    own = (
        select(
            t.section.c.id.label("section_id"),
            t.person.c.id.label("student_id"),
            e.c.begin_date.label("begins"),
            e.c.end_date.label("ends"),
        )
        .select_from(
            e.join(t.section, t.section.c.sourced_id == e.c.class_sourced_id).join(
                t.person, t.person.c.sourced_id == e.c.user_sourced_id
            )
        )
        .where(e.c.role == "student", e.c.deleted.is_not(True))
    )
    followed = (
        select(
            t.section.c.id.label("section_id"),
            t.enrollment.c.student_id,
            t.enrollment.c.begins,
            t.enrollment.c.ends,
        )
        .select_from(
            t.section.join(
                t.enrollment, t.enrollment.c.school_class_id == t.section.c.school_class_id
            )
        )
        .where(t.section.c.follows_class, t.section.c.school_id.in_(schools))
    )
    both = union_all(own, followed).subquery()
    begins: ColumnElement[Any] = func.min(func.coalesce(both.c.begins, _LONG_AGO))
    ends: ColumnElement[Any] = func.max(func.coalesce(both.c.ends, _FAR))
    return select(
        both.c.section_id,
        both.c.student_id,
        func.nullif(begins, literal(_LONG_AGO, Date)).label("begins"),
        func.nullif(ends, literal(_FAR, Date)).label("ends"),
    ).group_by(both.c.section_id, both.c.student_id)
