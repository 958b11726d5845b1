"""How the program stands, as numbers: what waits, for how long, and what came in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    text,
    union_all,
)

from domain.notices.model import State
from storage.durations import hours_between
from storage.store import Store
from storage.tables import inbox_update, notice

IN_TIME = timedelta(hours=24)  # S1, S4 П3.4
LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Depth:
    """Notices of a kind in a state that is not final, or dead."""

    kind: str
    state: str
    rows: int
    waiting_since: datetime | None  # the oldest of those that should have left


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a week's notices of a kind. `owed`: to be told within a day by now."""

    kind: str
    state: str
    reason: str
    rows: int
    owed: int
    in_time: int  # of those owed


def _is(state: State) -> Any:
    """Written out: a partial index is not used for a parameter."""
    return notice.c.state == literal_column(f"'{state.value}'")


_SINCE = case(
    (notice.c.planned_at <= bindparam("now", type_=notice.c.planned_at.type), notice.c.planned_at)
)
_WAITS = text("(state = 'pending' OR state = 'uncertain')")


def _depth(where: Any, since: Any) -> Any:
    columns = (notice.c.kind, notice.c.state, func.count().label("rows"), since.label("since"))
    return select(*columns).where(where).group_by(notice.c.kind, notice.c.state)


_DEPTH = union_all(
    _depth(_WAITS, func.min(_SINCE)),
    _depth(_is(State.LEASED), func.min(_SINCE)),
    _depth(_is(State.DEAD), literal_column("NULL", notice.c.planned_at.type)),
)

_HOURS = IN_TIME.total_seconds() / 3600
_CAME_IN_TIME = and_(
    _is(State.SENT), hours_between(notice.c.created_at, notice.c.sent_at) <= _HOURS
)
# Whoever chose a weekly digest was not told late, nor whoever had blocked the bot and came back.
_IS_WANTED_LATER = hours_between(notice.c.created_at, notice.c.planned_at) > _HOURS
_IS_SETTLED = or_(
    _is(State.SENT),
    and_(
        notice.c.state.in_([State.PENDING, State.LEASED, State.UNCERTAIN, State.DEAD]),
        notice.c.created_at <= bindparam("day_ago", type_=notice.c.created_at.type),
    ),
)
_IS_OWED = and_(_IS_SETTLED, ~_IS_WANTED_LATER)
_WEEK = (
    select(
        notice.c.kind,
        notice.c.state,
        notice.c.reason,
        func.count().label("rows"),
        func.count(case((_IS_OWED, 1))).label("owed"),
        func.count(case((and_(_IS_OWED, _CAME_IN_TIME), 1))).label("in_time"),
    )
    .where(notice.c.created_at >= bindparam("since"))
    .group_by(notice.c.kind, notice.c.state, notice.c.reason)
)
_UPDATES = select(func.count(), func.min(inbox_update.c.received_at)).where(
    inbox_update.c.handled_at.is_(None)
)


class Gauges(Store):
    """Read for `/healthz` and `/metrics` alone."""

    async def depth(self) -> list[Depth]:
        """The outbox by kind and state."""
        rows = await self._rows(_DEPTH, now=self._transaction.now)
        return [Depth(row["kind"], row["state"], row["rows"], row["since"]) for row in rows]

    async def week(self) -> list[Fate]:
        """The ledger of a week. Owed is what was sent, and what waits a day after it was written.

        Not owed are what was superseded or suppressed, and what was planned for later than a day.
        """
        now = self._transaction.now
        rows = await self._rows(_WEEK, since=now - LOOKED_BACK, day_ago=now - IN_TIME)
        return [Fate(**row) for row in rows]

    async def updates_waiting(self) -> tuple[int, datetime | None]:
        """How many updates are not handled, and since when the oldest waits."""
        [(waiting, since)] = await self._connection.execute(_UPDATES)
        return waiting, since
