"""Who may do what to whom: one table, asked by every use case and by nothing else.

Source: the rights table of the five regulations (R009, R011, R013, R095; S4 §4 and П2.XI).
A role may do an action when the actor stands to the target in one of the listed relations.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """The roles of S2 1.3. A homeroom teacher is staff who leads a class today."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    TRUSTED_CONTACT = "trusted_contact"  # whom a guardian lets see some of a child's diary
    TEACHER = "teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    EDUCATOR = "educator"  # of a class after lessons: воспитатель
    EXTRA_TEACHER = "extra_teacher"  # педагог дополнительного образования
    WORKING_GROUP = "working_group"
    SECRETARY = "secretary"
    SYSTEM_ADMIN = "system_admin"
    DEPUTY_PRINCIPAL = "deputy_principal"
    PRINCIPAL = "principal"


STAFF_ROLES = tuple(
    role for role in Role if role not in {Role.STUDENT, Role.GUARDIAN, Role.TRUSTED_CONTACT}
)


class Action(StrEnum):
    """What can be done. A new use case that does something else adds its own."""

    READ_TIMETABLE = "read_timetable"
    READ_HOMEWORK = "read_homework"
    READ_MARKS = "read_marks"
    READ_ATTENDANCE = "read_attendance"
    READ_FINAL_MARKS = "read_final_marks"
    READ_EVENTS = "read_events"
    READ_MESSAGES = "read_messages"
    NAME_TRUSTED = "name_trusted"
    READ_TRUSTED = "read_trusted"
    END_TRUST = "end_trust"
    READ_TEACHING_DAY = "read_teaching_day"
    READ_LESSON = "read_lesson"
    TAKE_ATTENDANCE = "take_attendance"
    SET_MARK = "set_mark"
    SET_HOMEWORK = "set_homework"
    SET_TOPIC = "set_topic"
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


_SELF = frozenset({Relation.SELF})
_CHILD = frozenset({Relation.OWN_CHILD})
_ENTRUSTED = frozenset({Relation.ENTRUSTED})
_LESSON = frozenset({Relation.OWN_LESSON})
_CLASS = frozenset({Relation.OWN_CLASS})
_GROUP = frozenset({Relation.OWN_GROUP})
_GRANTED = frozenset({Relation.GRANTED})
_SCHOOL = frozenset({Relation.OWN_SCHOOL})

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

_READERS: Mapping[Role, frozenset[Relation]] = {
    Role.STUDENT: _SELF,
    Role.GUARDIAN: _CHILD,
    Role.HOMEROOM_TEACHER: _CLASS,
    Role.DEPUTY_PRINCIPAL: _SCHOOL,
    Role.PRINCIPAL: _SCHOOL,
}
_READERS_AND_TRUSTED = {**_READERS, Role.TRUSTED_CONTACT: _ENTRUSTED}
# An educator helps with homework after lessons and answers for who is there: no marks, no letters.
_READERS_AND_EDUCATOR = {**_READERS_AND_TRUSTED, Role.EDUCATOR: _GROUP}
# S2 3.2 gives both the same duties in the journal.
_TEACHERS: Mapping[Role, frozenset[Relation]] = {
    Role.TEACHER: _LESSON,
    Role.EXTRA_TEACHER: _LESSON,
}
_MANAGEMENT: Mapping[Role, frozenset[Relation]] = {
    Role.DEPUTY_PRINCIPAL: _SCHOOL,
    Role.PRINCIPAL: _SCHOOL,
}
_OFFICE: Mapping[Role, frozenset[Relation]] = {**_MANAGEMENT, Role.SYSTEM_ADMIN: _SCHOOL}

