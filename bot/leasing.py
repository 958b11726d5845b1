"""What may leave now, held by this process: so that two never send the same."""

import asyncio
import logging
from datetime import timedelta
from functools import partial

from bot.clock import Clock
from bot.counts import Counts
from bot.pace import Pace
from bot.rests import Rests
from domain.notices.outbox import Lease
from storage.database import Database
from storage.uow import SqlUnitOfWork

_log = logging.getLogger(__name__)

CALLS_AT_ONCE = 64
LEASE = timedelta(seconds=90)  # longer than any call may take
FRESH = timedelta(seconds=1)  # so long a place to leave in lasts: bot/pace.py


class Leasing:
    """Leases the next message of as many chats as may hear something now.

    While there is much to send, the next are leased while these are being called: a lease waits
    for its turn to write, and calls would wait with it.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bot_id: int,
        pace: Pace,
        rests: Rests,
        counts: Counts,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bot_id = bot_id
        self._pace = pace
        self._rests = rests
        self._counts = counts
        self._held: list[Lease] = []
        self._ahead: asyncio.Task[list[Lease]] | None = None
        self._ahead_at = clock()  # when it was begun, and what had been ordered by then
        self._ordered = 0
        self._is_flood = False
        self._is_more_due = False  # for all that the last look has shown

    @property
    def is_more(self) -> bool:
        """Whether something may be taken, for all that is known."""
        return self._is_more_due or bool(self._held) or self._ahead is not None

    @property
    def most(self) -> int:
        """Calls at once: fewer while Telegram is away."""
        return self._rests.at_most(CALLS_AT_ONCE)

    @property
    def is_in_trouble(self) -> bool:
        """Telegram is away or asks for patience: only the outbox knows who may be called now."""
        return self.most < CALLS_AT_ONCE

    @property
    def few(self) -> int:
        """Calls under way at which more are looked for: one costs a round as much as all."""
        return self.most // 2

    async def take(self, room: int) -> list[Lease]:
        """At most `room` messages that may leave now."""
        await self._settle_ahead()
        if not self._held:
            self._held = await self._lease_if_possible(room)
        taken, self._held = self._held[: max(0, room)], self._held[max(0, room) :]
        return taken

    def look_ahead(self) -> None:
        """Begins to lease what comes after what was taken last, if there is much of it."""
        if self._is_flood and not self._held and not self.is_in_trouble:
            self._ahead_at, self._ordered = self._clock(), self._rests.ordered
            self._ahead = asyncio.create_task(self._lease_if_possible(self.most))

    async def give_back_old(self) -> list[Lease]:
        """What is held, if only the outbox knows by now who may be called.

        Telegram has asked for patience since, even if it takes messages again; or there was no
        room for so long that the places are over, and that something may matter more.
        """
        await self._settle_ahead()
        is_overtaken = self.is_in_trouble or self._rests.ordered != self._ordered
        if not is_overtaken and abs(self._clock() - self._ahead_at) < FRESH:
            return []
        return await self.give_back()

    async def give_back(self, seconds: float | None = None) -> list[Lease]:
        """All that is held, which is not to be called. Waits so long for what is being leased."""
        await self._settle_ahead(seconds)
        left, self._held = self._held, []
        return left

    async def lease(self, room: int) -> list[Lease]:
        """The messages that may leave now, held by us until they are sent or `LEASE` is over."""
        now = self._clock()
        self._is_more_due = self._is_flood = False
        async with self._database.read(now) as uow:
            due = await uow.outbox.next_due()
        if due is None or due > now:
            return []
        places = await self._pace.take(max(0, room))
        leases: list[Lease] = []
        try:
            if places:
                leases = await self._database.at_once(now, partial(self._take, places))
        finally:
            self._pace.give_back(places - len(leases))
        self._is_more_due = bool(leases) or not places
        self._is_flood = len(leases) >= CALLS_AT_ONCE // 2
        return leases

    async def _settle_ahead(self, seconds: float | None = None) -> None:
        if self._ahead is None:
            return
        await asyncio.wait([self._ahead], timeout=seconds)
        if not self._ahead.done():
            self._ahead.cancel()  # it runs out, if anything was leased
        elif not self._ahead.cancelled():
            self._held += self._ahead.result()
        self._ahead = None

    async def _lease_if_possible(self, room: int) -> list[Lease]:
        try:
            leases = await self.lease(room)
        except Exception:  # noqa: BLE001 - a database away must not end the loop
            _log.exception("the outbox cannot be read")
            return []
        self._counts.sender_looked(self._clock())
        return leases

    async def _take(self, messages: int, uow: SqlUnitOfWork) -> list[Lease]:
        await uow.outbox.expire()
        leases = await uow.outbox.lease(self._bot_id, messages, uow.now + LEASE)
        await uow.commit()
        return leases
