"""What is read of each table for a copy of everything held of a family.

Every table that holds something of a person is in `PARTS` or in `not_copied` with the reason; every
column of a part is read, or left out by `columns.is_omitted`. Tests compare both with the schema.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import FromClause, Select, Table, and_, func, or_, select

from domain.attachments.model import Owner
from storage import tables as t
from storage.personal_data.columns import CHILDREN, PEOPLE, read_of, theirs

_TEACHER = t.person.alias("teacher")
_CHATS = select(t.binding.c.chat_id).where(t.binding.c.person_id.in_(PEOPLE))
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
_NAMED = t.person.alias("named")
_SENDER_NAMES = (
    _TEACHER.c.family_name.label("sender_family_name"),
    _TEACHER.c.given_name.label("sender_given_name"),
    _TEACHER.c.middle_name.label("sender_middle_name"),
)
# To one of them about one of them, or from one of them.
_RECEIVED = select(t.message_recipient.c.message_id).where(theirs(t.message_recipient))
_CONSENTS = t.consent.join(t.consent_document, t.consent_document.c.id == t.consent.c.document_id)

PARTS: Mapping[str, Select[Any]] = {
    "person": read_of(t.person).where(t.person.c.id.in_(PEOPLE)),
    "guardianship": read_of(t.guardianship).where(
        t.guardianship.c.guardian_id.in_(PEOPLE), t.guardianship.c.student_id.in_(PEOPLE)
    ),
    "enrollment": read_of(
        t.enrollment,
        t.school_class.c.title.label("school_class"),
        start=t.enrollment.join(
            t.school_class, t.school_class.c.id == t.enrollment.c.school_class_id
        ),
    ).where(t.enrollment.c.student_id.in_(CHILDREN)),
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
    "message": read_of(
        t.message,
        *_SENDER_NAMES,
        start=t.message.join(_TEACHER, _TEACHER.c.id == t.message.c.sender_id),
    )
    .where(or_(t.message.c.sender_id.in_(PEOPLE), t.message.c.id.in_(_RECEIVED)))
    .order_by(t.message.c.id),
    "message_recipient": read_of(
        t.message_recipient,
        t.message.c.sent_at,
        start=t.message_recipient.join(
            t.message, t.message.c.id == t.message_recipient.c.message_id
        ),
    )
    .where(theirs(t.message_recipient))
    .order_by(t.message_recipient.c.message_id),
    "consent": read_of(
        t.consent,
        t.consent_document.c.version,
        start=_CONSENTS,
    )
    .where(t.consent.c.subject_id.in_(PEOPLE), t.consent.c.giver_id.in_(PEOPLE))
    .order_by(t.consent.c.id),
    # The texts that they gave: once each, however many consents rest on one.
    "consent_document": select(
        t.consent_document.c.purpose, t.consent_document.c.version, t.consent_document.c.text
    )
    .distinct()
    .select_from(_CONSENTS)
    .where(t.consent.c.subject_id.in_(PEOPLE), t.consent.c.giver_id.in_(PEOPLE))
    .order_by(t.consent_document.c.purpose, t.consent_document.c.version),
    "trusted_contact": read_of(
        t.trusted_contact,
        _NAMED.c.family_name.label("named_family_name"),
        _NAMED.c.given_name.label("named_given_name"),
        _NAMED.c.middle_name.label("named_middle_name"),
        start=t.trusted_contact.join(_NAMED, _NAMED.c.id == t.trusted_contact.c.person_id),
    ).where(
        t.trusted_contact.c.guardian_id.in_(PEOPLE), t.trusted_contact.c.student_id.in_(PEOPLE)
    ),
    "chat": read_of(t.chat, t.chat.c.id.label("chat_id")).where(t.chat.c.id.in_(_CHATS)),
    "chat_use": read_of(t.chat_use).where(t.chat_use.c.chat_id.in_(_CHATS)),
    "binding": read_of(t.binding).where(theirs(t.binding)).order_by(t.binding.c.id),
    "rules_acceptance": read_of(
        t.rules_acceptance,
        t.binding.c.person_id,
        start=t.rules_acceptance.join(t.binding, t.binding.c.id == t.rules_acceptance.c.binding_id),
    ).where(theirs(t.binding)),
    "invite": read_of(t.invite).where(theirs(t.invite)).order_by(t.invite.c.id),
    "code_attempt": read_of(t.code_attempt).where(t.code_attempt.c.chat_id.in_(_CHATS)),
    "code_handover": read_of(t.code_handover).where(
        t.code_handover.c.person_id.in_(PEOPLE),
        or_(t.code_handover.c.student_id.in_(PEOPLE), t.code_handover.c.student_id == 0),
    ),
    "account_order": read_of(t.account_order).where(t.account_order.c.person_id.in_(PEOPLE)),
    "denial": read_of(t.denial).where(t.denial.c.chat_id.in_(_CHATS)),
    "notice": read_of(t.notice).where(theirs(t.notice)).order_by(t.notice.c.id),
    "notice_choice": read_of(t.notice_choice).where(theirs(t.notice_choice)),
    "notice_habits": read_of(t.notice_habits).where(t.notice_habits.c.person_id.in_(PEOPLE)),
    "chat_rest": read_of(t.chat_rest).where(t.chat_rest.c.chat_id.in_(_CHATS)),
    "change_request": read_of(t.change_request)
    .where(theirs(t.change_request), t.change_request.c.asked_by.in_(PEOPLE))
    .order_by(t.change_request.c.id),
    "person_change": read_of(t.person_change)
    .where(t.person_change.c.person_id.in_(PEOPLE))
    .order_by(t.person_change.c.id),
    "erasure": read_of(t.erasure).where(t.erasure.c.person_id.in_(PEOPLE)).order_by(t.erasure.c.id),
    "week_read": read_of(t.week_read)
    .where(t.week_read.c.student_id.in_(CHILDREN), t.week_read.c.guardian_id.in_(PEOPLE))
    .order_by(t.week_read.c.week_ends, t.week_read.c.student_id),
    "week_reminder": read_of(t.week_reminder)
    .where(t.week_reminder.c.student_id.in_(CHILDREN))
    .order_by(t.week_reminder.c.reminded_on, t.week_reminder.c.student_id),
    "opt_out": read_of(t.opt_out).where(t.opt_out.c.student_id.in_(CHILDREN)),
    # What it said: marks, absences and homework, which are copied.
    "sheet_letter": read_of(t.sheet_letter)
    .where(t.sheet_letter.c.student_id.in_(CHILDREN))
    .order_by(t.sheet_letter.c.id),
    "role_assignment": read_of(t.role_assignment).where(t.role_assignment.c.person_id.in_(PEOPLE)),
    "staff_card": read_of(t.staff_card).where(t.staff_card.c.person_id.in_(PEOPLE)),
    "nondisclosure": read_of(t.nondisclosure).where(t.nondisclosure.c.person_id.in_(PEOPLE)),
    # Who looked is said by the role alone.
    "audit_record": select(
        t.audit_record.c.at,
        t.audit_record.c.role,
        t.audit_record.c.action,
        t.audit_record.c.about_id,
    )
    .where(t.audit_record.c.about_id.in_(PEOPLE))
    .order_by(t.audit_record.c.at, t.audit_record.c.seq),
}
