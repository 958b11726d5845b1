"""Who is to be left in peace until when: after a 429, after failures, when Telegram is away.

Telegram does not say whether a 429 is meant for one chat or for all, and one failed call does not
say whether the way is broken. Both are judged by what the calls around them met
(docs/decisions/0017). Only that is kept here. The rests themselves are written down by whoever
asked (domain/notices/rests.py), so that they hold over a restart and over processes.
"""

import random
from datetime import datetime, timedelta

from domain.notices.rests import EVERYBODY

_LONGEST = 300  # seconds between two tries for one chat
_LONGEST_OUTAGE = 30  # seconds between two tries while Telegram is away
_OUTAGE = 5  # failures in a row: not one call in a bad moment, Telegram is away
# 429s of different chats in a row that mean all: so many if they end together, so many otherwise.
_SAME_END = 3
_ANY_END = 5
_TOGETHER = timedelta(seconds=2)  # `retry_after` is a whole number, and answers take their time


class Rests:
    """What the last calls met, and the rests that follow: the end by chat, `EVERYBODY` among them.

    One for all calls of a process.
    """

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()  # noqa: S311 - spreads retries, hides nothing
        self._limited: dict[int, datetime] = {}  # chats refused since the last success, and until
        self._orders: dict[int, datetime] = {}  # by chat, those in force
        self.ordered = 0  # how often some chat or everybody was to rest, since the start
        self._failed = 0
        self._outage = 0  # how often everybody has rested since the last success
        self._outage_ends: datetime | None = None

    def succeeded(self) -> None:
        """A call was performed: whatever was refused or failed before was not everybody's."""
        self._limited.clear()
        self._failed = self._outage = 0
        self._outage_ends = None

    def limited(self, now: datetime, chat_id: int, seconds: int) -> dict[int, datetime]:
        """429. The chat rests to the second; everybody does when others were refused with it."""
        until = now + timedelta(seconds=seconds)
        self.ordered += 1
        self._orders = _in_force(self._orders, now) | {chat_id: until}
        self._limited = _in_force(self._limited, now) | {chat_id: until}
        for_all = self._end_for_all(until)
        return {chat_id: until} | ({} if for_all is None else {EVERYBODY: for_all})

    def wait(self, now: datetime, chat_id: int) -> float:
        """Seconds until the end of this chat's own order, whichever call met it."""
        end = self._orders.get(chat_id, now)
        return max(0.0, (end - now).total_seconds())

    def failed(self, now: datetime) -> dict[int, datetime]:
        """Not sent, or nobody knows. Everybody rests once that has happened a few times in a row.

        From then on after every failure, for longer until something goes through. Calls that were
        under way together count as one failure of the way.
        """
        self._failed += 1
        if self._failed < _OUTAGE or (self._outage_ends is not None and now < self._outage_ends):
            return {}
        self._outage_ends = now + self.delay(self._outage, _LONGEST_OUTAGE)
        self._outage += 1
        self.ordered += 1
        return {EVERYBODY: self._outage_ends}

    def delay(self, attempts: int, longest: int = _LONGEST) -> timedelta:
        """Before the next try: 1, 2, 4 … seconds, at most `longest`; up to a half less by chance.

        `attempts`: how often it has failed before.
        """
        seconds = min(2 ** min(attempts, 20), longest)
        return timedelta(seconds=seconds * self._chance.uniform(0.5, 1.0))

    def at_most(self, messages: int) -> int:
        """How many to send at once: one while it is not known whether anything goes through."""
        return min(messages, 1) if self._limited or self._outage else messages

    def _end_for_all(self, until: datetime) -> datetime | None:
        together = [end for end in self._limited.values() if abs(end - until) <= _TOGETHER]
        if len(together) >= _SAME_END:
            return max(together)
        # Each may be its own chat's, and one of them long: nobody else waits for that.
        return min(self._limited.values()) if len(self._limited) >= _ANY_END else None


def _in_force(ends: dict[int, datetime], now: datetime) -> dict[int, datetime]:
    return {chat: end for chat, end in ends.items() if end > now}
