"""Flood control (rule 20), off unless asked for.

Published: about 30 messages a second over all chats, 1 a second in one chat with short bursts;
edits share it. The exact thresholds are not public; these are token buckets with the published
rates. `retry_after` is an order: until it is over, every call of that chat (or of all) is refused.
"""

import math
from dataclasses import dataclass

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
    """Messages a second, and how many may go at once before the rate counts."""

    per_chat: float = 1.0
    per_chat_burst: int = 5
    overall: float = 30.0
    overall_burst: int = 30


class _Bucket:
    __slots__ = ("burst", "rate", "tokens", "when")

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self.rate, self.burst = rate, burst
        self.tokens, self.when = float(burst), now

    def wait(self, now: float) -> float:
        """Seconds until one more message may go; 0 when it may go now."""
        self.tokens = min(self.burst, self.tokens + (now - self.when) * self.rate)
        self.when = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


class FloodControl:
    """Counts messages of one world; raises 429 when they are too many."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._all = _Bucket(limits.overall, limits.overall_burst, clock())
        self._chats: dict[int | str, _Bucket] = {}

    def check(self, chat_id: int | str) -> None:
        now = self._clock()
        limits = self._limits
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = _Bucket(limits.per_chat, limits.per_chat_burst, now)
        wait = max(chat.wait(now), self._all.wait(now))
        if wait:
            raise too_many_requests(math.ceil(wait))
        chat.tokens -= 1
        self._all.tokens -= 1


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )
