"""Misbehaviour on demand, to see that the bot survives it.

| kind                | what the caller sees                                             |
|---------------------|------------------------------------------------------------------|
| `too_many_requests` | 429 with `parameters.retry_after` (rule 20); nothing is done     |
| `server_error`      | 500 as JSON; nothing is done                                     |
| `bad_gateway`       | 502 with a page of HTML; nothing is done                         |
| `drop_before`       | the connection closes; nothing is done                           |
| `drop_after`        | the connection closes; the call was performed                    |
| `slow`              | the answer, `seconds` later                                      |
"""

from dataclasses import asdict, dataclass
from typing import Any

from playground.model import JSON

KINDS = (
    "too_many_requests",
    "server_error",
    "bad_gateway",
    "drop_before",
    "drop_after",
    "slow",
)


@dataclass(slots=True)
class Fault:
    """Hits the next `count` matching calls (`None`: all, until cleared).

    Without a method it hits every call except getUpdates: a poll that happens to be next would
    swallow a fault meant for a message.
    """

    kind: str
    method: str | None = None
    count: int | None = 1
    chat_id: int | None = None
    retry_after: int = 1
    seconds: float = 1.0

    def matches(self, method: str, chat_id: Any) -> bool:
        if self.method is None:
            if method == "getUpdates":
                return False
        elif self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == str(chat_id)


class Faults:
    """The faults that wait for their calls, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(
        self,
        kind: str,
        method: str | None = None,
        count: int | None = 1,
        chat_id: int | None = None,
        retry_after: int = 1,
        seconds: float = 1.0,
    ) -> Fault:
        """Raises `ValueError` for an unknown kind or a count below 1."""
        if kind not in KINDS:
            raise ValueError(f"unknown kind of fault {kind!r}; there are {', '.join(KINDS)}")
        if count is not None and count < 1:
            raise ValueError("count must be at least 1")
        fault = Fault(kind, method, count, chat_id, retry_after, seconds)
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str, chat_id: Any) -> Fault | None:
        """The fault that this call meets, counted down."""
        for fault in self._waiting:
            if fault.matches(method, chat_id):
                if fault.count is not None:
                    fault.count -= 1
                    if not fault.count:
                        self._waiting.remove(fault)
                return fault
        return None

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def as_json(self) -> list[JSON]:
        return [asdict(fault) for fault in self._waiting]