TABLE: Mapping[Action, Mapping[Role, frozenset[Relation]]] = {
    Action.READ_TIMETABLE: _READERS_AND_EDUCATOR,
    Action.READ_HOMEWORK: _READERS_AND_EDUCATOR,
    Action.READ_MARKS: _READERS_AND_TRUSTED,
    Action.READ_ATTENDANCE: _READERS_AND_EDUCATOR,
    Action.READ_FINAL_MARKS: _READERS_AND_TRUSTED,
    Action.READ_EVENTS: _READERS_AND_EDUCATOR,
    # Being told of letters about the pupil; whose letter it is, the letter says.
    Action.READ_MESSAGES: _READERS,
    # Either parent may end what one of them began (R010).
    Action.NAME_TRUSTED: {Role.GUARDIAN: _CHILD},
    Action.READ_TRUSTED: {
        Role.GUARDIAN: _CHILD,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
    Action.END_TRUST: {Role.GUARDIAN: _CHILD},
    Action.READ_TEACHING_DAY: {
        Role.TEACHER: _SELF,
        Role.HOMEROOM_TEACHER: _SELF,
        Role.EDUCATOR: _SELF,
        Role.EXTRA_TEACHER: _SELF,
    },
    Action.READ_LESSON: {
        **_TEACHERS,
        Role.EDUCATOR: _LESSON,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
    Action.TAKE_ATTENDANCE: {
        **_TEACHERS,
        Role.EDUCATOR: _LESSON,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
    },
    Action.SET_MARK: _TEACHERS,
    Action.SET_HOMEWORK: _TEACHERS,
    Action.SET_TOPIC: {**_TEACHERS, Role.EDUCATOR: _LESSON},
    Action.SET_FINAL_MARK: {**_TEACHERS, Role.HOMEROOM_TEACHER: _CLASS},
    Action.READ_CLASS: {
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.EDUCATOR: _GROUP,
        Role.SECRETARY: _SCHOOL,
        Role.DEPUTY_PRINCIPAL: _SCHOOL,
        Role.PRINCIPAL: _SCHOOL,
    },
    Action.ISSUE_CODE: {Role.HOMEROOM_TEACHER: _CLASS, Role.SYSTEM_ADMIN: _SCHOOL},
    Action.WRITE_TO_FAMILIES: {Role.HOMEROOM_TEACHER: _CLASS},
    Action.ANSWER_MESSAGE: {
        Role.GUARDIAN: _SELF,
        Role.STUDENT: _SELF,
        Role.TEACHER: _SELF,
        Role.HOMEROOM_TEACHER: _SELF,
        Role.EXTRA_TEACHER: _SELF,
        Role.EDUCATOR: _SELF,
    },
    # Families for the child; staff have quiet hours of their own.
    Action.CHOOSE_NOTICES: {
        Role.GUARDIAN: _CHILD,
        Role.TRUSTED_CONTACT: _ENTRUSTED,
        Role.STUDENT: _SELF,
        Role.TEACHER: _SELF,
        Role.HOMEROOM_TEACHER: _SELF,
        Role.EDUCATOR: _SELF,
        Role.EXTRA_TEACHER: _SELF,
        Role.WORKING_GROUP: _SELF,
        Role.DEPUTY_PRINCIPAL: _SELF,
        Role.PRINCIPAL: _SELF,
        Role.SYSTEM_ADMIN: _SELF,
        Role.SECRETARY: _SELF,
    },
    # «Это не я»: who is told of a new binding may end it.
    Action.END_BINDING: {
        Role.STUDENT: _SELF,
        Role.GUARDIAN: _CHILD,
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.SYSTEM_ADMIN: _SCHOOL,
    },
    # The school can prove who was told of what and when (S1, S4 П3.4).
    Action.READ_DELIVERY: {
        Role.HOMEROOM_TEACHER: _CLASS,
        **_MANAGEMENT,
    },
    Action.READ_OWN_NEWS: {Role.STUDENT: _SELF, Role.GUARDIAN: _CHILD},
    # What a mistake kept from leaving; without names for who may read no diary.
    Action.RESEND_NOTICES: _OFFICE,
    # R012, R013: the management by its office, anybody else what the director lets them see.
    Action.READ_SUMMARY: {
        **_MANAGEMENT,
        Role.TEACHER: _GRANTED,
        Role.HOMEROOM_TEACHER: _GRANTED,
        Role.EDUCATOR: _GRANTED,
        Role.EXTRA_TEACHER: _GRANTED,
        Role.WORKING_GROUP: _GRANTED,
        Role.SYSTEM_ADMIN: _GRANTED,
        Role.SECRETARY: _GRANTED,
    },
    Action.GRANT_SUMMARY: {Role.PRINCIPAL: _SCHOOL},
    # Staff and their roles (R003, R004, R027); nobody grants above themselves.
    Action.READ_STAFF: {**_OFFICE, Role.SECRETARY: _SCHOOL},
    Action.EDIT_STAFF: _OFFICE,
    Action.GRANT_LEADERSHIP: {Role.PRINCIPAL: _SCHOOL},
    Action.GRANT_TEACHING: _OFFICE,
    Action.ISSUE_STAFF_CODE: _OFFICE,
    # The register of responsible persons (R021).
    Action.READ_DUTIES: _OFFICE,
    Action.EDIT_DUTIES: {Role.PRINCIPAL: _SCHOOL},
    # One's own data and the child's (152-ФЗ art. 14, 20, 21; R024, R028).
    Action.COPY_DATA: {Role.STUDENT: _SELF, Role.GUARDIAN: _CHILD},
    Action.ASK_DATA_CHANGE: {Role.GUARDIAN: _CHILD},
    Action.DECIDE_DATA_CHANGE: {Role.HOMEROOM_TEACHER: _CLASS, Role.SYSTEM_ADMIN: _SCHOOL},
    Action.ASK_ERASURE: {Role.GUARDIAN: _CHILD, Role.SYSTEM_ADMIN: _SCHOOL},
    Action.READ_ERASURES: _OFFICE,
    Action.ERASE_DATA: {Role.SYSTEM_ADMIN: _SCHOOL},
    # The class list once a month (R029), and families that get a print-out (R114).
    Action.CHECK_CLASS_LIST: {Role.HOMEROOM_TEACHER: _CLASS},
    Action.READ_LIST_CHECKS: _OFFICE,
    Action.READ_OPT_OUTS: {Role.HOMEROOM_TEACHER: _CLASS, **_OFFICE},
    Action.REGISTER_OPT_OUT: {Role.HOMEROOM_TEACHER: _CLASS, Role.SYSTEM_ADMIN: _SCHOOL},
    # Three working days from the order to the code handed over (S4 П2.XII; R006).
    Action.WATCH_HANDOVER: {Role.HOMEROOM_TEACHER: _CLASS, **_OFFICE},
    Action.RECORD_ORDER: {
        Role.HOMEROOM_TEACHER: _CLASS,
        Role.SYSTEM_ADMIN: _SCHOOL,
        Role.SECRETARY: _SCHOOL,
    },
    # One's own chats and, for staff, a PIN before they write (R014, R015).
    Action.END_OWN_CHAT: dict.fromkeys(Role, _SELF),
    Action.SET_PIN: dict.fromkeys(STAFF_ROLES, _SELF),
    # Who did what and who looked (R016): of the own child, in the own name, in the own class.
    Action.READ_AUDIT: {
        Role.GUARDIAN: _CHILD,
        **dict.fromkeys(STAFF_ROLES, _SELF),
        Role.HOMEROOM_TEACHER: _SELF | _CLASS,
        **_OFFICE,
    },
    # Consents given and withdrawn (R022–R024): by the family, or from paper by the school.
    Action.GIVE_CONSENT: {Role.STUDENT: _SELF, Role.GUARDIAN: _CHILD},
    Action.READ_CONSENTS: {
        Role.STUDENT: _SELF,
        Role.GUARDIAN: _CHILD,
        Role.HOMEROOM_TEACHER: _CLASS,
        **_OFFICE,
    },
    Action.RECORD_CONSENT: {Role.HOMEROOM_TEACHER: _CLASS, Role.SYSTEM_ADMIN: _SCHOOL},
    # What staff sign (R030), and what the school decided to keep of people (R026).
    Action.RECORD_NONDISCLOSURE: {Role.SYSTEM_ADMIN: _SCHOOL, Role.PRINCIPAL: _SCHOOL},
    Action.DECIDE_FIELDS: {Role.SYSTEM_ADMIN: _SCHOOL, Role.PRINCIPAL: _SCHOOL},
    # What the school decided for itself (S4 П2.II «утверждённой руководителем»; R089, R165).
    Action.READ_RULES: _OFFICE,
    Action.EDIT_RULES: {Role.SYSTEM_ADMIN: _SCHOOL, Role.PRINCIPAL: _SCHOOL},
}


WITHOUT_CONSENT = frozenset(
    {
        Action.ASK_ERASURE,
        Action.END_BINDING,
        Action.END_OWN_CHAT,
        Action.END_TRUST,
        Action.GIVE_CONSENT,
        Action.READ_CONSENTS,
    }
)
"""All that a family may do while a consent is missing: nothing of the child is shown by it.

A copy is not among them, though nobody may be refused it (152-ФЗ art. 14): sent by Telegram it
would cross the border, so the school hands it over (docs/decisions/0027).
"""

WITHOUT_NOTE = frozenset(
    {
        Action.CHOOSE_NOTICES,
        Action.DECIDE_FIELDS,
        Action.EDIT_RULES,
        Action.END_OWN_CHAT,
        Action.READ_RULES,
        Action.READ_TEACHING_DAY,
        Action.RECORD_NONDISCLOSURE,
        Action.RESEND_NOTICES,
        Action.SET_PIN,
    }
)
"""All that staff may do before they have signed what the school asks of them: no personal data."""

ENTRUSTABLE = tuple(
    action
    for action in READINGS
    if Role.TRUSTED_CONTACT in TABLE[action] and Role.GUARDIAN in TABLE[action]
)
"""What a guardian may let somebody else see: no more than they see themselves (R010)."""


def entrusted(ticked: Iterable[Action]) -> frozenset[Action]:
    """The rights of a trusted person's hat while the trust holds.

    Whoever is told anything chooses how.
    """
    rights = frozenset(ticked).intersection(ENTRUSTABLE)
    return rights | {Action.CHOOSE_NOTICES} if rights else rights
