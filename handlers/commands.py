"""What there is to ask for: Telegram's menu of commands, and the list that /help gives."""

from collections.abc import Sequence

from domain.access import READINGS, Action, Role
from domain.diary import target_of
from domain.hat import Hat, allows
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
    if any(hat.watches_handover or Role.HOMEROOM_TEACHER in hat.roles for hat in hats):
        found.append(("codes", _("Codes: who has none yet")))
    if any(hat.reads_staff for hat in hats):
        found.append(("staff", _("Staff: roles, codes, cards")))
    return found


def _of_diaries(hats: Sequence[Hat]) -> Commands:
    read: set[Action] = set().union(*map(_sections, hats))
    found = (
        (Action.READ_TIMETABLE, "schedule", _("Timetable")),
        (Action.READ_HOMEWORK, "homework", _("Homework set")),
        (Action.READ_MARKS, "marks", _("Marks")),
        (Action.READ_ATTENDANCE, "attendance", _("Missed lessons")),
        (Action.READ_FINAL_MARKS, "finals", _("Final marks")),
    )
    return [(command, description) for action, command, description in found if action in read]


def _sections(hat: Hat) -> set[Action]:
    """What of the diary of this hat's child there is to ask for."""
    if hat.student is None:
        return set()
    policy, grade = hat.school.policy, hat.student.grade_level
    target = target_of(hat.student, hat.school)
    found = {each for each in READINGS if allows(hat, each, target)}
    if not policy.has_homework(grade):
        found.discard(Action.READ_HOMEWORK)
    if not policy.has_marks(grade):
        found -= {Action.READ_MARKS, Action.READ_FINAL_MARKS}
    return found


def _of_letters(hats: Sequence[Hat]) -> Commands:
    families = [hat for hat in hats if hat.student is not None]
    if families:
        letters = any(Role.TRUSTED_CONTACT not in hat.roles for hat in families)
        return [
            *([("messages", _("Messages from the school"))] if letters else []),
            ("notifications", _("Which notifications to get")),
        ]
    if any(hat.writes_letters for hat in hats):
        return [("messages", _("Messages to parents"))]
    return []
