"""One person's updates in order, different people's side by side, with bounds on how many."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Lane(Generic[T]):
    """What waits for one person: in memory, and in the inbox where `look` says so."""

    look: bool = False
    items: deque[T] = field(default_factory=deque)
    last: int = -1  # the highest number that was put here

    def put(self, number: int, item: T, longest: int) -> None:
        """What does not fit, or is not in its order, is left where it is stored."""
        if self.look or len(self.items) >= longest or number <= self.last:
            self.look = True
        else:
            self.items.append(item)
            self.last = number

    @property
    def has_work(self) -> bool:
        return bool(self.items) or self.look

    def drop(self) -> None:
        """Leaves everything to the inbox."""
        self.items.clear()
        self.look = False


class Lanes(Generic[T]):
    """A lane per person, there only while it has work: memory does not grow with people seen.

    `serve` does what there is to do for one person; it must not raise, and leaves no work where
    there is none that it can do. `bound` people are served at a time, `most` more may wait in
    memory. One person takes one place, however much they send.
    """

    def __init__(
        self,
        serve: Callable[[int, Lane[T]], Awaitable[None]],
        bound: int = 64,
        most: int = 1_000,
    ) -> None:
        self._serve = serve
        self._bound = bound
        self._most = most
        self._lanes: dict[int, Lane[T]] = {}
        self._waiting: deque[int] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._next: asyncio.Handle | None = None  # begins with the next of those who wait
        self._left = asyncio.Event()  # somebody was served
        self.is_stopping = False

    def of(self, person: int, *, look: bool = False) -> Lane[T] | None:
        """The person's lane, opened if need be; None when too many people wait already.

        Whoever gets it puts work into it at once, without awaiting anything before.
        """
        lane = self._lanes.get(person)
        if lane is not None:
            lane.look |= look
            return lane
        if self.is_stopping or len(self._waiting) >= self._most:
            return None
        lane = self._lanes[person] = Lane(look)
        self._waiting.append(person)
        self._go_on()
        return lane

    async def room(self) -> None:
        """Waits while too many people wait."""
        while len(self._waiting) >= self._most and not self.is_stopping:
            self._left.clear()
            await self._left.wait()

    async def calm(self, few: int, seconds: float) -> None:
        """Waits until no more than a few people have work, but not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(self._lanes) > few:
                    self._left.clear()
                    await self._left.wait()

    async def idle(self) -> None:
        """Waits until nobody has work."""
        while self._running or self._waiting:
            self._left.clear()
            await self._left.wait()

    async def finish(self, seconds: float) -> bool:
        """Waits for what is under way and begins nothing new; False when some was broken off."""
        self.is_stopping = True
        for person in self._waiting:  # what they sent is left where it is stored
            del self._lanes[person]
        self._waiting.clear()
        self._left.set()
        if not self._running:
            return True
        _done, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    def _go_on(self) -> None:
        if self._next is None:
            self._begin()

    def _begin(self) -> None:
        """One person at each turn of the loop: what they are told leaves before the next begins.

        Begun together, all would be worked on before the first call is on its way.
        """
        self._next = None
        if self._waiting and len(self._running) < self._bound and not self.is_stopping:
            task = asyncio.create_task(self._drive(self._waiting.popleft()))
            self._running.add(task)
            task.add_done_callback(self._end)
            self._next = asyncio.get_running_loop().call_soon(self._begin)

    def _end(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        self._left.set()
        self._go_on()

    async def _drive(self, person: int) -> None:
        lane = self._lanes[person]
        try:
            while lane.has_work and not self.is_stopping:
                await self._serve(person, lane)
        finally:
            del self._lanes[person]
