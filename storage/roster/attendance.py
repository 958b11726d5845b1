"""Who was not at which lesson: attendanceEvents.csv against the journal."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from domain.attendance.model import Reason
from storage import tables as t
from storage.roster import staging as st
from storage.roster.merge import merge_select
from storage.roster.run import Change, Run, report

_PRESENT = "present"


async def write_attendance(run: Run) -> None:
    """Absences and lateness, each with the change that tells of it; rolls that were called."""
    if "attendance" not in run.files:
        return
    await _find_lessons(run)
    await report(
        run,
        "attendance",
        select(st.attendance.c.line)
        .where(st.attendance.c.lesson_id.is_(None))
        .order_by(st.attendance.c.line),
        "names a lesson that is not in the timetable of that day, or one of several",
    )
    await _write_changes(run)
    wanted = _wanted()
    change = await merge_select(
        run.connection,
        t.attendance_event,
        select(
            wanted.c.lesson_id,
            wanted.c.student_id,
            wanted.c.date,
            wanted.c.status,
            wanted.c.reason,
            wanted.c.minutes_late,
            literal(run.now, t.attendance_event.c.recorded_at.type).label("recorded_at"),
        ).where(wanted.c.status != _PRESENT),
        ["lesson_id", "student_id"],
        only_new=frozenset({"recorded_at"}),
    )
    change.closed += await _remove_present(run)
    run.note("attendance", change)
    await _roll_calls(run)


async def _remove_present(run: Run) -> int:
    """Presence is the absence of a row; the change keeps what had been recorded."""
    wanted = _wanted()
    was_there = exists(
        select(literal(1)).where(
            wanted.c.lesson_id == t.attendance_event.c.lesson_id,
            wanted.c.student_id == t.attendance_event.c.student_id,
            wanted.c.status == _PRESENT,
        )
    )
    done = await run.connection.execute(delete(t.attendance_event).where(was_there))
    return done.rowcount


async def _find_lessons(run: Run) -> None:
    """The lesson of each line: by its number, or the only one of that section and day."""
    line = st.attendance
    found = (
        select(func.min(t.lesson.c.id))
        .select_from(t.lesson.join(t.section, t.section.c.id == t.lesson.c.section_id))
        .where(
            t.section.c.sourced_id == line.c.class_sourced_id,
            t.lesson.c.date == line.c.event_date,
            or_(line.c.class_period.is_(None), t.lesson.c.number == line.c.class_period),
        )
        .having(func.count() == 1)
        .correlate(line)
        .scalar_subquery()
    )
    await run.connection.execute(update(line).values(lesson_id=found))


def _wanted() -> Any:
    line = st.attendance
    return (
        select(
            line.c.lesson_id,
            t.person.c.id.label("student_id"),
            line.c.event_date.label("date"),
            line.c.status,
            _reason(line, t.person).label("reason"),
            line.c.minutes_late,
        )
        .select_from(line.join(t.person, t.person.c.sourced_id == line.c.student_sourced_id))
        .where(line.c.lesson_id.is_not(None))
        .subquery()
    )


def _reason(line: Any, pupil: Any) -> ColumnElement[str]:
    """What the line says; where it says none, what the journal had last: a file without a reason
    takes none away (domain.attendance.rules.recorded_reason).
    """
    stored, change = t.attendance_event, t.attendance_change
    known = (
        select(stored.c.reason)
        .where(stored.c.lesson_id == line.c.lesson_id, stored.c.student_id == pupil.c.id)
        .where(stored.c.reason != Reason.UNKNOWN.value)
        .correlate(line, pupil)
        .scalar_subquery()
    )
    earlier = (
        select(change.c.old_reason)
        .where(change.c.lesson_id == line.c.lesson_id, change.c.student_id == pupil.c.id)
        .where(change.c.old_reason != Reason.UNKNOWN.value)
        .order_by(change.c.id.desc())
        .limit(1)
        .correlate(line, pupil)
        .scalar_subquery()
    )
    none = Reason.UNKNOWN.value
    return case((line.c.reason != none, line.c.reason), else_=func.coalesce(known, earlier, none))


async def _write_changes(run: Run) -> None:
    """A change of status is told to the family; a reason alone is not."""
    wanted, stored = _wanted(), t.attendance_event
    old = func.coalesce(stored.c.status, _PRESENT)
    changes: Select[Any] = (
        select(
            wanted.c.lesson_id,
            wanted.c.student_id,
            old,
            func.coalesce(stored.c.reason, Reason.UNKNOWN.value),
            wanted.c.status,
            literal(run.now, t.attendance_change.c.changed_at.type),
        )
        .select_from(
            wanted.outerjoin(
                stored,
                and_(
                    stored.c.lesson_id == wanted.c.lesson_id,
                    stored.c.student_id == wanted.c.student_id,
                ),
            )
        )
        .where(wanted.c.status != old)
    )
    await run.connection.execute(
        insert(t.attendance_change).from_select(
            ["lesson_id", "student_id", "old_status", "old_reason", "new_status", "changed_at"],
            changes,
        )
    )


async def _roll_calls(run: Run) -> None:
    """A lesson that the file speaks of had its roll called."""
    named = select(st.attendance.c.lesson_id).where(st.attendance.c.lesson_id.is_not(None))
    done = await run.connection.execute(
        update(t.lesson)
        .where(t.lesson.c.id.in_(named), t.lesson.c.attendance_taken_at.is_(None))
        .values(attendance_taken_at=run.now)
    )
    run.note("roll calls", Change(added=done.rowcount))
