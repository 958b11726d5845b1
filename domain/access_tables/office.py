"""Rights of the school's office: staff, codes, summaries, papers, rules and the log."""

from domain.access_tables.who import (
    CHILD,
    CLASS,
    ENTRUSTED,
    GRANTED,
    MANAGEMENT,
    OFFICE,
    SCHOOL,
    SELF,
    Rights,
)
from domain.actions import Action
from domain.roles import STAFF_ROLES, Role

TABLE: Rights = {
    Action.ISSUE_CODE: {Role.HOMEROOM_TEACHER: CLASS, Role.SYSTEM_ADMIN: SCHOOL},
    # The school can prove who was told of what and when (S1, S4 П3.4).
    Action.READ_DELIVERY: {
        Role.HOMEROOM_TEACHER: CLASS,
        **MANAGEMENT,
    },
    # What a mistake kept from leaving; without names for who may read no diary.
    Action.RESEND_NOTICES: OFFICE,
    # R012, R013: the management by its office, anybody else what the director lets them see.
    Action.READ_SUMMARY: {
        **MANAGEMENT,
        Role.TEACHER: GRANTED,
        Role.HOMEROOM_TEACHER: GRANTED,
        Role.EDUCATOR: GRANTED,
        Role.EXTRA_TEACHER: GRANTED,
        Role.WORKING_GROUP: GRANTED,
        Role.SYSTEM_ADMIN: GRANTED,
        Role.SECRETARY: GRANTED,
    },
    Action.GRANT_SUMMARY: {Role.PRINCIPAL: SCHOOL},
    # Staff and their roles (R003, R004, R027); nobody grants above themselves.
    Action.READ_STAFF: {**OFFICE, Role.SECRETARY: SCHOOL},
    Action.EDIT_STAFF: OFFICE,
    Action.GRANT_LEADERSHIP: {Role.PRINCIPAL: SCHOOL},
    Action.GRANT_TEACHING: OFFICE,
    Action.ISSUE_STAFF_CODE: OFFICE,
    # The register of responsible persons (R021).
    Action.READ_DUTIES: OFFICE,
    Action.EDIT_DUTIES: {Role.PRINCIPAL: SCHOOL},
    Action.READ_ERASURES: OFFICE,
    Action.ERASE_DATA: {Role.SYSTEM_ADMIN: SCHOOL},
    # The class list once a month (R029), and families that get a print-out (R114).
    Action.CHECK_CLASS_LIST: {Role.HOMEROOM_TEACHER: CLASS},
    Action.READ_LIST_CHECKS: OFFICE,
    Action.READ_OPT_OUTS: {Role.HOMEROOM_TEACHER: CLASS, **OFFICE},
    Action.PRINT_WEEK: {Role.HOMEROOM_TEACHER: CLASS, **MANAGEMENT},
    Action.REGISTER_OPT_OUT: {Role.HOMEROOM_TEACHER: CLASS, Role.SYSTEM_ADMIN: SCHOOL},
    # Three working days from the order to the code handed over (S4 П2.XII; R006).
    Action.WATCH_HANDOVER: {Role.HOMEROOM_TEACHER: CLASS, **OFFICE},
    Action.RECORD_ORDER: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.SYSTEM_ADMIN: SCHOOL,
        Role.SECRETARY: SCHOOL,
    },
    # Who is reminded of what is missing in the journal, and who sees what is overdue (R073).
    Action.READ_OWN_GAPS: dict.fromkeys(STAFF_ROLES, SELF),
    Action.READ_SCHOOL_GAPS: OFFICE,
    # Marks of pupils are in them, so the administrator has them not.
    Action.READ_REPORTS: MANAGEMENT,
    Action.SAY_DONE: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.SYSTEM_ADMIN: SCHOOL,
    },
    # One's own chats and, for staff, a PIN before they write (R014, R015).
    Action.END_OWN_CHAT: dict.fromkeys(Role, SELF),
    Action.SET_PIN: dict.fromkeys(STAFF_ROLES, SELF),
    # Who did what and who looked (R016): of the own child, in the own name, in the own class.
    Action.READ_AUDIT: {
        Role.GUARDIAN: CHILD,
        **dict.fromkeys(STAFF_ROLES, SELF),
        Role.HOMEROOM_TEACHER: SELF | CLASS,
        **OFFICE,
    },
    # What staff sign (R030), and what the school decided to keep of people (R026).
    Action.RECORD_NONDISCLOSURE: {Role.SYSTEM_ADMIN: SCHOOL, Role.PRINCIPAL: SCHOOL},
    Action.DECIDE_FIELDS: {Role.SYSTEM_ADMIN: SCHOOL, Role.PRINCIPAL: SCHOOL},
    # What the school decided for itself (S4 П2.II «утверждённой руководителем»; R089, R165).
    Action.READ_RULES: OFFICE,
    Action.EDIT_RULES: {Role.SYSTEM_ADMIN: SCHOOL, Role.PRINCIPAL: SCHOOL},
    # R060, S4 П2.I: each is for some roles and grades besides (domain.school_documents.rules).
    Action.READ_DOCUMENTS: {
        Role.STUDENT: SELF,
        Role.GUARDIAN: CHILD,
        Role.TRUSTED_CONTACT: ENTRUSTED,
        **dict.fromkeys(STAFF_ROLES, SCHOOL),
    },
    Action.KEEP_DOCUMENTS: {Role.DEPUTY_PRINCIPAL: SCHOOL, Role.SYSTEM_ADMIN: SCHOOL},
}
