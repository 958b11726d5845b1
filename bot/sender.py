"""Empties the outbox: a loop of its own, beside the updates.

A round leases the next message of as many chats as may hear something now; each is then read,
called and written down by itself (bot/letters.py, delivery.py, settling.py). What cannot leave now
stays in the outbox with a later `due_at`, so that a restart, or another process, sends the rest.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot.delivery import Delivery
from bot.leasing import Leasing
from bot.letters import Letter, untried
from bot.pace import Pace
from domain.notices.outbox import Lease

_STOP_SECONDS = 5.0


class Sender:
    """Sends what is due, at once after `wake()`, else within `poll` seconds."""

    def __init__(
        self,
        leasing: Leasing,
        delivery: Delivery,
        pace: Pace,
        *,
        poll: float = 1.0,
    ) -> None:
        self._leasing = leasing
        self._delivery = delivery
        self._pace = pace
        self._poll = poll
        self._woken = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._round: asyncio.Task[None] | None = None
        self._calls = 0  # of them, those that Telegram has not answered
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
        while leases := await self._leasing.lease(self._leasing.most):
            letters = await self._delivery.letters(leases)
            await asyncio.gather(*map(self._delivery.deliver, leases, letters))
            messages += len(leases)
        return messages

    async def _start_what_is_due(self) -> None:
        if old := await self._leasing.give_back_old():
            self._give_back(old)
            return  # and look again: what was held may matter most
        leases = await self._leasing.take(self._leasing.most - self._busy)
        self._leasing.look_ahead()
        for lease, letter in zip(leases, await self._delivery.letters(leases), strict=True):
            self._start(lease, letter)

    def _give_back(self, held: Sequence[Lease]) -> None:
        """What was leased ahead is not called: whoever leases it next repeats nothing."""
        for lease in held:
            self._start(lease, untried(lease))

    def _start(self, lease: Lease, letter: Letter) -> None:
        self._calls += 1
        task = asyncio.create_task(self._delivery.deliver(lease, letter, self._called))
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    @property
    def _busy(self) -> int:
        """What takes up room: calls, or all whose outcome may forbid the next one to whomever."""
        return len(self._tasks) if self._leasing.is_in_trouble else self._calls

    def _called(self) -> None:
        """The next may be called while what came of this one is written."""
        self._calls -= 1
        if self._calls == self._leasing.few:
            self._woken.set()

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._failure = error
        if self._failure or not self._tasks:
            self._woken.set()

    def _seconds_to_next(self) -> float:
        """No longer than until the next place while there is something to send.

        While many calls are under way, until few are left: `_called` wakes then.
        """
        if not self._leasing.is_more or self._busy > self._leasing.few:
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
        self._give_back(await self._leasing.give_back(self._left(ends)))
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=self._left(ends))
            for task in late:
                task.cancel()
        await self._delivery.close()

    def _left(self, ends: float) -> float:
        return max(0.0, ends - asyncio.get_running_loop().time())
