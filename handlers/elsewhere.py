"""Where the diary does not talk: groups and channels."""

from handlers.screen import Screen
from handlers.words import _


def elsewhere(bot_name: str) -> Screen:
    """A pupil's data is for one family; in a group there are others."""
    return Screen(
        [_("The diary talks only in a private chat: open @{bot}.").format(bot=bot_name)],
        toast=_("Only in a private chat"),
        as_new=True,
    )
