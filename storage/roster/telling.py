"""Tells families of what an import changed; the first import of a school tells nobody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.attendance.model import Status
from domain.marks.telling import mark_event
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.schedule.model import clock_time
from domain.uow import UnitOfWork
from storage import tables as t
from storage.mark_values import to_value
from storage.roster.run import Run
from storage.spans import holds

_AT_ONCE = 2_000
_HERE = t.lesson.alias("here")


@dataclass(frozen=True, slots=True)
class LastChanges:
    """The last change of each kind before the import."""

    mark: int
    final_mark: int
    attendance: int


async def last_changes(connection: AsyncConnection) -> LastChanges:
    async def last(column: ColumnElement[int]) -> int:
        found = await connection.execute(select(func.coalesce(func.max(column), 0)))
        return int(found.scalar_one())

    return LastChanges(
        await last(t.mark_change.c.id),
        await last(t.final_mark_change.c.id),
        await last(t.attendance_change.c.id),
    )


async def tell_of_import(
    run: Run, uow: UnitOfWork, before: LastChanges, lesson_ids: Sequence[int]
) -> int:
    """Notices of new and changed marks, final marks, absences and coming lessons; their number."""
    policies = {school.id: school.policy for school in await uow.evening.schools()}

    def mark(row: Row[Any]) -> Event:
        return mark_event(
            policies[row.school_id],
            row.student_id,
            (row.ref_id, row.about_id),
            (to_value(row.old_value, row.old_code), to_value(row.new_value, row.new_code)),
            is_control=row.is_control,
        )

    told = 0
    for event, query in (
        (mark, _marks(before.mark)),
        (_final_mark, _final_marks(before.final_mark)),
        (_absence, _absences(before.attendance)),
        (_absence, _first_absences(before.attendance)),
    ):
        told += await _tell(run, uow, event, query)
    for start in range(0, len(lesson_ids), _AT_ONCE):
        some = lesson_ids[start : start + _AT_ONCE]
        told += await _tell(run, uow, _lesson, _lessons(some))
    return told


async def _tell(
    run: Run, uow: UnitOfWork, event: Callable[[Row[Any]], Event], query: Select[Any]
) -> int:
    """`query` gives what happened and to which pupil, and then what `event` needs."""
    if run.new_school_ids:
        query = query.where(t.person.c.school_id.not_in(run.new_school_ids))
    told, after = 0, (0, 0)
    ref, student = list(query.selected_columns)[:2]
    while True:
        page = query.where(or_(ref > after[0], (ref == after[0]) & (student > after[1]))).order_by(
            ref, student
        )
        rows = (await run.connection.execute(page.limit(_AT_ONCE))).all()
        if not rows:
            return told
        told += await tell_families(
            uow,
            [event(row) for row in rows],
        )
        after = rows[-1][0], rows[-1][1]


def _final_mark(row: Row[Any]) -> Event:
    return Event(Kind.FINAL_MARK, row.student_id, row.ref_id, row.about_id)


def _absence(row: Row[Any]) -> Event:
    return Event(
        Kind.ABSENCE, row.student_id, row.ref_id, row.about_id, is_continued=row.is_continued
    )


def _lesson(row: Row[Any]) -> Event:
    begins = datetime.combine(row.date, clock_time(row.starts))
    return Event(Kind.LESSON, row.student_id, row.ref_id, row.about_id, begins)


def _marks(last: int) -> Select[Any]:
    return (
        select(
            t.mark_change.c.id.label("ref_id"),
            t.mark.c.student_id,
            t.mark.c.id.label("about_id"),
            t.mark_change.c.old_value,
            t.mark_change.c.old_code,
            t.mark_change.c.new_value,
            t.mark_change.c.new_code,
            t.work_type.c.is_control,
            t.person.c.school_id,
        )
        .join(t.mark, t.mark.c.id == t.mark_change.c.mark_id)
        .join(t.work_type, t.work_type.c.id == t.mark.c.work_type_id)
        .join(t.person, t.person.c.id == t.mark.c.student_id)
        .where(t.mark_change.c.id > last)
    )


def _final_marks(last: int) -> Select[Any]:
    return (
        select(
            t.final_mark_change.c.id.label("ref_id"),
            t.final_mark.c.student_id,
            t.final_mark.c.id.label("about_id"),
        )
        .join(t.final_mark, t.final_mark.c.id == t.final_mark_change.c.final_mark_id)
        .join(t.person, t.person.c.id == t.final_mark.c.student_id)
        .where(t.final_mark_change.c.id > last)
    )


def _absences(last: int) -> Select[Any]:
    """Who was absent at the lesson before, whose roll was called, is absent still."""
    change = t.attendance_change
    before = _called(change.c.student_id, _HERE.c.date, t.lesson.c.starts < _HERE.c.starts)
    was_absent = exists().where(
        t.attendance_event.c.lesson_id
        == before.order_by(t.lesson.c.starts.desc())
        .limit(1)
        .correlate(change, _HERE)
        .scalar_subquery(),
        t.attendance_event.c.student_id == change.c.student_id,
        t.attendance_event.c.status == Status.ABSENT.value,
    )
    return (
        select(
            change.c.id.label("ref_id"),
            change.c.student_id,
            change.c.lesson_id.label("about_id"),
            and_(change.c.new_status == Status.ABSENT.value, was_absent).label("is_continued"),
        )
        .join(_HERE, _HERE.c.id == change.c.lesson_id)
        .join(t.person, t.person.c.id == change.c.student_id)
        .where(change.c.id > last)
    )


def _first_absences(last: int) -> Select[Any]:
    """Absences that are the first ones now, because the pupil was at the lesson before after all.

    By the last change of each: whoever knows of it hears nothing twice.
    """
    change, since = t.attendance_change, t.attendance_change.alias("since")
    after = _called(since.c.student_id, _HERE.c.date, t.lesson.c.starts > _HERE.c.starts)
    is_absent = exists().where(
        t.attendance_event.c.lesson_id == change.c.lesson_id,
        t.attendance_event.c.student_id == change.c.student_id,
        t.attendance_event.c.status == Status.ABSENT.value,
    )
    found = (
        select(
            func.max(change.c.id).label("ref_id"),
            change.c.student_id,
            change.c.lesson_id.label("about_id"),
        )
        .select_from(since)
        .join(_HERE, _HERE.c.id == since.c.lesson_id)
        .join(
            change,
            and_(
                change.c.student_id == since.c.student_id,
                change.c.lesson_id
                == after.order_by(t.lesson.c.starts)
                .limit(1)
                .correlate(since, _HERE)
                .scalar_subquery(),
            ),
        )
        .where(since.c.id > last, since.c.old_status == Status.ABSENT.value, is_absent)
        .group_by(change.c.student_id, change.c.lesson_id)
        .subquery()
    )
    return select(
        found.c.ref_id, found.c.student_id, found.c.about_id, false().label("is_continued")
    ).join(t.person, t.person.c.id == found.c.student_id)


def _called(student_id: Any, day: Any, when: ColumnElement[bool]) -> Select[Any]:
    """Lessons of a pupil's day whose roll was called."""
    member = t.section_student
    return (
        select(t.lesson.c.id)
        .join(member, member.c.section_id == t.lesson.c.section_id)
        .where(
            member.c.student_id == student_id,
            t.lesson.c.date == day,
            t.lesson.c.attendance_taken_at.is_not(None),
            t.lesson.c.is_cancelled.is_(False),
            holds(member, day),
            when,
        )
    )


def _lessons(lesson_ids: Sequence[int]) -> Select[Any]:
    """Who is in the section on the day of the lesson."""
    member = t.section_student
    return (
        select(
            t.lesson.c.id.label("ref_id"),
            member.c.student_id,
            t.lesson.c.id.label("about_id"),
            t.lesson.c.date,
            t.lesson.c.starts,
        )
        .join(member, member.c.section_id == t.lesson.c.section_id)
        .join(t.person, t.person.c.id == member.c.student_id)
        .where(
            t.lesson.c.id.in_(lesson_ids),
            or_(member.c.begins.is_(None), member.c.begins <= t.lesson.c.date),
            or_(member.c.ends.is_(None), member.c.ends > t.lesson.c.date),
        )
    )
