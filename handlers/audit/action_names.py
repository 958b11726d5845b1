"""A name for every action and every deed of the audit trail."""

from collections.abc import Mapping

from domain.access import Action
from domain.audit.model import Deed
from handlers.words import c_


def names() -> Mapping[str, str]:
    """By action and deed, for the middle of a line."""
    return {
        **_of_reading(),
        **_of_journal(),
        **_of_access(),
        **_of_data(),
        **_of_office(),
        **_of_deeds(),
    }


def _of_reading() -> dict[str, str]:
    return {
        Action.READ_TIMETABLE: c_("audit", "timetable"),
        Action.HAND_IN_WORK: c_("audit", "work handed in"),
        Action.ANSWER_QUIZ: c_("audit", "an answer to a quiz"),
        Action.READ_QUIZ: c_("audit", "a quiz"),
        Action.TICK_HOMEWORK: c_("audit", "a tick on homework"),
        Action.READ_HOMEWORK: c_("audit", "homework"),
        Action.READ_MARKS: c_("audit", "marks"),
        Action.READ_ATTENDANCE: c_("audit", "attendance"),
        Action.READ_FINAL_MARKS: c_("audit", "final marks"),
        Action.READ_EVENTS: c_("audit", "events and tests"),
        Action.READ_REMARKS: c_("audit", "remarks and praise"),
        Action.CONFIRM_REMARK: c_("audit", "a remark read"),
        Action.READ_MESSAGES: c_("audit", "messages"),
        Action.READ_TEACHING_DAY: c_("audit", "a teacher's day"),
        Action.READ_OWN_GAPS: c_("audit", "own gaps in the journal"),
        Action.SAY_DONE: c_("audit", "duty done"),
        Action.READ_SCHOOL_GAPS: c_("audit", "overdue records of the school"),
        Action.READ_REPORTS: c_("audit", "reports that were made"),
        Action.READ_SCHOOL_TIMETABLE: c_("audit", "timetable of the school"),
        Action.READ_TEACHING_HOURS: c_("audit", "hours taught"),
        Action.READ_LESSON: c_("audit", "lesson"),
        Action.READ_CLASS: c_("audit", "class and families"),
        Action.READ_DELIVERY: c_("audit", "who was told of what"),
        Action.READ_OWN_NEWS: c_("audit", "what this chat was told"),
        Action.READ_SUMMARY: c_("audit", "summary"),
        Action.READ_AUDIT: c_("audit", "who looked and who changed"),
    }


def _of_journal() -> dict[str, str]:
    return {
        Action.TAKE_ATTENDANCE: c_("audit", "roll call"),
        Action.EXPLAIN_ABSENCE: c_("audit", "absence announced or explained"),
        Action.HOLD_HOMEROOM: c_("audit", "homeroom hour or briefing"),
        Action.READ_HOMEROOM: c_("audit", "homeroom hours and briefings"),
        Action.SET_ABSENCE_REASON: c_("audit", "reason of an absence"),
        Action.READ_CLASS_ATTENDANCE: c_("audit", "attendance of a class"),
        Action.SETTLE_ABSENCE_CALL: c_("audit", "where an absent pupil is"),
        Action.EDIT_DUTY_DAYS: c_("audit", "deputies on duty"),
        Action.CONFIRM_WEEK: c_("audit", "week confirmed as read"),
        Action.READ_CONFIRMATIONS: c_("audit", "who reads the diary"),
        Action.SET_MARK: c_("audit", "marks of a lesson"),
        Action.READ_SUBMISSIONS: c_("audit", "pupils' work"),
        Action.READ_HOMEWORK_LOAD: c_("audit", "time of homework"),
        Action.PLAN_CONTROL_WORK: c_("audit", "control work planned, moved or taken off"),
        Action.PUBLISH_CONTROL_WORKS: c_("audit", "control work published"),
        Action.SET_HOMEWORK: c_("audit", "homework of a lesson"),
        Action.SET_TOPIC: c_("audit", "topic of a lesson"),
        Action.EDIT_PLAN: c_("audit", "plan of topics entered"),
        Action.APPROVE_PLAN: c_("audit", "plan of topics approved"),
        Action.READ_GRADEBOOK: c_("audit", "gradebook"),
        Action.READ_TOPICS: c_("audit", "past and planned topics"),
        Action.READ_PLAN: c_("audit", "plan of topics"),
        Action.WRITE_REMARK: c_("audit", "a remark or praise"),
        Action.CHANGE_REMARK: c_("audit", "an own remark changed or withdrawn"),
        Action.REMOVE_REMARK: c_("audit", "a remark taken off"),
        Action.CLAIM_NOT_HELD: c_("audit", "a teacher says that a lesson was not held"),
        Action.ASK_UNLOCK: c_("audit", "request to open a mark after its term"),
        Action.UNLOCK_MARK: c_("audit", "answer to a request to open a mark"),
        Action.EDIT_TIMETABLE: c_("audit", "change of the timetable"),
        Action.EDIT_EVENTS: c_("audit", "an event entered or cancelled"),
        Action.EDIT_GROUPS: c_("audit", "a pupil moved to another group"),
        Action.ASSIGN_SUBSTITUTE: c_("audit", "substitutes assigned"),
        Action.SET_FINAL_MARK: c_("audit", "final marks of a subject"),
        Action.WRITE_TO_FAMILIES: c_("audit", "message to families"),
        Action.ANSWER_MESSAGE: c_("audit", "answer or reading of a message"),
        Action.CHOOSE_NOTICES: c_("audit", "choice of notifications"),
        Action.RESEND_NOTICES: c_("audit", "undelivered messages sent again"),
    }


