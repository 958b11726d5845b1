"""What is read of each table for a copy of everything held of a family.

Every table that holds something of a person is in `PARTS` or in `NOT_COPIED` with the reason; every
column of a part is read, or left out by `_omitted`. Tests compare both with the schema.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    or_,
    select,
)

from storage import tables as t

_WORK = "the work of staff, not data of the family"
_UNDER_WAY = "being filled in by a teacher; it is in the journal once it is saved"
NOT_COPIED: Mapping[str, str] = {
    "alarm": "the program's watch over itself; a chat is named by its number for some hours",
    "class_educator": _WORK,
    "class_list_check": _WORK,
    "consent_standing": "what follows from the consents, which are copied",
    "field_decision": _WORK,
    "final_mark_draft": _UNDER_WAY,
    "homework": _WORK,
    "homework_change": _WORK,
    "inbox_update": "what was typed, until it is handled; then numbers for two days",
    "lesson": _WORK,
    "lesson_change": _WORK,
    "message_draft": _UNDER_WAY,
    "pin": "a slow hash of a secret",
    "pin_guard": "of staff",
    "responsible_person": _WORK,
    "role_decision": _WORK,
    "roll_call": _UNDER_WAY,
    "school_class": _WORK,
    "section": _WORK,
    "summary_grant": _WORK,
    "timetable_change": _WORK,
}

# Numbers of ours that say nothing; what they point at is read beside them where it says something.
_OURS = frozenset(
    {
        "id",
        "school_id",
        "lesson_id",
        "section_id",
        "work_type_id",
        "subject_id",
        "grading_period_id",
        "school_class_id",
        "document_id",
        "message_id",
        "reply_to_id",
        "invite_id",
        "current_binding_id",
        "binding_id",
        "bot_id",
        "mark_id",
        "final_mark_id",
        "ref_id",
        "about_id",
        "thing_id",
        "seq",
        "prev_hash",
        "hash",
        "sort_key",
        "lease",
        "leased_until",
        "code_hash",
        "link_hash",
        "code_key",
        "telegram_message_id",
        "rights",
        "act",
        "typing_data",
    }
)
# Of whom a row is: the family's own people, whose names the archive has.
WHOSE = frozenset({"person_id", "student_id", "guardian_id", "subject_id", "giver_id"})

_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_CHILDREN: BindParameter[Any] = bindparam("children", expanding=True)
_TEACHER = t.person.alias("teacher")


def is_omitted(column: Column[Any]) -> bool:
    """Whether it says nothing to a family, or names somebody else: who wrote it down."""
    points_at_person = any(key.column.table is t.person for key in column.foreign_keys)
    if points_at_person:
        return column.name not in WHOSE
    return column.name in _OURS


def _columns(table: Table, *more: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [*(each for each in table.c if not is_omitted(each)), *more]


def _of(table: Table, *more: ColumnElement[Any], start: FromClause | None = None) -> Select[Any]:
    return select(*_columns(table, *more)).select_from(table if start is None else start)


def _theirs(table: Table) -> ColumnElement[bool]:
    """Of these people, and where it is about a pupil, about one of theirs."""
    mine = table.c.person_id.in_(_PEOPLE)
    if "student_id" not in table.c:
        return mine
    about: ColumnElement[bool] = table.c.student_id.in_(_PEOPLE)
    if table.c.student_id.nullable:
        about = or_(about, table.c.student_id.is_(None))
    return and_(mine, about)


_CHATS = select(t.binding.c.chat_id).where(t.binding.c.person_id.in_(_PEOPLE))
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


_PERIOD = t.grading_period.c.title.label("period")
_NAMED = t.person.alias("named")
_SENDER_NAMES = (
    _TEACHER.c.family_name.label("sender_family_name"),
    _TEACHER.c.given_name.label("sender_given_name"),
    _TEACHER.c.middle_name.label("sender_middle_name"),
)
# To one of them about one of them, or from one of them.
_RECEIVED = select(t.message_recipient.c.message_id).where(_theirs(t.message_recipient))
_CONSENTS = t.consent.join(t.consent_document, t.consent_document.c.id == t.consent.c.document_id)

PARTS: Mapping[str, Select[Any]] = {
    "person": _of(t.person).where(t.person.c.id.in_(_PEOPLE)),
    "guardianship": _of(t.guardianship).where(
        t.guardianship.c.guardian_id.in_(_PEOPLE), t.guardianship.c.student_id.in_(_PEOPLE)
    ),
    "enrollment": _of(
        t.enrollment,
        t.school_class.c.title.label("school_class"),
        start=t.enrollment.join(
            t.school_class, t.school_class.c.id == t.enrollment.c.school_class_id
        ),
    ).where(t.enrollment.c.student_id.in_(_CHILDREN)),
    "section_student": _of(
        t.section_student,
        _SECTION_TITLE,
        start=t.section_student.join(t.section, t.section.c.id == t.section_student.c.section_id),
    ).where(t.section_student.c.student_id.in_(_CHILDREN)),
    "mark": _of(
        t.mark,
        _SUBJECT_TITLE,
        t.work_type.c.title.label("work_type"),
        t.work_type.c.weight.label("weight"),
        *_TEACHERS,
        start=_MARKS.outerjoin(_TEACHER, _TEACHER.c.id == t.mark.c.teacher_id),
    )
    .where(t.mark.c.student_id.in_(_CHILDREN))
    .order_by(t.mark.c.date, t.mark.c.id),
    "mark_change": _of(
        t.mark_change,
        t.mark.c.student_id,
        t.mark.c.date,
        _SUBJECT_TITLE,
        start=_MARKS.join(t.mark_change, t.mark_change.c.mark_id == t.mark.c.id),
    )
    .where(t.mark.c.student_id.in_(_CHILDREN))
    .order_by(t.mark_change.c.id),
    "final_mark": _of(t.final_mark, _SUBJECT_TITLE, _PERIOD, start=_FINALS)
    .where(t.final_mark.c.student_id.in_(_CHILDREN))
    .order_by(t.grading_period.c.begins, t.subject.c.title),
    "final_mark_change": _of(
        t.final_mark_change,
        t.final_mark.c.student_id,
        _SUBJECT_TITLE,
        _PERIOD,
        start=_FINALS.join(
            t.final_mark_change, t.final_mark_change.c.final_mark_id == t.final_mark.c.id
        ),
    )
    .where(t.final_mark.c.student_id.in_(_CHILDREN))
    .order_by(t.final_mark_change.c.id),
    "attendance_event": _of(t.attendance_event, *_LESSON, start=_with_lesson(t.attendance_event))
    .where(t.attendance_event.c.student_id.in_(_CHILDREN))
    .order_by(t.attendance_event.c.date, t.lesson.c.number),
    "attendance_change": _of(
        t.attendance_change,
        t.lesson.c.date,
        *_LESSON,
        start=_with_lesson(t.attendance_change),
    )
    .where(t.attendance_change.c.student_id.in_(_CHILDREN))
    .order_by(t.attendance_change.c.id),
    "message": _of(
        t.message,
        *_SENDER_NAMES,
        start=t.message.join(_TEACHER, _TEACHER.c.id == t.message.c.sender_id),
    )
    .where(or_(t.message.c.sender_id.in_(_PEOPLE), t.message.c.id.in_(_RECEIVED)))
    .order_by(t.message.c.id),
    "message_recipient": _of(
        t.message_recipient,
        t.message.c.sent_at,
        start=t.message_recipient.join(
            t.message, t.message.c.id == t.message_recipient.c.message_id
        ),
    )
    .where(_theirs(t.message_recipient))
    .order_by(t.message_recipient.c.message_id),
    "consent": _of(
        t.consent,
        t.consent_document.c.version,
        start=_CONSENTS,
    )
    .where(t.consent.c.subject_id.in_(_PEOPLE), t.consent.c.giver_id.in_(_PEOPLE))
    .order_by(t.consent.c.id),
    # The texts that they gave: once each, however many consents rest on one.
    "consent_document": select(
        t.consent_document.c.purpose, t.consent_document.c.version, t.consent_document.c.text
    )
    .distinct()
    .select_from(_CONSENTS)
    .where(t.consent.c.subject_id.in_(_PEOPLE), t.consent.c.giver_id.in_(_PEOPLE))
    .order_by(t.consent_document.c.purpose, t.consent_document.c.version),
    "trusted_contact": _of(
        t.trusted_contact,
        _NAMED.c.family_name.label("named_family_name"),
        _NAMED.c.given_name.label("named_given_name"),
        _NAMED.c.middle_name.label("named_middle_name"),
        start=t.trusted_contact.join(_NAMED, _NAMED.c.id == t.trusted_contact.c.person_id),
    ).where(
        t.trusted_contact.c.guardian_id.in_(_PEOPLE), t.trusted_contact.c.student_id.in_(_PEOPLE)
    ),
    "chat": _of(t.chat, t.chat.c.id.label("chat_id")).where(t.chat.c.id.in_(_CHATS)),
    "chat_use": _of(t.chat_use).where(t.chat_use.c.chat_id.in_(_CHATS)),
    "binding": _of(t.binding).where(_theirs(t.binding)).order_by(t.binding.c.id),
    "rules_acceptance": _of(
        t.rules_acceptance,
        t.binding.c.person_id,
        start=t.rules_acceptance.join(t.binding, t.binding.c.id == t.rules_acceptance.c.binding_id),
    ).where(_theirs(t.binding)),
    "invite": _of(t.invite).where(_theirs(t.invite)).order_by(t.invite.c.id),
    "code_attempt": _of(t.code_attempt).where(t.code_attempt.c.chat_id.in_(_CHATS)),
    "code_handover": _of(t.code_handover).where(
        t.code_handover.c.person_id.in_(_PEOPLE),
        or_(t.code_handover.c.student_id.in_(_PEOPLE), t.code_handover.c.student_id == 0),
    ),
    "account_order": _of(t.account_order).where(t.account_order.c.person_id.in_(_PEOPLE)),
    "denial": _of(t.denial).where(t.denial.c.chat_id.in_(_CHATS)),
    "notice": _of(t.notice).where(_theirs(t.notice)).order_by(t.notice.c.id),
    "notice_choice": _of(t.notice_choice).where(_theirs(t.notice_choice)),
    "notice_habits": _of(t.notice_habits).where(t.notice_habits.c.person_id.in_(_PEOPLE)),
    "chat_rest": _of(t.chat_rest).where(t.chat_rest.c.chat_id.in_(_CHATS)),
    "change_request": _of(t.change_request)
    .where(_theirs(t.change_request), t.change_request.c.asked_by.in_(_PEOPLE))
    .order_by(t.change_request.c.id),
    "person_change": _of(t.person_change)
    .where(t.person_change.c.person_id.in_(_PEOPLE))
    .order_by(t.person_change.c.id),
    "erasure": _of(t.erasure).where(t.erasure.c.person_id.in_(_PEOPLE)).order_by(t.erasure.c.id),
    "opt_out": _of(t.opt_out).where(t.opt_out.c.student_id.in_(_CHILDREN)),
    "role_assignment": _of(t.role_assignment).where(t.role_assignment.c.person_id.in_(_PEOPLE)),
    "staff_card": _of(t.staff_card).where(t.staff_card.c.person_id.in_(_PEOPLE)),
    "nondisclosure": _of(t.nondisclosure).where(t.nondisclosure.c.person_id.in_(_PEOPLE)),
    # Who looked is said by the role alone.
    "audit_record": select(
        t.audit_record.c.at,
        t.audit_record.c.role,
        t.audit_record.c.action,
        t.audit_record.c.about_id,
    )
    .where(t.audit_record.c.about_id.in_(_PEOPLE))
    .order_by(t.audit_record.c.at, t.audit_record.c.seq),
}
