"""Tables that hold something of a person and that an erasure leaves as they are, and why."""

from collections.abc import Mapping

_WORK = "the work of staff"
UNTOUCHED: Mapping[str, str] = {
    "account_order": "an order of the school: its number, its date, and a number for the person",
    "audit_record": "the trail only grows, and holds numbers and no names (Keep.AUDIT)",
    "calendar_event": _WORK,
    "class_educator": _WORK,
    "class_list_check": _WORK,
    "consent_standing": "bits that follow from the consents, and are settled with them",
    "control_work": _WORK,
    "deadline_done": _WORK,
    "duty_day": _WORK,
    "erasure": "the request itself: numbers, terms, what went (the proof of it)",
    "exam": "days of exams, of a whole grade",
    "field_decision": _WORK,
    "homeroom_session": _WORK,
    "homework": _WORK,
    "homework_change": _WORK,
    "lesson": _WORK,
    "lesson_change": _WORK,
    "lesson_plan": _WORK,
    "lesson_plan_draft": _WORK,
    "nondisclosure": _WORK,
    "pin": _WORK,
    "responsible_person": _WORK,
    "role_assignment": _WORK,
    "role_decision": _WORK,
    "school_class": _WORK,
    "section": _WORK,
    "slot_change": _WORK,
    "staff_card": _WORK,
    "summary_grant": _WORK,
    "teacher_absence": _WORK,
    "timetable_change": _WORK,
    "timetable_slot": _WORK,
}
