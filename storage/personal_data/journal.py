"""Erasing what the journal and the diary hold of one pupil."""

from sqlalchemy import ColumnElement, Delete, Table, Update, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.attachments.model import Owner
from storage import tables as t

_COUNTED = (t.mark_unlock, t.mark, t.attendance_event, t.attendance_change)
_BESIDE = (
    t.absence_call,
    t.absence_case,
    t.absence_document,
    t.announced_absence,
    t.homeroom_session_student,
    t.homework_student,
    t.homework_tick,
    t.quiz_answer,
    t.submission,
    t.roll_call,
    t.section_student,
)


async def erase_journal(connection: AsyncConnection, student_id: int) -> int:
    """How many marks, absences and requests about them went; the rest goes uncounted."""

    async def gone(table: Table, where: ColumnElement[bool]) -> int:
        return (await connection.execute(delete(table).where(where))).rowcount

    own = select(t.mark.c.id).where(t.mark.c.student_id == student_id)
    await gone(t.mark_change, t.mark_change.c.mark_id.in_(own))
    handed = select(t.submission.c.id).where(t.submission.c.student_id == student_id)
    said = select(t.announced_absence.c.id).where(t.announced_absence.c.student_id == student_id)
    files = t.attachment.c
    is_work = and_(files.owner_kind == Owner.SUBMISSION.value, files.owner_id.in_(handed))
    is_note = and_(files.owner_kind == Owner.ABSENCE.value, files.owner_id.in_(said))
    await gone(t.attachment, or_(is_work, is_note))
    calls = select(t.absence_call.c.id).where(t.absence_call.c.student_id == student_id)
    await gone(t.absence_called, t.absence_called.c.call_id.in_(calls))
    count = 0
    for table in _COUNTED:
        count += await gone(table, table.c.student_id == student_id)
    for table in _BESIDE:
        await gone(table, table.c.student_id == student_id)
    return count


async def erase_remarks(connection: AsyncConnection, student_id: int) -> int:
    """How many comments of marks, reasons of absences and remarks went."""

    async def done(statement: Update | Delete) -> int:
        return (await connection.execute(statement)).rowcount

    marks, events, history = t.mark, t.attendance_event, t.attendance_change
    own = select(t.remark.c.id).where(t.remark.c.student_id == student_id)
    has_comment = and_(marks.c.student_id == student_id, marks.c.comment != "")
    has_reason = and_(events.c.student_id == student_id, events.c.reason != "unknown")
    had_reason = and_(history.c.student_id == student_id, history.c.old_reason != "unknown")
    count = await done(update(marks).where(has_comment).values(comment=""))
    count += await done(update(events).where(has_reason).values(reason="unknown"))
    await done(update(history).where(had_reason).values(old_reason="unknown"))
    await erase_excuses(connection, student_id)
    await done(delete(t.remark_change).where(t.remark_change.c.remark_id.in_(own)))
    return count + await done(delete(t.remark).where(t.remark.c.student_id == student_id))


async def erase_excuses(connection: AsyncConnection, student_id: int) -> None:
    """What was announced and answered of absences, and the notes sent with it: why, once more."""
    said = select(t.announced_absence.c.id).where(t.announced_absence.c.student_id == student_id)
    files, calls, cases = t.attachment.c, t.absence_call, t.absence_case
    is_note = and_(files.owner_kind == Owner.ABSENCE.value, files.owner_id.in_(said))
    await connection.execute(delete(t.attachment).where(is_note))
    await connection.execute(
        update(calls).where(calls.c.student_id == student_id).values(announced_id=None)
    )
    await connection.execute(
        update(cases).where(cases.c.student_id == student_id).values(answer=None)
    )
    theirs = t.announced_absence.c.student_id == student_id
    await connection.execute(delete(t.announced_absence).where(theirs))
