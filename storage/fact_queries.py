"""What notices point at: the statements that read it, by ids."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, func, select

from domain.attendance.model import Status
from storage.homework_columns import concerns
from storage.marks import MARK_COLUMNS, MARK_TABLES
from storage.remarks import REMARK_COLUMNS, REMARK_TABLES
from storage.rows import person_columns
from storage.schedule import LESSON_COLUMNS, LESSON_TABLES
from storage.spans import holds
from storage.tables import (
    absence_case,
    attendance_change,
    attendance_event,
    binding,
    final_mark,
    final_mark_change,
    grading_period,
    homework,
    lesson,
    mark,
    mark_change,
    message,
    person,
    remark,
    remark_change,
    section,
    section_student,
    subject,
    trusted_contact,
)


def _ids() -> Any:
    return bindparam("ids", expanding=True)


def _pupils_at(things: Table, day: ColumnElement[date]) -> Select[Any]:
    """Of lessons or of homework: with each the pupils who are in its section on its day."""
    return (
        select(things.c.id, section_student.c.student_id)
        .join(section_student, section_student.c.section_id == things.c.section_id)
        .where(
            things.c.id.in_(_ids()),
            section_student.c.student_id.in_(bindparam("students", expanding=True)),
            holds(section_student, day),
        )
    )


_TOLD = mark_change.alias("told")  # MARK_COLUMNS ask mark_change by themselves

MARKS = (
    select(
        _TOLD.c.id.label("ref_id"),
        _TOLD.c.new_value,
        _TOLD.c.new_code,
        mark.c.removed_at,
        *MARK_COLUMNS,
    )
    .select_from(MARK_TABLES.join(_TOLD, _TOLD.c.mark_id == mark.c.id))
    .where(_TOLD.c.id.in_(_ids()))
    .order_by(_TOLD.c.id)
)

ABSENCES = (
    select(
        attendance_change.c.id.label("ref_id"),
        attendance_change.c.student_id,
        attendance_change.c.new_status,
        func.coalesce(attendance_event.c.status, Status.PRESENT.value).label("status"),
        lesson.c.date,
        lesson.c.number,
        lesson.c.starts,
        subject.c.title.label("subject"),
        attendance_event.c.minutes_late,
        absence_case.c.id.label("open_case"),
    )
    .select_from(
        attendance_change.join(lesson, lesson.c.id == attendance_change.c.lesson_id)
        .join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(
            attendance_event,
            and_(
                attendance_event.c.lesson_id == attendance_change.c.lesson_id,
                attendance_event.c.student_id == attendance_change.c.student_id,
            ),
        )
        .outerjoin(
            absence_case,
            and_(
                absence_case.c.student_id == attendance_change.c.student_id,
                absence_case.c.lesson_id == attendance_change.c.lesson_id,
                absence_case.c.closing.is_(None),
            ),
        )
    )
    .where(attendance_change.c.id.in_(_ids()))
)

FINAL_MARKS = (
    select(
        final_mark_change.c.id.label("ref_id"),
        final_mark_change.c.new_value,
        final_mark_change.c.new_code,
        final_mark.c.student_id,
        final_mark.c.value,
        final_mark.c.code,
        subject.c.title.label("subject"),
        grading_period.c.kind,
        grading_period.c.title.label("period"),
    )
    .select_from(
        final_mark_change.join(final_mark, final_mark.c.id == final_mark_change.c.final_mark_id)
        .join(subject, subject.c.id == final_mark.c.subject_id)
        .join(grading_period, grading_period.c.id == final_mark.c.grading_period_id)
    )
    .where(final_mark_change.c.id.in_(_ids()))
)

REMARKS = (
    select(remark_change.c.id.label("ref_id"), remark_change.c.made, *REMARK_COLUMNS)
    .select_from(REMARK_TABLES.join(remark_change, remark_change.c.remark_id == remark.c.id))
    .where(remark_change.c.id.in_(_ids()))
)

MESSAGES = (
    select(
        message.c.id.label("ref_id"),
        message.c.text,
        message.c.reply_to_id,
        *person_columns(person, "sender"),
    )
    .select_from(message.join(person, person.c.id == message.c.sender_id))
    .where(message.c.id.in_(_ids()))
)

LESSONS = select(*LESSON_COLUMNS).select_from(LESSON_TABLES).where(lesson.c.id.in_(_ids()))

IN_LESSONS = _pupils_at(lesson, lesson.c.date).add_columns(
    lesson.c.date, section_student.c.moved_on
)
WITH_HOMEWORK = _pupils_at(homework, homework.c.due_date).add_columns(
    concerns(section_student.c.student_id).label("is_for_them")
)

_NAMED_BY = person.alias("named_by")
BINDINGS = (
    select(
        binding.c.id.label("ref_id"),
        binding.c.student_id,
        binding.c.role,
        binding.c.bound_at,
        *person_columns(person, "reader"),
    )
    .select_from(binding.join(person, person.c.id == binding.c.person_id))
    .where(binding.c.id.in_(_ids()), binding.c.ended_at.is_(None))
)


TRUSTS = (
    select(
        trusted_contact.c.id.label("ref_id"),
        trusted_contact.c.student_id,
        trusted_contact.c.ends,
        *person_columns(person, "entrusted"),
        *person_columns(_NAMED_BY, "guardian"),
    )
    .select_from(
        trusted_contact.join(person, person.c.id == trusted_contact.c.person_id).join(
            _NAMED_BY, _NAMED_BY.c.id == trusted_contact.c.guardian_id
        )
    )
    .where(
        trusted_contact.c.id.in_(_ids()),
        trusted_contact.c.revoked_at.is_(None),
        trusted_contact.c.ends == trusted_contact.c.warned_for,
    )
)
