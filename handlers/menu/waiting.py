"""What waits for a person of the staff, as numbers on the buttons of the first screen."""

from typing import NamedTuple

from handlers.messages.callbacks import OpenMessages
from handlers.screen import Button
from handlers.unlocks.callbacks import OpenUnlocks
from handlers.words import _


class Waiting(NamedTuple):
    """Unread messages, and requests to open marks."""

    messages: int = 0
    unlocks: int = 0


def messages_button(count: int) -> Button:
    text = _("Messages")
    return Button(f"{text} · {count}" if count else text, OpenMessages())


def corrections_button(count: int) -> Button:
    text = _("Corrections")
    return Button(f"{text} · {count}" if count else text, OpenUnlocks())
