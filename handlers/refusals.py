"""Refusals of the core in words: what is wrong and what to do instead."""

from collections.abc import Callable, Mapping

from domain.errors import Denied, DomainError, NotFound, TryLater, Unbound
from handlers.help.screens import stranger_screen
from handlers.menu.callbacks import OpenMenu
from handlers.screen import Button, Screen
from handlers.words import _, n_


def refusal(error: DomainError) -> Screen:
    """A short screen with a way on. Foreign and missing ids get equal words (R009)."""
    if isinstance(error, Unbound):
        return stranger_screen()
    return Screen([_text(error)], [[Button(_("Menu"), OpenMenu())]])


def _text(error: DomainError) -> str:
    match error:
        case NotFound() | Denied():
            return _("This is not here any more, or is not yours to see. Open the menu.")
        case TryLater():
            minutes = -(-error.params["seconds"] // 60)
            return n_(
                "Too many attempts. Try again in {count} minute.",
                "Too many attempts. Try again in {count} minutes.",
                minutes,
            )
    return REFUSALS[error.code]().format(**error.params)


# Every code a use case refuses with stands here; a test compares the two.
REFUSALS: Mapping[str, Callable[[], str]] = {
    "bad_code": lambda: _(
        "This code does not fit. Check it, or ask the homeroom teacher for a new one."
    ),
    "undo_for_adults": lambda: _(
        "Only your parents or the homeroom teacher can disconnect a parent. Tell them."
    ),
    "undo_too_late": lambda: _(
        "This was connected long ago. Ask the homeroom teacher to disconnect it."
    ),
    "no_diary": lambda: _("There is no pupil's diary here. Ask the homeroom teacher for a code."),
}
