"""What the tables and columns of a copy are called, and what their codes mean."""

from collections.abc import Callable, Mapping
from functools import partial

from domain.trust.model import ContactRelation
from handlers.audit.action_names import names as action_names
from handlers.audit.words import role_words
from handlers.documents.archive_absences import (
    ABSENCE_CODED,
    ABSENCE_CODES,
    absence_titles,
)
from handlers.mark_words import of_code
from handlers.trust.names import relation_name
from handlers.words import _, c_


def column_titles() -> Mapping[str, str]:
    """By column; those of a person are written as one (`handlers.documents.archive`)."""
    return {**_of_people(), **_of_journal(), **absence_titles(), **_of_chats(), **_of_papers()}


def _of_people() -> dict[str, str]:
    return {
        "who": _("Who"),
        "about": _("Whose data"),
        "child": _("Child"),
        "guardian": _("Parent"),
        "teacher": _("Teacher"),
        "sender": _("From whom"),
        "named": _("Trusted person"),
        "sourced_id": _("Number in the school's system"),
        "family_name": _("Surname"),
        "given_name": _("First name"),
        "middle_name": _("Patronymic"),
        "sex": _("Sex"),
        "birth_date": _("Birth date"),
        "is_active": _("At the school"),
        "relation": _("Relation"),
        "begins": c_("column", "From"),
        "ends": c_("column", "Ended"),
        "moved_on": _("Moved by the school on"),
        "school_class": _("Class"),
        "section": _("Group"),
        "role": _("Role"),
        "is_decided": _("By a decision"),
        "position": _("Position"),
        "pay_grade": _("Pay grade"),
        "category": _("Category"),
        "specialty": _("Specialty"),
    }


def _of_journal() -> dict[str, str]:
    return {
        "date": _("Date"),
        "subject": _("Subject"),
        "value": c_("column", "Mark"),
        "code": c_("column", "Written as"),
        "work_type": _("Work"),
        "weight": _("Weight"),
        "topic": _("Topic"),
        "comment": _("Comment"),
        "set_at": c_("column", "Entered"),
        "written_at": c_("column", "Entered"),
        "withdrawn_at": c_("column", "Taken back"),
        "removed_at": c_("column", "Taken away"),
        "old_value": c_("column", "Before"),
        "old_code": c_("column", "Before, written as"),
        "new_value": c_("column", "After"),
        "new_code": c_("column", "After, written as"),
        "nth": _("Which one"),
        "answer": _("Answer"),
        "open_until": _("Open until"),
        "chosen": _("Answers chosen"),
        "is_right": _("Right"),
        "answered_at": c_("column", "Answered"),
        "changed_at": c_("column", "Changed"),
        "period": _("Period"),
        "lesson_number": _("Lesson"),
        "name": _("File name"),
        "mime": _("Type of file"),
        "size": _("Size, bytes"),
        "added_at": c_("column", "Entered"),
        "status": _("Status"),
        "reason": _("Reason"),
        "minutes_late": _("Minutes late"),
        "recorded_at": c_("column", "Entered"),
        "old_status": c_("column", "Before"),
        "new_status": c_("column", "After"),
    }


def _of_chats() -> dict[str, str]:
    return {
        "chat_id": _("Telegram chat"),
        "used_by_chat_id": _("Telegram chat"),
        "locale": _("Language"),
        "plain_text": _("Tables as text"),
        "typing": _("Is asked for"),
        "unreachable_since": _("Does not receive since"),
        "unreachable_reason": _("Why not"),
        "returned_at": _("Receives again since"),
        "told_at": _("Last told"),
        "created_at": c_("column", "Made"),
        "used_on": _("Last used"),
        "until": _("Until"),
        "bound_at": c_("column", "Connected"),
        "ended_at": c_("column", "Ended"),
        "version": _("Version"),
        "accepted_at": c_("column", "Accepted"),
        "issued_at": c_("column", "Issued"),
        "expires_at": _("Valid until"),
        "used_at": c_("column", "Used"),
        "revoked_at": c_("column", "Revoked"),
        "handed_at": c_("column", "Handed over"),
        "at": _("When"),
        "action": _("What"),
        "kind": _("What of"),
        "choice": _("When to tell"),
        "state": _("State"),
        "attempts": _("Attempts"),
        "due_at": _("To leave"),
        "due_date": _("Due"),
        "planned_at": _("Planned"),
        "told": _("Told as"),
        "doubtful_since": _("Outcome unknown since"),
        "was_missed": _("Missed"),
        "is_continued": _("Goes on"),
        "is_urgent": _("Urgent"),
        "sent_at": c_("column", "Sent"),
        "delivered_at": c_("column", "Delivered"),
        "read_at": c_("column", "Read"),
        "week_ends": _("Week until"),
        "reminded_on": _("Reminded on"),
        "text": _("Text"),
        "quiet_from": _("Quiet from"),
        "quiet_until": _("Quiet until"),
        "hides_details": _("Without details"),
    }


