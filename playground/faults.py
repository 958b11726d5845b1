"""Misbehaviour on demand, or by chance with a seed, to see that the bot survives it.

| kind                | what the caller sees                                             |
|---------------------|------------------------------------------------------------------|
| `too_many_requests` | 429 with `parameters.retry_after` (rule 20); nothing is done     |
| `server_error`      | 500 as JSON; nothing is done                                     |
| `bad_gateway`       | 502 with a page of HTML; nothing is done                         |
| `drop_before`       | the connection closes; nothing is done                           |
| `drop_after`        | the connection closes; the call was performed                    |
| `slow`              | the answer, `seconds` later                                      |
| `away`              | no connection at all, polls included; nothing is done            |
"""

import random
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from playground.model import JSON, Clock

KINDS = (
    "too_many_requests",
    "server_error",
    "bad_gateway",
    "drop_before",
    "drop_after",
    "slow",
    "away",
)
SCOPES = ("call", "chat", "all")


@dataclass(slots=True)
class Fault:
    """Hits the next `count` matching calls (`None`: all, until cleared).

    Without a method it hits every call except getUpdates: a poll that happens to be next would
    swallow a fault meant for a message. `begins` and `ends` bound it in the world's seconds.
    The `scope` of a 429: this call alone, or an order to wait for its chat or for all chats.
    """

    kind: str
    method: str | None = None
    count: int | None = 1
    chat_id: int | None = None
    retry_after: int = 1
    seconds: float = 1.0
    scope: str = "call"
    begins: float | None = None
    ends: float | None = None

    def matches(self, method: str, chat_id: Any, now: float) -> bool:
        if self.begins is not None and now < self.begins:
            return False
        if self.ends is not None and now >= self.ends:
            return False
        if self.method is None:
            if method == "getUpdates":
                return False
        elif self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == str(chat_id)


@dataclass(slots=True)
class Chances:
    """Faults by chance: each call meets at most one, of a kind's share of all calls.

    The same seed and the same calls in the same order meet the same faults. A 429 asks for
    anything between the two ends of `retry_after`; the share `for_all` of them means every chat.
    """

    seed: int
    shares: Mapping[str, float]
    methods: Collection[str] | None = None
    retry_after: tuple[int, int] = (1, 30)
    for_all: float = 0.1
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        for kind in self.shares:
            _check_kind(kind)
        if sum(self.shares.values()) > 1:
            raise ValueError("the shares add up to more than all calls")
        self._random = random.Random(self.seed)  # noqa: S311 - chances, not secrets

    def draw(self, method: str) -> Fault | None:
        if method == "getUpdates" if self.methods is None else method not in self.methods:
            return None
        drawn = self._random.random()
        for kind, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                return self._fault(kind)
        return None

    def _fault(self, kind: str) -> Fault:
        if kind != "too_many_requests":
            return Fault(kind)
        scope = "all" if self._random.random() < self.for_all else "chat"
        return Fault(kind, retry_after=self._random.randint(*self.retry_after), scope=scope)


class Faults:
    """The faults that wait for their calls, in the order in which they were asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[Fault] = []
        self._chances: Chances | None = None

    def add(
        self,
        kind: str,
        method: str | None = None,
        count: int | None = 1,
        chat_id: int | None = None,
        retry_after: int = 1,
        seconds: float = 1.0,
        scope: str = "call",
    ) -> Fault:
        """Raises `ValueError` for an unknown kind or scope or a count below 1."""
        _check_kind(kind)
        if scope not in SCOPES:
            raise ValueError(f"unknown scope {scope!r}; there are {', '.join(SCOPES)}")
        if count is not None and count < 1:
            raise ValueError("count must be at least 1")
        fault = Fault(kind, method, count, chat_id, retry_after, seconds, scope)
        self._waiting.append(fault)
        return fault

    def outage(self, begins: float | None = None, ends: float | None = None) -> Fault:
        """Telegram is away: from now, or from `begins`, until `ends` or until cleared."""
        fault = Fault("away", count=None, begins=begins, ends=ends)
        self._waiting.append(fault)
        return fault

    def is_away(self) -> bool:
        """Whether an outage of every method and chat goes on."""
        now = self._clock()
        return any(
            fault.kind == "away" and fault.count is None and fault.matches("sendMessage", 0, now)
            for fault in self._waiting
            if fault.method is None and fault.chat_id is None
        )

    def at_random(
        self,
        seed: int,
        shares: Mapping[str, float],
        methods: Collection[str] | None = None,
        retry_after: tuple[int, int] = (1, 30),
        for_all: float = 0.1,
    ) -> None:
        """From now on calls fail by chance; see `Chances`. Without methods: all but getUpdates."""
        self._chances = Chances(seed, shares, methods, retry_after, for_all)

    def clear(self) -> None:
        self._waiting.clear()
        self._chances = None

    def take(self, method: str, chat_id: Any) -> Fault | None:
        """The fault that this call meets, counted down."""
        now = self._clock()
        for fault in self._waiting:
            if fault.matches(method, chat_id, now):
                if fault.count is not None:
                    fault.count -= 1
                    if not fault.count:
                        self._waiting.remove(fault)
                return fault
        return self._chances.draw(method) if self._chances else None

    def __bool__(self) -> bool:
        return bool(self._waiting or self._chances)

    def as_json(self) -> list[JSON]:
        return [asdict(fault) for fault in self._waiting]


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise ValueError(f"unknown kind of fault {kind!r}; there are {', '.join(KINDS)}")
