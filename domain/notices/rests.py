"""Who is left in peace until when, as every sending process of a bot is to know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

EVERYBODY = 0
"""Stands for all chats of the bot; Telegram gives no chat this number."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing is sent to this chat, or to `EVERYBODY`, before `until`."""

    chat_id: int
    until: datetime


class RestStore(Protocol):
    """Rests that outlive the process. Whoever leases messages leaves out the chats that rest."""

    async def rest(self, bot_id: int, rests: Iterable[Rest]) -> None:
        """Adds them; where a chat rests already the later end holds."""

    async def ends(self, bot_id: int) -> dict[int, datetime]:
        """When each chat's rest ends, of the rests that are not over."""

    async def forget_over(self) -> int:
        """Removes the rests that are over, of every bot; their number."""
