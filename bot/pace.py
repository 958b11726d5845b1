"""How fast notices leave: Telegram takes about 30 a second over all and one a second per chat.

Answers to what a person tapped are not slowed down. Source: the Bots FAQ, "My bot is hitting
limits".
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

Timer = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]
_MANY_CHATS = 1_000


class Pace(Protocol):
    """Asked before each message."""

    async def turn(self, chat_id: int) -> None:
        """Returns when the next message to this chat may leave."""

    @property
    def chat_gap(self) -> timedelta:
        """Between two messages to one chat."""

    async def take(self, wanted: int) -> int:
        """How many of `wanted` messages may leave now."""

    def give_back(self, unused: int) -> None:
        """Places taken and not used."""

    def answered(self) -> None:
        """An answer left, and used up room."""

    def wait(self) -> float:
        """Seconds to the next place."""


class Unpaced:
    """No limits: tests, and benchmarks of everything else."""

    chat_gap = timedelta()

    async def turn(self, chat_id: int) -> None:
        return None

    async def take(self, wanted: int) -> int:
        return wanted

    def give_back(self, unused: int) -> None:
        return None

    def answered(self) -> None:
        return None

    def wait(self) -> float:
        return 0.0


class SteadyPace:
    """`overall` messages a second with a burst of 5; one a second per chat with a burst of 3.

    A burst and a second's steady flow together stay at 30, the limit Telegram names.
    """

    def __init__(
        self, overall: float = 25.0, *, timer: Timer = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._timer = timer
        self._sleep = sleep
        self._overall = _Queue(1 / overall, burst=5)
        self._chats: dict[int, _Queue] = {}

    async def turn(self, chat_id: int) -> None:
        self._forget_idle_chats()
        chat = self._chats.setdefault(chat_id, _Queue(1.0, burst=3))
        await self._pause(chat.take(self._timer()))
        await self._pause(self._overall.take(self._timer()))

    async def _pause(self, seconds: float) -> None:
        if seconds > 0:
            await self._sleep(seconds)

    def _forget_idle_chats(self) -> None:
        if len(self._chats) > _MANY_CHATS:
            now = self._timer()
            self._chats = {key: each for key, each in self._chats.items() if each.is_busy(now)}


class _Queue:
    """Places `interval` seconds apart; up to `burst` may be taken at once after a silence."""

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._tolerance = interval * (burst - 1)
        self._next = 0.0  # when the next one would leave in an even flow

    def take(self, now: float) -> float:
        """Takes the next place; gives the seconds until it comes."""
        wait = max(0.0, self._next - self._tolerance - now)
        self._next = max(self._next, now) + self._interval
        return wait

    def is_busy(self, now: float) -> bool:
        return self._next > now
