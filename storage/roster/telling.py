"""Tells families of what an import changed; the first import of a school tells nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from domain.schedule.model import clock_time
from domain.uow import UnitOfWork
from storage import tables as t
from storage.roster.run import Run

_AT_ONCE = 2_000


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
    told = 0
    for kind, query in (
        (Kind.MARK, _marks(before.mark)),
        (Kind.FINAL_MARK, _final_marks(before.final_mark)),
        (Kind.ABSENCE, _absences(before.attendance)),
    ):
        told += await _tell(run, uow, kind, query)
    for start in range(0, len(lesson_ids), _AT_ONCE):
        some = lesson_ids[start : start + _AT_ONCE]
        told += await _tell(run, uow, Kind.LESSON, _lessons(some))
    return told


async def _tell(run: Run, uow: UnitOfWork, kind: Kind, query: Select[Any]) -> int:
    """`query` gives what happened, to which pupil and to what of theirs, and when it begins."""
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
            [_event(kind, row) for row in rows],
        )
        after = rows[-1][0], rows[-1][1]


def _event(kind: Kind, row: Row[Any]) -> Event:
    ref_id, student_id, about_id = row[:3]
    begins = datetime.combine(row[3], clock_time(row[4])) if kind is Kind.LESSON else None
    return Event(kind, student_id, ref_id, about_id, begins)


def _marks(last: int) -> Select[Any]:
    return (
        select(t.mark_change.c.id, t.mark.c.student_id, t.mark.c.id)
        .join(t.mark, t.mark.c.id == t.mark_change.c.mark_id)
        .join(t.person, t.person.c.id == t.mark.c.student_id)
        .where(t.mark_change.c.id > last)
    )


def _final_marks(last: int) -> Select[Any]:
    return (
        select(t.final_mark_change.c.id, t.final_mark.c.student_id, t.final_mark.c.id)
        .join(t.final_mark, t.final_mark.c.id == t.final_mark_change.c.final_mark_id)
        .join(t.person, t.person.c.id == t.final_mark.c.student_id)
        .where(t.final_mark_change.c.id > last)
    )


def _absences(last: int) -> Select[Any]:
    return (
        select(
            t.attendance_change.c.id,
            t.attendance_change.c.student_id,
            t.attendance_change.c.lesson_id,
        )
        .join(t.person, t.person.c.id == t.attendance_change.c.student_id)
        .where(t.attendance_change.c.id > last)
    )


def _lessons(lesson_ids: Sequence[int]) -> Select[Any]:
    """Who is in the section on the day of the lesson."""
    member = t.section_student
    return (
        select(
            t.lesson.c.id,
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
