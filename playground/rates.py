"""Flood control (rule 20), off unless asked for, and the orders to wait that any 429 gives.

Published: about 30 messages a second over all chats, 1 a second in one chat with short bursts;
edits share it. The exact thresholds are not public; these are token buckets with the published
rates. `retry_after` is an order: until it is over, every call of that chat (or of all) is refused.
"""

import math
from dataclasses import dataclass
from typing import Any

from playground.errors import ApiError
from playground.model import Clock

LIMITED = frozenset(
    {
        "sendMessage",
        "sendRichMessage",
        "sendDocument",
        "sendPhoto",
        "editMessageText",
        "editMessageCaption",
        "editMessageMedia",
        "editMessageReplyMarkup",
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second, and how many may go at once before the rate counts.

    `paid`: of those that say `allow_paid_broadcast`; nobody's balance is looked at.
    """

    per_chat: float = 1.0
    per_chat_burst: int = 5
    overall: float = 30.0
    overall_burst: int = 30
    paid: float = 1_000.0


@dataclass(slots=True)
class _Order:
    given: float
    until: float


class Orders:
    """Who was told to wait until when, and how often that was not obeyed.

    `disobeyed` counts the calls made while an order was in force. A call of the very moment in
    which the order was given was on its way already, so it is refused but not counted.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._orders: dict[str, _Order] = {}
        self.disobeyed = 0
        self.last_broken: tuple[str, float] | None = None  # whose ("": all chats), given when

    def give(self, seconds: int, chat_id: Any = None) -> ApiError:
        """The refusal that orders a chat, or without one all chats, to wait."""
        now = self._clock()
        key = _key(chat_id)
        order = self._orders.get(key)
        if order is None or order.until <= now + seconds:
            self._orders[key] = _Order(now, now + seconds)
        return too_many_requests(seconds)

    def check(self, chat_id: Any) -> None:
        """Raises 429 with what is left to wait."""
        if not self._orders:
            return
        now = self._clock()
        for key in (_key(None), _key(chat_id)):
            order = self._orders.get(key)
            if order is None:
                continue
            if order.until <= now:
                del self._orders[key]
                continue
            if now > order.given:
                self.disobeyed += 1
                self.last_broken = (key, order.given)
            raise too_many_requests(math.ceil(order.until - now))


class _Bucket:
    __slots__ = ("burst", "rate", "tokens", "when")

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self.rate, self.burst = rate, burst
        self.tokens, self.when = float(burst), now

    def wait(self, now: float) -> float:
        """Seconds until one more message may go; 0 when it may go now."""
        self.tokens = min(self.burst, self.tokens + (now - self.when) * self.rate)
        self.when = now
        # A sum of many small steps may miss a whole token by a rounding.
        return 0.0 if self.tokens >= 1 - 1e-6 else (1 - self.tokens) / self.rate


class FloodControl:
    """Counts messages of one world; raises 429 when they are too many."""

    def __init__(self, limits: Limits, clock: Clock, orders: Orders) -> None:
        self._limits = limits
        self._clock = clock
        self._orders = orders
        self._all = _Bucket(limits.overall, limits.overall_burst, clock())
        self._paid = _Bucket(limits.paid, int(limits.paid), clock())
        self._chats: dict[int | str, _Bucket] = {}

    def check(self, chat_id: int | str, *, pays: bool = False) -> None:
        now = self._clock()
        limits = self._limits
        overall = self._paid if pays else self._all
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = _Bucket(limits.per_chat, limits.per_chat_burst, now)
        if wait := overall.wait(now):
            raise self._orders.give(math.ceil(wait))
        if wait := chat.wait(now):
            raise self._orders.give(math.ceil(wait), chat_id)
        chat.tokens -= 1
        overall.tokens -= 1


def _key(chat_id: Any) -> str:
    return "" if chat_id is None else str(chat_id)


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )
