"""What there is to ask for: Telegram's menu of commands, and the list that /help gives."""

from collections.abc import Sequence

from domain.access import Hat, Role
from handlers.words import _

Commands = list[tuple[str, str]]


def commands_for(hats: Sequence[Hat] = ()) -> Commands:
    """Commands with their descriptions (1–256 characters), most used first; no hats: a stranger."""
    anybody = [("language", _("Language")), ("help", _("Help"))]
    if not hats:
        return [("start", _("Connect with a code")), *anybody]
    children = [("children", _("Another child or role"))]
    return [
        ("menu", _("First screen")),
        *_of_staff(hats),
        *_of_diaries(hats),
        *(children if len(hats) > 1 else []),
        *_of_letters(hats),
        ("settings", _("Settings")),
        *anybody,
        ("leave", _("Disconnect this chat")),
    ]


def _of_staff(hats: Sequence[Hat]) -> Commands:
    found = []
    if any(hat.teaches for hat in hats):
        found.append(("lessons", _("My lessons: roll call, marks, homework")))
    if any(Role.HOMEROOM_TEACHER in hat.roles for hat in hats):
        found.append(("class", _("My class: families, codes, messages")))
    elif any(hat.has_classes for hat in hats):
        found.append(("class", _("Classes of the school")))
    if any(hat.reads_staff for hat in hats):
        found.append(("staff", _("Staff: roles, codes, cards")))
    return found


def _of_diaries(hats: Sequence[Hat]) -> Commands:
    diaries = [(hat.student, hat.school.policy) for hat in hats if hat.student is not None]
    if not diaries:
        return []
    has_homework = any(policy.has_homework(child.grade_level) for child, policy in diaries)
    has_marks = any(policy.has_marks(child.grade_level) for child, policy in diaries)
    return [
        ("schedule", _("Timetable")),
        *([("homework", _("Homework set"))] if has_homework else []),
        *([("marks", _("Marks"))] if has_marks else []),
        ("attendance", _("Missed lessons")),
        *([("finals", _("Final marks"))] if has_marks else []),
    ]


def _of_letters(hats: Sequence[Hat]) -> Commands:
    if any(hat.student is not None for hat in hats):
        return [
            ("messages", _("Messages from the school")),
            ("notifications", _("Which notifications to get")),
        ]
    if any(hat.writes_letters for hat in hats):
        return [("messages", _("Messages to parents"))]
    return []
