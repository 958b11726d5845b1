"""What is read for a copy of what the journal and the diary hold of the family's pupils."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import FromClause, Select, Table, and_, func

from domain.attachments.model import Owner
from storage import tables as t
from storage.personal_data.columns import CHILDREN, read_of

_TEACHER = t.person.alias("teacher")
_SECTION_TITLE = t.section.c.title.label("section")
_SUBJECT_TITLE = t.subject.c.title.label("subject")
_TEACHERS = (
    _TEACHER.c.family_name.label("teacher_family_name"),
    _TEACHER.c.given_name.label("teacher_given_name"),
    _TEACHER.c.middle_name.label("teacher_middle_name"),
)
_MARKS = (
    t.mark.join(t.section, t.section.c.id == t.mark.c.section_id)
    .join(t.subject, t.subject.c.id == t.section.c.subject_id)
    .join(t.work_type, t.work_type.c.id == t.mark.c.work_type_id)
)
_FINALS = t.final_mark.join(t.subject, t.subject.c.id == t.final_mark.c.subject_id).join(
    t.grading_period, t.grading_period.c.id == t.final_mark.c.grading_period_id
)
_LESSON = (t.lesson.c.number.label("lesson_number"), _SUBJECT_TITLE)


def _with_lesson(table: Table) -> FromClause:
    return (
        table.join(t.lesson, t.lesson.c.id == table.c.lesson_id)
        .join(t.section, t.section.c.id == t.lesson.c.section_id)
        .join(t.subject, t.subject.c.id == t.section.c.subject_id)
    )


# Handed in by a pupil, or sent with an announced absence.
_FILE_OF = func.coalesce(t.submission.c.student_id, t.announced_absence.c.student_id)
_FILES = t.attachment.outerjoin(
    t.submission,
    and_(
        t.attachment.c.owner_kind == Owner.SUBMISSION.value,
        t.submission.c.id == t.attachment.c.owner_id,
    ),
).outerjoin(
    t.announced_absence,
    and_(
        t.attachment.c.owner_kind == Owner.ABSENCE.value,
        t.announced_absence.c.id == t.attachment.c.owner_id,
    ),
)
_PERIOD = t.grading_period.c.title.label("period")

JOURNAL_PARTS: Mapping[str, Select[Any]] = {
    "section_student": read_of(
        t.section_student,
        _SECTION_TITLE,
        start=t.section_student.join(t.section, t.section.c.id == t.section_student.c.section_id),
    ).where(t.section_student.c.student_id.in_(CHILDREN)),
    "homework_student": read_of(
        t.homework_student,
        _SUBJECT_TITLE,
        t.homework.c.due_date,
        t.homework.c.text,
        start=t.homework_student.join(
            t.homework, t.homework.c.id == t.homework_student.c.homework_id
        )
        .join(t.section, t.section.c.id == t.homework.c.section_id)
        .join(t.subject, t.subject.c.id == t.section.c.subject_id),
    )
    .where(t.homework_student.c.student_id.in_(CHILDREN))
    .order_by(t.homework.c.due_date, t.homework.c.id),
    "submission": read_of(
        t.submission,
        _SUBJECT_TITLE,
        t.homework.c.due_date,
        start=t.submission.join(t.homework, t.homework.c.id == t.submission.c.homework_id)
        .join(t.section, t.section.c.id == t.homework.c.section_id)
        .join(t.subject, t.subject.c.id == t.section.c.subject_id),
    )
    .where(t.submission.c.student_id.in_(CHILDREN))
    .order_by(t.submission.c.id),
    "quiz_answer": read_of(
        t.quiz_answer,
        _SUBJECT_TITLE,
        t.homework.c.due_date,
        start=t.quiz_answer.join(t.quiz, t.quiz.c.id == t.quiz_answer.c.quiz_id)
        .join(t.homework, t.homework.c.id == t.quiz.c.homework_id)
        .join(t.section, t.section.c.id == t.homework.c.section_id)
        .join(t.subject, t.subject.c.id == t.section.c.subject_id),
    )
    .where(t.quiz_answer.c.student_id.in_(CHILDREN))
    .order_by(t.quiz_answer.c.quiz_id, t.quiz_answer.c.number),
    # Of theirs; what a teacher attaches to homework is the work of staff.
    "attachment": read_of(t.attachment, _FILE_OF.label("student_id"), start=_FILES)
    .where(_FILE_OF.in_(CHILDREN))
    .order_by(t.attachment.c.id),
    "mark": read_of(
        t.mark,
        _SUBJECT_TITLE,
        t.work_type.c.title.label("work_type"),
        t.work_type.c.weight.label("weight"),
        *_TEACHERS,
        start=_MARKS.outerjoin(_TEACHER, _TEACHER.c.id == t.mark.c.teacher_id),
    )
    .where(t.mark.c.student_id.in_(CHILDREN))
    .order_by(t.mark.c.date, t.mark.c.id),
    "mark_change": read_of(
        t.mark_change,
        t.mark.c.student_id,
        t.mark.c.date,
        _SUBJECT_TITLE,
        start=_MARKS.join(t.mark_change, t.mark_change.c.mark_id == t.mark.c.id),
    )
    .where(t.mark.c.student_id.in_(CHILDREN))
    .order_by(t.mark_change.c.id),
    "mark_unlock": read_of(
        t.mark_unlock,
        t.lesson.c.date,
        _SUBJECT_TITLE,
        t.work_type.c.title.label("work_type"),
        start=t.mark_unlock.join(t.lesson, t.lesson.c.id == t.mark_unlock.c.lesson_id)
        .join(t.section, t.section.c.id == t.lesson.c.section_id)
        .join(t.subject, t.subject.c.id == t.section.c.subject_id)
        .join(t.work_type, t.work_type.c.id == t.mark_unlock.c.work_type_id),
    )
    .where(t.mark_unlock.c.student_id.in_(CHILDREN))
    .order_by(t.mark_unlock.c.id),
    "remark": read_of(
        t.remark,
        t.lesson.c.date,
        _SUBJECT_TITLE,
        *_TEACHERS,
        start=t.remark.join(_TEACHER, _TEACHER.c.id == t.remark.c.author_id)
        .outerjoin(t.lesson, t.lesson.c.id == t.remark.c.lesson_id)
        .outerjoin(t.section, t.section.c.id == t.lesson.c.section_id)
        .outerjoin(t.subject, t.subject.c.id == t.section.c.subject_id),
    )
    .where(t.remark.c.student_id.in_(CHILDREN))
    .order_by(t.remark.c.id),
    "final_mark": read_of(t.final_mark, _SUBJECT_TITLE, _PERIOD, start=_FINALS)
    .where(t.final_mark.c.student_id.in_(CHILDREN))
    .order_by(t.grading_period.c.begins, t.subject.c.title),
    "final_mark_change": read_of(
        t.final_mark_change,
        t.final_mark.c.student_id,
        _SUBJECT_TITLE,
        _PERIOD,
        start=_FINALS.join(
            t.final_mark_change, t.final_mark_change.c.final_mark_id == t.final_mark.c.id
        ),
    )
    .where(t.final_mark.c.student_id.in_(CHILDREN))
    .order_by(t.final_mark_change.c.id),
    "absence_document": read_of(t.absence_document)
    .where(t.absence_document.c.student_id.in_(CHILDREN))
    .order_by(t.absence_document.c.begins, t.absence_document.c.id),
    "homeroom_session_student": read_of(
        t.homeroom_session_student,
        t.homeroom_session.c.date,
        t.homeroom_session.c.topic,
        start=t.homeroom_session_student.join(
            t.homeroom_session, t.homeroom_session.c.id == t.homeroom_session_student.c.session_id
        ),
    )
    .where(t.homeroom_session_student.c.student_id.in_(CHILDREN))
    .order_by(t.homeroom_session.c.date, t.homeroom_session.c.id),
    "announced_absence": read_of(t.announced_absence)
    .where(t.announced_absence.c.student_id.in_(CHILDREN))
    .order_by(t.announced_absence.c.begins, t.announced_absence.c.id),
    "attendance_event": read_of(
        t.attendance_event, *_LESSON, start=_with_lesson(t.attendance_event)
    )
    .where(t.attendance_event.c.student_id.in_(CHILDREN))
    .order_by(t.attendance_event.c.date, t.lesson.c.number),
    "attendance_change": read_of(
        t.attendance_change,
        t.lesson.c.date,
        *_LESSON,
        start=_with_lesson(t.attendance_change),
    )
    .where(t.attendance_change.c.student_id.in_(CHILDREN))
    .order_by(t.attendance_change.c.id),
}