def _of_access() -> dict[str, str]:
    return {
        Action.ISSUE_CODE: c_("audit", "codes"),
        Action.ISSUE_STAFF_CODE: c_("audit", "a code for staff"),
        Action.WATCH_HANDOVER: c_("audit", "who has no code yet"),
        Action.RECORD_ORDER: c_("audit", "an order of enrolment or hiring"),
        Action.END_BINDING: c_("audit", "a chat disconnected"),
        Action.END_OWN_CHAT: c_("audit", "own chat disconnected"),
        Action.SET_PIN: c_("audit", "PIN set or taken away"),
        Action.NAME_TRUSTED: c_("audit", "trusted person named or changed"),
        Action.READ_TRUSTED: c_("audit", "trusted persons"),
        Action.END_TRUST: c_("audit", "trusted person's access ended"),
    }


def _of_data() -> dict[str, str]:
    return {
        Action.GIVE_CONSENT: c_("audit", "consent given or withdrawn"),
        Action.READ_CONSENTS: c_("audit", "consents"),
        Action.RECORD_CONSENT: c_("audit", "consent recorded from paper"),
        Action.RECORD_NONDISCLOSURE: c_("audit", "note of non-disclosure"),
        Action.DECIDE_FIELDS: c_("audit", "decision on what data is kept"),
        Action.COPY_DATA: c_("audit", "copy of all data"),
        Action.ASK_DATA_CHANGE: c_("audit", "request to change data"),
        Action.DECIDE_DATA_CHANGE: c_("audit", "decision on a change of data"),
        Action.ASK_ERASURE: c_("audit", "request to erase data"),
        Action.READ_ERASURES: c_("audit", "requests to erase data"),
        Action.ERASE_DATA: c_("audit", "data erased"),
        Action.CHECK_CLASS_LIST: c_("audit", "class list checked"),
        Action.READ_LIST_CHECKS: c_("audit", "checks of class lists"),
        Action.PRINT_WEEK: c_("audit", "print-outs"),
        Action.READ_OPT_OUTS: c_("audit", "families told on paper"),
        Action.REGISTER_OPT_OUT: c_("audit", "family moved to paper or back"),
    }


def _of_office() -> dict[str, str]:
    return {
        Action.READ_STAFF: c_("audit", "list of staff"),
        Action.EDIT_STAFF: c_("audit", "staff card"),
        Action.GRANT_LEADERSHIP: c_("audit", "role of deputy or administrator"),
        Action.GRANT_TEACHING: c_("audit", "role of staff"),
        Action.GRANT_SUMMARY: c_("audit", "right to a summary"),
        Action.READ_DUTIES: c_("audit", "register of responsible persons"),
        Action.EDIT_DUTIES: c_("audit", "entry of a responsible person"),
        Action.READ_RULES: c_("audit", "school rules"),
        Action.EDIT_RULES: c_("audit", "a rule of the school"),
        Action.EDIT_CALENDAR: c_("audit", "the school year"),
        Action.EDIT_WORK_TYPES: c_("audit", "a work type"),
        Action.READ_DOCUMENTS: c_("audit", "documents of the school"),
        Action.KEEP_DOCUMENTS: c_("audit", "a document of the school"),
    }


def _of_deeds() -> dict[str, str]:
    return {
        Deed.REDEEM_CODE: c_("audit", "chat connected by a code"),
        Deed.LEAVE: c_("audit", "chat left the diary"),
        Deed.IMPORT: c_("audit", "import of files"),
        Deed.INVITE: c_("audit", "codes issued on the server"),
        Deed.PUBLISH_TEXT: c_("audit", "text of a consent published on the server"),
        Deed.NAME_OPERATOR: c_("audit", "operator named on the server"),
        Deed.RESEND: c_("audit", "messages sent again from the server"),
    }
