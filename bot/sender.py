"""Empties the outbox: a loop of its own, beside the updates.

A round leases the next message of as many chats as may hear something now; each is then read,
called and written down by itself (bot/letters.py, delivery.py, settling.py). What cannot leave now
stays in the outbox with a later `due_at`, so that a restart, or another process, sends the rest.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.counts import Counts
from bot.delivery import Delivery
from bot.pace import Pace
from bot.rests import Rests
from domain.notices.outbox import Lease
from storage.database import Database
from storage.uow import SqlUnitOfWork

_log = logging.getLogger(__name__)

CALLS_AT_ONCE = 64
LEASE = timedelta(seconds=90)  # longer than any call may take
_STOP_SECONDS = 5.0


class Sender:
    """Sends what is due, at once after `wake()`, else within `poll` seconds."""

    def __init__(
        self,
        database: Database,
        delivery: Delivery,
        clock: Clock,
        bot_id: int,
        pace: Pace,
        rests: Rests,
        counts: Counts,
        *,
        poll: float = 1.0,
    ) -> None:
        self._database = database
        self._delivery = delivery
        self._clock = clock
        self._bot_id = bot_id
        self._pace = pace
        self._rests = rests
        self._counts = counts
        self._poll = poll
        self._woken = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._round: asyncio.Task[None] | None = None
        self._is_more_due = False  # for all that the last look has shown
        self._failure: Exception | None = None

    def wake(self) -> None:
        """Something may have been written into the outbox."""
        self._woken.set()

    async def run(self) -> None:
        """Sends until cancelled; what is under way then may finish.

        Raises what only people can cure: Telegram does not know the token.
        """
        try:
            while self._failure is None:
                self._woken.clear()
                self._round = asyncio.create_task(self._start_what_is_due())
                await asyncio.shield(self._round)  # a stop leaves nothing leased and not begun
                await self._pause(self._seconds_to_next())
            raise self._failure
        finally:
            await self._stop()

    async def pump(self) -> int:
        """Sends all that may leave at this moment; the number of messages. Never sleeps."""
        messages = 0
        while leases := await self._lease():
            letters = await self._delivery.letters(leases)
            await asyncio.gather(*map(self._delivery.deliver, leases, letters))
            messages += len(leases)
        return messages

    async def _start_what_is_due(self) -> None:
        leases = await self._lease_if_possible()
        for lease, letter in zip(leases, await self._delivery.letters(leases), strict=True):
            self._start(self._delivery.deliver(lease, letter))

    async def _lease_if_possible(self) -> list[Lease]:
        try:
            leases = await self._lease()
        except Exception:  # noqa: BLE001 - a database away must not end the loop
            _log.exception("the outbox cannot be read")
            return []
        self._counts.sender_looked(self._clock())
        return leases

    async def _lease(self) -> list[Lease]:
        """The messages that may leave now, held by us until they are sent or `LEASE` is over."""
        now = self._clock()
        self._is_more_due = False
        async with self._database.read(now) as uow:
            due = await uow.outbox.next_due()
        if due is None or due > now:
            return []
        room = self._rests.at_most(CALLS_AT_ONCE) - len(self._tasks)
        places = await self._pace.take(max(0, room))
        leases: list[Lease] = []
        try:
            if places:
                leases = await self._database.at_once(now, partial(self._take, places))
        finally:
            self._pace.give_back(places - len(leases))
        self._is_more_due = bool(leases) or not places
        return leases

    async def _take(self, messages: int, uow: SqlUnitOfWork) -> list[Lease]:
        await uow.outbox.expire()
        leases = await uow.outbox.lease(self._bot_id, messages, uow.now + LEASE)
        await uow.commit()
        return leases

    def _start(self, delivering: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(delivering)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._failure = error
        if self._failure or len(self._tasks) in (0, self._few):
            self._woken.set()

    @property
    def _few(self) -> int:
        """Calls under way at which more are looked for: one costs a round as much as all."""
        return self._rests.at_most(CALLS_AT_ONCE) // 2

    def _seconds_to_next(self) -> float:
        """No longer than until the next place while there is something to send.

        While many calls are under way, until few are left: `_finished` wakes then.
        """
        if not self._is_more_due or len(self._tasks) > self._few:
            return self._poll
        return min(self._poll, self._pace.wait())

    async def _pause(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _stop(self) -> None:
        ends = asyncio.get_running_loop().time() + _STOP_SECONDS
        if self._round is not None:
            await asyncio.wait([self._round], timeout=_STOP_SECONDS)
            self._round.cancel()
        if self._tasks:
            left = max(0.0, ends - asyncio.get_running_loop().time())
            _, late = await asyncio.wait(self._tasks, timeout=left)
            for task in late:
                task.cancel()
        await self._delivery.close()
