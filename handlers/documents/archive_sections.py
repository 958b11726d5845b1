"""What the tables of a copy are called."""

from collections.abc import Mapping

from handlers.words import _, c_


def section_titles() -> Mapping[str, str]:
    """By table, in the order in which they stand in the archive."""
    return {**_of_school(), **_of_chats()}


def _of_school() -> Mapping[str, str]:
    return {
        "person": _("The card"),
        "guardianship": _("Parents and children"),
        "enrollment": _("Classes"),
        "section_student": _("Subjects and groups"),
        "homework_student": _("Homework set for the pupil alone"),
        "submission": _("Work handed in"),
        "quiz_answer": _("Answers to quizzes"),
        "attachment": _("Files of work and of notes"),
        "mark": _("Marks"),
        "mark_change": _("Corrections of marks"),
        "mark_unlock": _("Marks opened after their term"),
        "remark": c_("section", "Remarks and praise"),
        "final_mark": _("Final marks"),
        "final_mark_change": _("Corrections of final marks"),
        "absence_document": _("Papers on absences"),
        "homeroom_session_student": _("Homeroom hours and briefings"),
        "announced_absence": _("Announced absences"),
        "attendance_event": _("Absences"),
        "attendance_change": _("Corrections of absences"),
    }


def _of_chats() -> Mapping[str, str]:
    return {
        "message": _("Messages"),
        "message_recipient": _("Delivery of messages"),
        "consent": _("Consents"),
        "consent_document": _("Texts of the consents"),
        "trusted_contact": _("Trusted persons"),
        "chat": _("Chats"),
        "chat_use": _("Last use of chats"),
        "chat_rest": _("Pauses of chats"),
        "binding": _("Connections of chats"),
        "rules_acceptance": _("Accepted rules on keeping access"),
        "invite": _("One-time codes"),
        "code_attempt": _("Codes typed"),
        "code_handover": _("Codes handed over"),
        "account_order": _("Orders of enrolment and hiring"),
        "denial": _("Refusals"),
        "notice": _("Notifications sent"),
        "notice_choice": _("Choices of notifications"),
        "notice_habits": _("Quiet hours"),
        "change_request": _("Requests to change the card"),
        "person_change": _("Changes of the card"),
        "erasure": _("Requests to erase data"),
        "week_read": _("Weeks confirmed as read"),
        "week_reminder": _("Reminders to read the diary"),
        "opt_out": _("Statements on print-outs"),
        "sheet_letter": _("Sheets of the week by e-mail"),
        "role_assignment": _("Work at the school: roles"),
        "staff_card": _("Work at the school: card"),
        "nondisclosure": _("Work at the school: non-disclosure"),
        "audit_record": _("Who did what with the data"),
    }
