"""Telegram's menu of commands: what each role may ask for, in each language."""

from domain.access import Role
from domain.session import Session
from handlers.words import _


def commands_for(session: Session | None) -> list[tuple[str, str]]:
    """Commands with their descriptions (1–256 characters), most used first; None: a stranger."""
    hats = session.actor.hats if session else ()
    roles = {role for hat in hats for role in hat.roles}
    has_diary = any(hat.student is not None for hat in hats)
    has_marks = any(
        hat.student is not None and hat.school.policy.has_marks(hat.student.grade_level)
        for hat in hats
    )
    chosen = [("menu", _("First screen"))] if hats else [("start", _("Connect with a code"))]
    if Role.TEACHER in roles:
        chosen.append(("lessons", _("My lessons: roll call, marks, homework")))
    if Role.HOMEROOM_TEACHER in roles:
        chosen.append(("class", _("My class: families, codes, messages")))
    elif roles & {Role.DEPUTY_PRINCIPAL, Role.PRINCIPAL}:
        chosen.append(("class", _("Classes of the school")))
    if has_diary:
        chosen += _diary_commands(has_marks)
    if len(hats) > 1:
        chosen.append(("children", _("Another child or role")))
    if has_diary:
        chosen.append(("messages", _("Messages from the school")))
        chosen.append(("notifications", _("What to be told of")))
    elif any(hat.writes_letters for hat in hats):
        chosen.append(("messages", _("Messages to parents")))
    if hats:
        chosen.append(("settings", _("Settings")))
    chosen += [("language", _("Language")), ("help", _("Help"))]
    if hats:
        chosen.append(("leave", _("Disconnect this chat")))
    return chosen


def _diary_commands(has_marks: bool) -> list[tuple[str, str]]:
    schedule = [("schedule", _("Timetable"))]
    attendance = [("attendance", _("Missed lessons"))]
    if not has_marks:
        return schedule + attendance
    return [
        *schedule,
        ("homework", _("Homework set")),
        ("marks", _("Marks")),
        *attendance,
        ("finals", _("Final marks")),
    ]
