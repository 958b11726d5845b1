"""Updates between being taken from Telegram and being handled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Received:
    """An update as Telegram sent it; `user_id`: whose order it is kept in, 0 for nobody's."""

    update_id: int
    user_id: int
    body: str  # JSON


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored update that is not handled. `is_effected`: only its answer may be missing."""

    update_id: int
    body: str
    received_at: datetime
    is_effected: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """A person with waiting updates, and the first of them."""

    user_id: int
    first_update_id: int


class InboxStore(Protocol):
    """Updates by the bot that took them and Telegram's number."""

    async def put(self, bot_id: int, updates: Sequence[Received]) -> bool:
        """Stores what is new and keeps what is there; whether all of it certainly was new."""

    async def effect(self, bot_id: int, update_id: int) -> bool:
        """Claims the effect of an update for this transaction; False when it has had its effect.

        Of two transactions that ask, the second waits for the end of the first.
        """

    async def mark_handled(self, bot_id: int, update_ids: Collection[int]) -> None:
        """What these said is forgotten; their numbers stay."""

    async def waiting(self, bot_id: int, user_id: int, limit: int) -> list[Waiting]:
        """The person's first updates that are not handled, in their order."""

    async def queues(
        self, bot_id: int, stored_until: datetime, after: int, limit: int
    ) -> list[Queue]:
        """People with updates stored until then, by their first one, those up to `after` passed."""

    async def forget(self, before: datetime, most: int) -> int:
        """Drops so many numbers of updates handled that were taken before; how many it were."""

    async def give_up(self, before: datetime) -> int:
        """Drops updates taken before and never handled; how many."""
