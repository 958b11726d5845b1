"""What this process has done since its start: plain numbers, for `/healthz` and `/metrics`.

Counted always and by nothing but integers: the library that prints them is loaded only where
METRICS_PORT is set. No chat, no person, no pupil is in them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

LATENCY_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Histogram:
    """How often a value was up to each bound; the last count is of those beyond."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


class Counts:
    """One for a process, handed to whoever has something to count."""

    def __init__(self) -> None:
        self.notices: Counter[tuple[str, str, str]] = Counter()  # kind, state, reason
        self.limited: Counter[str] = Counter()  # 429s, by method
        self.denials: Counter[str] = Counter()  # what was not theirs to see or do, by action
        self.latency = Histogram(LATENCY_BOUNDS)
        self.telegram_spoke_at: datetime | None = None
        self.sender_looked_at: datetime | None = None

    def too_many(self, method: str) -> None:
        """Telegram answered 429 to this method."""
        self.limited[method] += 1

    def answered(self, seconds: float) -> None:
        """An update was handled, so long after it was taken."""
        self.latency.add(seconds)

    def telegram_spoke(self, now: datetime) -> None:
        """A poll came back, with updates or without, or a webhook came."""
        self.telegram_spoke_at = now

    def sender_looked(self, now: datetime) -> None:
        """The sender has looked into the outbox, and found something or not."""
        self.sender_looked_at = now
