"""«Уведомления»: what is told of one child, each kind switched in place."""

from collections.abc import Sequence

from domain.notices.model import Kind
from domain.people import Student
from domain.preferences.model import Choices
from handlers.notices.callbacks import OpenNotices, SwitchNotices
from handlers.page import Block, Footer, Heading
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.settings.callbacks import OpenSettings
from handlers.whose import whose
from handlers.words import _, shorten


def kind_name(kind: Kind) -> str:
    return {
        Kind.MARK: _("Marks"),
        Kind.ABSENCE: _("Absences"),
        Kind.FINAL_MARK: _("Final marks"),
        Kind.LESSON: _("Changed lessons"),
        Kind.MESSAGE: _("Messages from school"),
        Kind.BINDING: _("New readers of the diary"),
    }[kind]


def choices_screen(choices: Choices, siblings: Sequence[Student]) -> Screen:
    """`siblings` are the other children of this chat: one tap away."""
    blocks: list[Block] = [
        Heading(_("{child}: notifications").format(child=whose(choices.student))),
        *(_line(kind, is_on=choices.is_on(kind)) for kind in choices.kinds),
        _("{kind}: always").format(kind=kind_name(Kind.MESSAGE)),
        _("{kind}: always").format(kind=kind_name(Kind.BINDING)),
        Footer(_("What is switched off is still in the diary.")),
    ]
    return Screen(blocks, _keyboard(choices, siblings))


def _line(kind: Kind, *, is_on: bool) -> str:
    text = _("✓ {kind}: at once") if is_on else _("{kind}: switched off")
    return text.format(kind=kind_name(kind))


def _keyboard(choices: Choices, siblings: Sequence[Student]) -> Keyboard:
    student_id = choices.student.id
    switches = [_switch(student_id, kind, is_on=choices.is_on(kind)) for kind in choices.kinds]
    others = [Button(_other(sibling), OpenNotices(student_id=sibling.id)) for sibling in siblings]
    return [
        *in_columns(switches, 2),
        *in_columns(others, 2),
        [Button(_("‹ Back"), OpenSettings())],
    ]


def _switch(student_id: int, kind: Kind, *, is_on: bool) -> Button:
    """The button says the state; tapping it makes the other one."""
    name = kind_name(kind)
    return Button(
        f"✓ {name}" if is_on else name,
        SwitchNotices(student_id=student_id, kind=kind, on=not is_on),
        Style.SUCCESS if is_on else None,
    )


def _other(student: Student) -> str:
    return f"{shorten(student.given_name, MAX_BUTTON - 2)} ›"
