"""One person's updates in order, different people's side by side, with bounds on how many."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]

LONGEST = 200  # far more than anybody taps while we are away for an hour


class Lanes:
    """A lane per person, there only while it has work: memory does not grow with people seen.

    `put` waits while `bound` people are being served, which holds back whoever takes updates. One
    person takes one place, however much they send: what comes in a flood holds up its sender
    alone, and what goes beyond `longest` is dropped.
    """

    def __init__(self, bound: int = 64, longest: int = LONGEST) -> None:
        self._places = asyncio.Semaphore(bound)
        self._longest = longest
        self._waiting: dict[int, deque[Job]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def put(self, person: int, job: Job) -> None:
        """Queues a job behind the person's others."""
        if self._join(person, job):
            return
        await self._places.acquire()
        if self._join(person, job):  # another of theirs came while this one waited
            self._places.release()
            return
        self._waiting[person] = deque([job])
        task = asyncio.create_task(self._drive(person))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _join(self, person: int, job: Job) -> bool:
        lane = self._waiting.get(person)
        if lane is None:
            return False
        if len(lane) < self._longest:
            lane.append(job)
        else:
            _log.warning("too much at once from %s: an update is dropped", person)
        return True

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
            del self._waiting[person]
            self._places.release()