def _of_papers() -> dict[str, str]:
    return {
        "purpose": _("For what"),
        "way": _("How"),
        "given_at": c_("column", "Given"),
        "paper_number": _("Paper, number"),
        "paper_date": _("Paper, date"),
        "end_reason": _("Why ended"),
        "end_paper_number": _("Paper on the end, number"),
        "end_paper_date": _("Paper on the end, date"),
        "named_at": c_("column", "Named"),
        "warned_for": _("Reminded of the end"),
        "told_over": _("Told of the end"),
        "number": _("Number"),
        "field": _("Field"),
        "asked_at": c_("column", "Asked"),
        "decided_at": c_("column", "Decided"),
        "settled_at": _("In the school's system since"),
        "statement_number": _("Statement, number"),
        "statement_date": _("Statement, date"),
        "due_on": _("Last day"),
        "act_number": _("Act, number"),
        "email": _("E-mail"),
        "email_typed": _("E-mail, to be looked at"),
        "email_at": _("E-mail since"),
        "day": _("Last day of the sheet"),
        "closed_at": c_("column", "Over"),
        "failure": _("Why not"),
        "signed_on": c_("column", "Signed"),
    }


def code_words(column: str, value: object) -> str | None:
    """What a stored code means; None for what is no code."""
    if column in ("quiet_from", "quiet_until") and isinstance(value, int):
        return f"{value // 60}:{value % 60:02}"
    if not isinstance(value, str):
        return None
    if column in ("code", "old_code", "new_code"):
        return of_code(value)
    if column == "role":
        return role_words(value) or value
    if column == "action":
        return action_names().get(value, value)
    words = _CODES.get(value) if column in _CODED else None
    return words() if words else None


_CODED = ABSENCE_CODED | frozenset(
    {
        "sex",
        "status",
        "old_status",
        "new_status",
        "reason",
        "state",
        "kind",
        "choice",
        "field",
        "way",
        "purpose",
        "relation",
        "end_reason",
        "failure",
        "unreachable_reason",
    }
)
_CODES: Mapping[str, Callable[[], str]] = {
    **ABSENCE_CODES,
    "f": lambda: c_("sex", "female"),
    "m": lambda: c_("sex", "male"),
    "present": lambda: c_("archive", "was there"),
    "absent": lambda: c_("archive", "was not there"),
    "late": lambda: c_("archive", "was late"),
    "unknown": lambda: _("reason not known"),
    "ill": lambda: _("illness"),
    "excused": lambda: _("valid reason"),
    "unexcused": lambda: _("no valid reason"),
    "pending": lambda: c_("archive", "waits"),
    "leased": lambda: c_("archive", "is being sent"),
    "uncertain": lambda: c_("archive", "outcome unknown"),
    "sent": lambda: c_("archive", "sent"),
    "superseded": lambda: c_("archive", "replaced by a later one"),
    "suppressed": lambda: c_("archive", "not sent"),
    "dead": lambda: c_("archive", "not sent because of an error"),
    "open": lambda: c_("archive", "waits for an answer"),
    "accepted": lambda: c_("archive", "accepted"),
    "declined": lambda: c_("archive", "declined"),
    "done": lambda: c_("archive", "done"),
    "withdrawn": lambda: c_("archive", "taken back"),
    "absence": lambda: _("Absences"),
    "mark": lambda: _("Marks"),
    "final_mark": lambda: _("Final marks"),
    "remark": lambda: c_("button", "Remarks and praise"),
    "note": lambda: c_("button", "Remark"),
    "praise": lambda: c_("button", "Praise"),
    "message": lambda: _("Messages"),
    "lesson": lambda: _("Changed lessons"),
    "homework": lambda: c_("button", "Homework"),
    "tomorrow": lambda: _("The card “Tomorrow”"),
    "binding": lambda: _("Connections of chats"),
    "at_once": lambda: c_("archive", "at once"),
    "daytime": lambda: c_("archive", "at once while lessons run"),
    "evening": lambda: c_("archive", "in the evening"),
    "weekly": lambda: c_("archive", "once a week"),
    "off": lambda: c_("archive", "never"),
    "family_name": lambda: _("Surname"),
    "given_name": lambda: _("First name"),
    "middle_name": lambda: _("Patronymic"),
    "sex": lambda: _("Sex"),
    "birth_date": lambda: _("Birth date"),
    "bot": lambda: c_("archive", "in the bot"),
    "paper": lambda: c_("archive", "on paper"),
    "diary": lambda: c_("archive", "the diary"),
    "messenger": lambda: c_("archive", "delivery through a messenger"),
    "photo": lambda: c_("archive", "photos"),
    "document": lambda: _("Document"),
    "trusted": lambda: c_("archive", "a trusted person"),
    "parent": lambda: c_("archive", "parent"),
    "mother": lambda: c_("archive", "mother"),
    "father": lambda: c_("archive", "father"),
    "guardian": lambda: c_("archive", "guardian"),
    **{each.value: partial(relation_name, each) for each in ContactRelation},
    "blocked": lambda: c_("archive", "the bot is blocked"),
    "no_chat": lambda: c_("archive", "the account is gone"),
    "no_consent": lambda: c_("archive", "no consent"),
    "unwanted": lambda: c_("archive", "switched off"),
    "newer": lambda: c_("archive", "a later one says it"),
    "waiting": lambda: c_("archive", "waits"),
    "failed": lambda: c_("archive", "did not arrive"),
    "dropped": lambda: c_("archive", "not sent any more"),
    "not_taken": lambda: c_("archive", "the mail server did not take it"),
    "given_up": lambda: c_("archive", "tried for two days"),
    "no_server": lambda: c_("archive", "the program has no mail server"),
    "undone": lambda: c_("archive", "undone"),
}
