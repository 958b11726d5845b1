"""Who is left in peace until when, as every sending process of a bot is to know it."""

from datetime import datetime, timedelta
from typing import Protocol

EVERYBODY = 0
"""In place of a chat: all chats of the bot. Telegram gives no chat this number."""


LONGEST_REST = timedelta(hours=24)
"""After a day it is tried once more; a rest that ends later was set by a clock that was ahead."""


class RestStore(Protocol):
    """Rests that outlive the process. Whoever leases messages leaves out the chats that rest."""

    async def rest(self, bot_id: int, chat_id: int, until: datetime) -> None:
        """Nothing to this chat, or to `EVERYBODY`, before `until`; a later end set before holds.

        `LONGEST_REST` from now at most.
        """

    async def ends(self, bot_id: int) -> dict[int, datetime]:
        """When each chat's rest ends, of the rests that are not over."""

    async def forget_over(self) -> int:
        """Removes the rests that are over, of every bot; their number."""
