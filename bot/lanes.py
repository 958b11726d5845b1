"""One person's updates in order, different people's side by side, with a bound on how many."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """A lane per person, there only while it has work: memory does not grow with people seen.

    `put` waits while `bound` jobs are under way, which holds back whoever takes updates.
    """

    def __init__(self, bound: int = 64) -> None:
        self._places = asyncio.Semaphore(bound)
        self._waiting: dict[int, deque[Job]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def put(self, person: int, job: Job) -> None:
        """Queues a job behind the person's others."""
        await self._places.acquire()
        if person in self._waiting:
            self._waiting[person].append(job)
            return
        self._waiting[person] = deque([job])
        task = asyncio.create_task(self._drive(person))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self, seconds: float) -> bool:
        """Waits for what is under way; False when some of it had to be broken off."""
        if not self._running:
            return True
        _done, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    async def _drive(self, person: int) -> None:
        jobs = self._waiting[person]
        try:
            while jobs:
                try:
                    await jobs.popleft()()
                except Exception:  # noqa: BLE001 - one update's failure is not the next one's
                    _log.exception("an update failed outside its handler")
                finally:
                    self._places.release()
        finally:
            del self._waiting[person]
            for _broken_off in jobs:
                self._places.release()
