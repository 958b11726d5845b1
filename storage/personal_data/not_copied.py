"""Tables that hold something of a person and that no copy for a family has, and why."""

from collections.abc import Mapping

_WORK = "the work of staff, not data of the family"
_UNDER_WAY = "being filled in by a teacher; it is in the journal once it is saved"
NOT_COPIED: Mapping[str, str] = {
    "absence_call": "whom the program called about a pupil: notices, which are copied",
    "absence_called": "whom the program called about a pupil: notices, which are copied",
    "absence_case": "the program's watch; what a family says is in announced_absence",
    "alarm": "the program's watch over itself; a chat is named by its number for some hours",
    "calendar_event": _WORK,
    "class_educator": _WORK,
    "class_list_check": _WORK,
    "consent_standing": "what follows from the consents, which are copied",
    "control_work": _WORK,
    "deadline_done": _WORK,
    "duty_day": _WORK,
    "exam": "days of exams, of a whole grade",
    "field_decision": _WORK,
    "final_mark_draft": _UNDER_WAY,
    "homeroom_session": _WORK,
    "homework": _WORK,
    "homework_change": _WORK,
    "homework_tick": "the pupil's own: on the own screens, and in no copy that parents get",
    "inbox_update": "what was typed, until it is handled; then numbers for two days",
    "lesson": _WORK,
    "lesson_change": _WORK,
    "lesson_plan": _WORK,
    "lesson_plan_draft": _UNDER_WAY,
    "message_draft": _UNDER_WAY,
    "pin": "a slow hash of a secret",
    "pin_guard": "of staff",
    "responsible_person": _WORK,
    "role_decision": _WORK,
    "roll_call": _UNDER_WAY,
    "school_class": _WORK,
    "section": _WORK,
    "slot_change": _WORK,
    "summary_grant": _WORK,
    "teacher_absence": _WORK,
    "timetable_change": _WORK,
    "timetable_slot": _WORK,
}
