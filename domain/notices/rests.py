"""Who is left in peace until when, as every sending process of a bot is to know it."""

from datetime import datetime
from typing import Protocol

EVERYBODY = 0
"""In place of a chat: all chats of the bot. Telegram gives no chat this number."""


class RestStore(Protocol):
    """Rests that outlive the process. Whoever leases messages leaves out the chats that rest."""

    async def rest(self, bot_id: int, chat_id: int, until: datetime) -> None:
        """Nothing to this chat, or to `EVERYBODY`, before `until`; a later end set before holds."""

    async def ends(self, bot_id: int) -> dict[int, datetime]:
        """When each chat's rest ends, of the rests that are not over."""

    async def forget_over(self) -> int:
        """Removes the rests that are over, of every bot; their number."""
