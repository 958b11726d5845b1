"""Whether a process does what it is there for, and what is wrong when it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.counts import Counts
from domain.notices.model import State
from storage.gauges import Depth

POLLED_WITHIN = timedelta(minutes=2)  # a poll is held for 25 s; one may fail
LOOKED_WITHIN = timedelta(minutes=1)  # the sender looks every second
HANDLED_WITHIN = timedelta(minutes=5)
SENT_WITHIN = timedelta(hours=1)  # when the school's administrator is told as well


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, by what the database says."""

    depth: Sequence[Depth]
    updates: int
    updates_since: datetime | None


@dataclass(frozen=True, slots=True)
class Duties:
    """What the process is there for, and since when; `polls`: it asks Telegram itself."""

    since: datetime
    receives: bool = True
    sends: bool = True
    polls: bool = True


def health(
    duties: Duties, counts: Counts, waiting: Waiting | None, now: datetime
) -> dict[str, Any]:
    """What `/healthz` says: `problems` and the ages, in seconds, that they are judged by.

    `waiting` None: the database does not answer. A process answers for its own duties alone.
    """
    found: dict[str, Any] = {"problems": [], "database": waiting is not None}
    if waiting is None:
        found["problems"].append("database")

    def judge(name: str, since: datetime | None, within: timedelta | None) -> None:
        found[name] = None if since is None else round((now - since).total_seconds(), 1)
        # What has never been seen is given as long from the start.
        if within is not None and now - (since or duties.since) > within:
            found["problems"].append(name)

    if duties.receives:
        judge("telegram_spoke", counts.telegram_spoke_at, POLLED_WITHIN if duties.polls else None)
        if waiting is not None:
            judge("update_waits", waiting.updates_since or now, HANDLED_WITHIN)
    if duties.sends:
        judge("sender_looked", counts.sender_looked_at, LOOKED_WITHIN)
        if waiting is not None:
            judge("notice_waits", oldest(waiting.depth) or now, SENT_WITHIN)
    return found


def oldest(depth: Sequence[Depth]) -> datetime | None:
    """Since when the longest waiting notice should have left; dead ones wait no more."""
    waiting = (each for each in depth if each.state != State.DEAD)
    return min((each.waiting_since for each in waiting if each.waiting_since), default=None)
