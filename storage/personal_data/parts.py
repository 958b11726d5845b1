"""What is read of each table for a copy of everything held of a family.

Every table that holds something of a person is in `PARTS` or in `not_copied` with the reason; every
column of a part is read, or left out by `columns.is_omitted`. Tests compare both with the schema.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, or_, select

from storage import tables as t
from storage.personal_data.columns import CHILDREN, PEOPLE, read_of, theirs
from storage.personal_data.journal_parts import JOURNAL_PARTS
from storage.personal_data.week_parts import OF_WEEKS

_TEACHER = t.person.alias("teacher")
_CHATS = select(t.binding.c.chat_id).where(t.binding.c.person_id.in_(PEOPLE))
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
    **JOURNAL_PARTS,
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
    **OF_WEEKS,
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
