"""Denials as they are kept: which chat was refused what and when; nothing of what it asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

WITHIN = timedelta(hours=1)  # a chat's denials are counted over so long
ALARMED_FOR = timedelta(days=1)  # of one chat the school hears so often at most
KEPT = timedelta(days=2)  # longer than they count; the log keeps its lines


@dataclass(frozen=True, slots=True)
class Collected:
    """How often a chat was denied something within the hour, and since when."""

    count: int
    since: datetime


class DenialStore(Protocol):
    """Denials of the last days and the alarms about chats."""

    async def is_alarmed(self, chat_id: int, since: datetime) -> bool:
        """Whether an alarm about this chat was raised since then."""

    async def note(self, chat_id: int, action: str) -> None: ...

    async def collected(self, chat_id: int, since: datetime) -> Collected: ...

    async def raise_alarm(self, chat_id: int, school_id: int, since: datetime) -> int:
        """Gives its id. It is closed at once: it tells of something that happened."""

    async def forget(self, before: datetime) -> int:
        """Drops older ones; gives their number."""
