"""What is asked and answered about a PIN. What is typed is deleted and never shown."""

from dataclasses import replace

from domain.hat import Hat
from domain.pins.model import LONGEST, SHORTEST
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading
from handlers.pins.callbacks import ChangePin, NewPin, OpenPin, RemovePin
from handlers.screen import Button, Screen, Style
from handlers.settings.callbacks import OpenSettings
from handlers.words import _, n_


def pin_screen(hat: Hat, *, is_set: bool) -> Screen:
    """What a PIN does, and whether there is one."""
    minutes = int(hat.school.policy.pin_idle.total_seconds() // 60)
    what = n_(
        "After {count} minute without a change the bot asks for it before the next one: marks,"
        " roll calls, codes, messages.",
        "After {count} minutes without a change the bot asks for it before the next one: marks,"
        " roll calls, codes, messages.",
        minutes,
    )
    back = [Button(_("‹ Back"), OpenSettings())]
    if not is_set:
        none: list[Block] = [Heading(_("PIN")), _("You have none."), what]
        return Screen(none, [[Button(_("Set a PIN"), NewPin(), Style.PRIMARY)], back])
    blocks: list[Block] = [Heading(_("PIN")), _("Your PIN is set."), what]
    change = [Button(_("Another PIN"), ChangePin()), Button(_("Remove"), RemovePin(), Style.DANGER)]
    return Screen(blocks, [change, back])


def ask_new_screen() -> Screen:
    return Screen(
        [
            Heading(_("New PIN")),
            _("Type {shortest} to {longest} digits. The message is deleted at once.").format(
                shortest=SHORTEST, longest=LONGEST
            ),
        ],
        [[Button(_("‹ Back"), OpenPin())]],
    )


def ask_again_screen() -> Screen:
    return Screen([_("Type the same digits once more.")], [[Button(_("‹ Back"), OpenPin())]])


def differs_screen(refused: Screen, *, is_set: bool) -> Screen:
    """The question stays; whoever mistyped the first one begins again."""
    again = Button(_("Start over"), ChangePin() if is_set else NewPin(), Style.PRIMARY)
    return replace(refused, keyboard=[[again], [Button(_("‹ Cancel"), OpenPin())]])


def ask_old_screen() -> Screen:
    return Screen([_("Type the PIN that you have now.")], [[Button(_("‹ Back"), OpenPin())]])


def wall_screen() -> Screen:
    """Before a write, once the chat has lain idle."""
    return Screen(
        [_("Type your PIN: then it goes on. The message is deleted at once.")],
        [[Button(_("Menu"), OpenMenu())]],
    )


def wrong_screen() -> Screen:
    """The question stays."""
    return Screen(
        [_("This PIN does not fit. Type it again; who has forgotten it asks the administrator.")],
        [[Button(_("Menu"), OpenMenu())]],
    )


def right_screen() -> Screen:
    """The PIN fits and what was wanted is not there any more."""
    return Screen([_("The PIN fits.")], [[Button(_("Menu"), OpenMenu())]])
