"""What can be done, and how somebody may stand to what it is done to."""

from enum import StrEnum


class Action(StrEnum):
    """What can be done. A new use case that does something else adds its own."""

    READ_TIMETABLE = "read_timetable"
    READ_HOMEWORK = "read_homework"
    TICK_HOMEWORK = "tick_homework"
    HAND_IN_WORK = "hand_in_work"
    READ_MARKS = "read_marks"
    READ_ATTENDANCE = "read_attendance"
    READ_FINAL_MARKS = "read_final_marks"
    READ_EVENTS = "read_events"
    READ_MESSAGES = "read_messages"
    NAME_TRUSTED = "name_trusted"
    READ_TRUSTED = "read_trusted"
    END_TRUST = "end_trust"
    READ_TEACHING_DAY = "read_teaching_day"
    READ_OWN_GAPS = "read_own_gaps"
    SAY_DONE = "say_done"
    READ_SCHOOL_GAPS = "read_school_gaps"
    READ_REPORTS = "read_reports"
    READ_SCHOOL_TIMETABLE = "read_school_timetable"
    EDIT_TIMETABLE = "edit_timetable"
    EDIT_EVENTS = "edit_events"
    EDIT_GROUPS = "edit_groups"
    ASSIGN_SUBSTITUTE = "assign_substitute"
    READ_TEACHING_HOURS = "read_teaching_hours"
    READ_LESSON = "read_lesson"
    TAKE_ATTENDANCE = "take_attendance"
    EXPLAIN_ABSENCE = "explain_absence"
    HOLD_HOMEROOM = "hold_homeroom"
    READ_HOMEROOM = "read_homeroom"
    SET_ABSENCE_REASON = "set_absence_reason"
    READ_CLASS_ATTENDANCE = "read_class_attendance"
    SETTLE_ABSENCE_CALL = "settle_absence_call"
    EDIT_DUTY_DAYS = "edit_duty_days"
    SET_MARK = "set_mark"
    ASK_UNLOCK = "ask_unlock"
    CLAIM_NOT_HELD = "claim_not_held"
    UNLOCK_MARK = "unlock_mark"
    PLAN_CONTROL_WORK = "plan_control_work"
    PUBLISH_CONTROL_WORKS = "publish_control_works"
    SET_HOMEWORK = "set_homework"
    READ_SUBMISSIONS = "read_submissions"
    READ_HOMEWORK_LOAD = "read_homework_load"
    SET_TOPIC = "set_topic"
    EDIT_PLAN = "edit_plan"
    READ_PLAN = "read_plan"
    APPROVE_PLAN = "approve_plan"
    READ_TOPICS = "read_topics"
    READ_GRADEBOOK = "read_gradebook"
    SET_FINAL_MARK = "set_final_mark"
    READ_CLASS = "read_class"
    ISSUE_CODE = "issue_code"
    WRITE_TO_FAMILIES = "write_to_families"
    ANSWER_MESSAGE = "answer_message"
    CHOOSE_NOTICES = "choose_notices"
    END_BINDING = "end_binding"
    READ_DELIVERY = "read_delivery"
    READ_OWN_NEWS = "read_own_news"
    RESEND_NOTICES = "resend_notices"
    READ_SUMMARY = "read_summary"
    GRANT_SUMMARY = "grant_summary"
    READ_STAFF = "read_staff"
    EDIT_STAFF = "edit_staff"
    GRANT_LEADERSHIP = "grant_leadership"
    GRANT_TEACHING = "grant_teaching"
    ISSUE_STAFF_CODE = "issue_staff_code"
    READ_DUTIES = "read_duties"
    EDIT_DUTIES = "edit_duties"
    COPY_DATA = "copy_data"
    ASK_DATA_CHANGE = "ask_data_change"
    DECIDE_DATA_CHANGE = "decide_data_change"
    ASK_ERASURE = "ask_erasure"
    READ_ERASURES = "read_erasures"
    ERASE_DATA = "erase_data"
    CHECK_CLASS_LIST = "check_class_list"
    READ_LIST_CHECKS = "read_list_checks"
    READ_OPT_OUTS = "read_opt_outs"
    PRINT_WEEK = "print_week"
    REGISTER_OPT_OUT = "register_opt_out"
    GIVE_CONSENT = "give_consent"
    READ_CONSENTS = "read_consents"
    RECORD_CONSENT = "record_consent"
    RECORD_NONDISCLOSURE = "record_nondisclosure"
    DECIDE_FIELDS = "decide_fields"
    WATCH_HANDOVER = "watch_handover"
    RECORD_ORDER = "record_order"
    END_OWN_CHAT = "end_own_chat"
    SET_PIN = "set_pin"
    READ_AUDIT = "read_audit"
    READ_RULES = "read_rules"
    EDIT_RULES = "edit_rules"
    EDIT_CALENDAR = "edit_calendar"
    EDIT_WORK_TYPES = "edit_work_types"
    READ_DOCUMENTS = "read_documents"
    KEEP_DOCUMENTS = "keep_documents"


class Relation(StrEnum):
    """How the actor stands to the target."""

    SELF = "self"
    OWN_CHILD = "own_child"
    ENTRUSTED = "entrusted"  # a child of whom a guardian let this person see just this
    OWN_LESSON = "own_lesson"  # its teacher, or the one who substitutes
    OWN_CLASS = "own_class"
    OWN_GROUP = "own_group"  # a class of which one is the educator
    GRANTED = "granted"  # a summary that the director lets this person see
    OWN_SCHOOL = "own_school"


READINGS = (
    Action.READ_TIMETABLE,
    Action.READ_HOMEWORK,
    Action.READ_MARKS,
    Action.READ_ATTENDANCE,
    Action.READ_FINAL_MARKS,
    Action.READ_EVENTS,
    Action.READ_MESSAGES,
)
"""What is read in a pupil's diary: a right to one of them is none to another (R010)."""
