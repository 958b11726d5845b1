"""The tables, one module a subject; `metadata` is what the migrations are compared with."""

from storage.tables.attachments import attachment
from storage.tables.attendance import absence_call, absence_called, announced_absence
from storage.tables.audit import audit_head, audit_record
from storage.tables.calendar import calendar_date
from storage.tables.consent import (
    consent,
    consent_document,
    consent_standing,
    field_decision,
    nondisclosure,
)
from storage.tables.delivery import (
    binding,
    chat,
    code_attempt,
    invite,
    message,
    message_draft,
    message_recipient,
)
from storage.tables.denials import denial
from storage.tables.homework import homework, homework_change
from storage.tables.journal import (
    attendance_change,
    attendance_event,
    final_mark,
    final_mark_change,
    final_mark_draft,
    mark,
    mark_change,
    roll_call,
    work_type,
)
from storage.tables.outbox import chat_rest, notice, notice_choice, notice_habits, send_rate
from storage.tables.people import (
    enrollment,
    guardianship,
    person,
    role_assignment,
    school,
    school_class,
    section,
    section_student,
    subject,
)
from storage.tables.personal_data import (
    change_request,
    class_list_check,
    erasure,
    opt_out,
    person_change,
)
from storage.tables.running import alarm, inbox_update, job_run
from storage.tables.sessions import (
    account_order,
    chat_use,
    code_handover,
    pin,
    pin_guard,
    rules_acceptance,
)
from storage.tables.staff import (
    class_educator,
    responsible_person,
    role_decision,
    staff_card,
    summary_grant,
)
from storage.tables.timetable import (
    bell_schedule,
    class_period,
    grading_period,
    holiday,
    lesson,
    lesson_topic,
    timetable_slot,
)
from storage.tables.timetable_changes import lesson_change, teacher_absence, timetable_change
from storage.tables.trust import trusted_contact
from storage.tables.types import metadata

__all__ = [
    "absence_call",
    "absence_called",
    "account_order",
    "alarm",
    "announced_absence",
    "attachment",
    "attendance_change",
    "attendance_event",
    "audit_head",
    "audit_record",
    "bell_schedule",
    "binding",
    "calendar_date",
    "change_request",
    "chat",
    "chat_rest",
    "chat_use",
    "class_educator",
    "class_list_check",
    "class_period",
    "code_attempt",
    "code_handover",
    "consent",
    "consent_document",
    "consent_standing",
    "denial",
    "enrollment",
    "erasure",
    "field_decision",
    "final_mark",
    "final_mark_change",
    "final_mark_draft",
    "grading_period",
    "guardianship",
    "holiday",
    "homework",
    "homework_change",
    "inbox_update",
    "invite",
    "job_run",
    "lesson",
    "lesson_change",
    "lesson_topic",
    "mark",
    "mark_change",
    "message",
    "message_draft",
    "message_recipient",
    "metadata",
    "nondisclosure",
    "notice",
    "notice_choice",
    "notice_habits",
    "opt_out",
    "person",
    "person_change",
    "pin",
    "pin_guard",
    "responsible_person",
    "role_assignment",
    "role_decision",
    "roll_call",
    "rules_acceptance",
    "school",
    "school_class",
    "section",
    "section_student",
    "send_rate",
    "staff_card",
    "subject",
    "summary_grant",
    "teacher_absence",
    "timetable_change",
    "timetable_slot",
    "trusted_contact",
    "work_type",
]
