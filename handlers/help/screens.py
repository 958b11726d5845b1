"""Short help for each role, and answers to what was not understood."""

from domain.access import Role
from domain.actor import Actor
from domain.hat import Hat
from handlers.commands import commands_for
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading
from handlers.screen import Button, Keyboard, Screen
from handlers.words import _, in_sentence


def stranger_screen() -> Screen:
    """Whatever a chat that is not connected asks for: what this is, and how to get in (R018)."""
    return Screen(
        [
            Heading(_("This is the school diary")),
            _("Timetable, homework, marks and attendance, and a message when something is new."),
            "",
            _(
                "To connect, send the one-time code from your slip just as it is printed,"
                " or open its link."
            ),
            _(
                "Families and pupils get a code from the homeroom teacher,"
                " staff from the school's administrator."
            ),
            "",
            _("Another language: /language"),
        ]
    )


def help_screen(actor: Actor) -> Screen:
    """What there is for this person, and who stands behind it (R031: name the operator)."""
    hat = actor.require_hat()
    blocks: list[Block] = [Heading(_("Help"))]
    blocks += [
        f"/{command} — {in_sentence(description)}"
        for command, description in commands_for(actor.hats)
        if command != "help"
    ]
    blocks += ["", *_about(hat)]
    return Screen(blocks, _to_menu())


def unknown_screen() -> Screen:
    """Free text, a sticker, a photo, an unknown command."""
    return Screen(
        [
            _("That was not understood, and nobody will read it: a program answers here."),
            _("Everything is in the menu; the commands are in /help."),
        ],
        _to_menu(),
    )


def text_only_screen() -> Screen:
    """Something else came where a text was asked for; the question stays."""
    return Screen([_("Only a text can be taken here. Type it, or go elsewhere.")], _to_menu())


def old_button_screen() -> Screen:
    """A button whose meaning is gone; the message itself is left as it is."""
    return Screen(
        [_("This button does not work any more. Here is the menu.")], _to_menu(), as_new=True
    )


def _about(hat: Hat) -> list[Block]:
    lines: list[Block] = [
        _("The diary is kept by {school}; it answers for the data.").format(
            school=hat.school.operator
        )
    ]
    if Role.TRUSTED_CONTACT in hat.roles:
        lines.append(_("What you see was chosen by a parent: ask them for more."))
    elif hat.student is None:
        if Role.SYSTEM_ADMIN not in hat.roles:
            lines.append(_("Codes and mistakes in lists: the school's administrator."))
    else:
        lines.append(_("Codes and mistakes in names or classes: the homeroom teacher."))
        lines.append(_("A wrong mark or absence: the teacher of the subject."))
    return lines


def _to_menu() -> Keyboard:
    return [[Button(_("Menu"), OpenMenu())]]
