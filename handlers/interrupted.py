"""What is said when a restart came between a deed and its answer."""

from handlers.menu.callbacks import OpenMenu
from handlers.screen import Button, Screen
from handlers.words import _


def interrupted() -> Screen:
    """Below whatever the chat shows: a message that was to become another one may be a record."""
    return Screen(
        [_("Done. The bot was restarting and could not show it at once.")],
        [[Button(_("Menu"), OpenMenu())]],
        toast=_("Done"),
        as_new=True,
        new_commands=True,  # if that was it
    )
