"""How fast messages leave: Telegram takes about 30 a second over all, and one a second per chat.

The bound is meant as Telegram sees it: in no second do more than `rate` leave, wherever that second
begins. Every message holds a place for a little longer than that (`WINDOW`), so that two that the
network brings closer together still keep it. Half the even distance between messages lets a loop
that was held up catch up, and keeps a whole second's messages from leaving at once.

Answers to what a person tapped leave at once and take places too, so that the others yield; a tenth
of the places is never taken by answers, so that an absence is told however busy the bot is.

Source: the Bots FAQ, "My bot is hitting limits"; docs/decisions/0017.
"""

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Protocol

from storage.database import Database
from storage.sending import Places

Timer = Callable[[], float]

FREE_RATE = 30
"""Messages a second that Telegram takes without pay."""

WINDOW = 1.006
"""Seconds for which a message counts: one, and what the network may bring two closer together."""

CHAT_GAP = timedelta(seconds=1)

_ROUNDING = 1e-6  # a sleep to the very moment must reach it


class Pace(Protocol):
    """Asked before messages leave. Never waits."""

    @property
    def chat_gap(self) -> timedelta:
        """Between two messages to one chat."""

    async def take(self, wanted: int) -> int:
        """How many of `wanted` messages may leave now. From here on they count as having left."""

    def give_back(self, unused: int) -> None:
        """So many of the places taken last were not needed."""

    def answered(self) -> None:
        """An answer to a person left, which nobody asked for leave."""

    def wait(self) -> float:
        """Seconds to the next place; 0: there is one."""


class Unpaced:
    """No limits: tests, and benchmarks of everything else."""

    chat_gap = timedelta()

    async def take(self, wanted: int) -> int:
        return wanted

    def give_back(self, unused: int) -> None:
        return None

    def answered(self) -> None:
        return None

    def wait(self) -> float:
        return 0.0


class SteadyPace:
    """`rate` messages a second, counted in memory: for one process."""

    chat_gap = CHAT_GAP

    def __init__(self, rate: int = FREE_RATE, *, timer: Timer = time.monotonic) -> None:
        self._timer = timer
        self._rate = rate
        self._left: deque[float] = deque()  # when the messages of the last WINDOW left
        self._answers = _recent_answers(rate)
        self._together = _together(rate)
        self._step = self._together * WINDOW / (2 * rate)

    async def take(self, wanted: int) -> int:
        now = self._timer()
        self._forget(now)
        held = len(self._left) + len(self._answers)
        just_left = sum(left + self._step > now + _ROUNDING for left in self._last())
        places = min(wanted, self._rate - held, self._together - just_left)
        taken = max(0, places)
        self._left.extend([now] * taken)
        return taken

    def give_back(self, unused: int) -> None:
        for _ in range(min(unused, len(self._left))):
            self._left.pop()

    def answered(self) -> None:
        self._answers.append(self._timer())

    def wait(self) -> float:
        now = self._timer()
        self._forget(now)
        seconds = 0.0
        too_many = len(self._left) + len(self._answers) - self._rate
        if too_many >= 0:
            last_to_end = next(islice(merge(self._left, self._answers), too_many, None))
            seconds = last_to_end + WINDOW - now
        if len(last := self._last()) == self._together:
            seconds = max(seconds, last[0] + self._step - now)
        return seconds if seconds > _ROUNDING else 0.0

    def _last(self) -> list[float]:
        """The messages that left last, the earliest first: as many as may leave together."""
        return list(islice(reversed(self._left), self._together))[::-1]

    def _forget(self, now: float) -> None:
        for moments in (self._left, self._answers):
            while moments and moments[0] + WINDOW <= now + _ROUNDING:
                moments.popleft()


class SharedPace:
    """`rate` messages a second over all processes that send for one bot, counted in PostgreSQL."""

    chat_gap = CHAT_GAP

    def __init__(
        self,
        database: Database,
        bot_id: int,
        rate: int = FREE_RATE,
        *,
        window: float = WINDOW,
        timer: Timer = time.monotonic,
    ) -> None:
        self._places = Places(database, bot_id, rate, window, never_for_answers=_reserve(rate))
        self._timer = timer
        self._window = window
        self._answers = _recent_answers(rate)
        self._together = _together(rate)
        self._step = window / (2 * rate)
        self._next = 0.0  # before then it is no use to ask

    async def take(self, wanted: int) -> int:
        """Raises what the database did."""
        if wanted <= 0 or self.wait() > 0:
            return 0
        begun = self._timer()
        answers = sum(at + self._window > begun for at in self._answers)
        self._answers.clear()
        taken, wait = await self._places.take(min(wanted, self._together), answers)
        self._next = max(begun + taken * self._step, self._timer() + wait if not taken else 0.0)
        return taken

    def give_back(self, unused: int) -> None:
        self._places.give_back(unused)

    def answered(self) -> None:
        self._answers.append(self._timer())

    def wait(self) -> float:
        seconds = self._next - self._timer()
        return seconds if seconds > _ROUNDING else 0.0


def make_pace(database: Database, bot_id: int, rate: int) -> Pace:
    """SQLite serves one process; on PostgreSQL others may be sending for the same bot."""
    return SteadyPace(rate) if database.is_sqlite else SharedPace(database, bot_id, rate)


def _together(rate: int) -> int:
    """A tenth of a second's messages may leave at once: fewer looks into the outbox."""
    return max(1, rate // 10)


def _reserve(rate: int) -> int:
    return max(1, rate // 10)


def _recent_answers(rate: int) -> deque[float]:
    """When the last answers left: as many as may keep others from leaving."""
    return deque(maxlen=rate - _reserve(rate))


class ChatGaps:
    """When each chat may hear the next message: kept as long as the gap lasts, by this process."""

    def __init__(self, gap: timedelta) -> None:
        self._gap = gap
        self._free_at: dict[int, datetime] = {}

    def sent(self, chat_id: int, now: datetime) -> None:
        """The chat has heard a message."""
        while self._free_at and self._free_at[oldest := next(iter(self._free_at))] <= now:
            del self._free_at[oldest]
        if self._gap:
            self._free_at.pop(chat_id, None)  # in the order of their ends
            self._free_at[chat_id] = now + self._gap

    def free_at(self, chat_id: int, now: datetime) -> datetime | None:
        """None: it may hear one now."""
        free = self._free_at.get(chat_id)
        return free if free is not None and free > now else None
