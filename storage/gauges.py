"""How the program stands, as numbers: what waits, for how long, and what came in time."""

from collections.abc import Mapping
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
class Promptness:
    """Of the notices of a kind written lately, how many were told within a day."""

    kind: str
    rows: int
    in_time: int


def _is(state: State) -> Any:
    """Written out: a partial index is not used for a parameter."""
    return notice.c.state == literal_column(f"'{state.value}'")


# From when it should have left; what was tried and put off has waited from the beginning.
_SINCE = case(
    (notice.c.attempts > 0, notice.c.created_at),
    (notice.c.due_at <= bindparam("now", type_=notice.c.due_at.type), notice.c.due_at),
)
_WAITS = text("(state = 'pending' OR state = 'uncertain')")


def _depth(where: Any, since: Any) -> Any:
    columns = (notice.c.kind, notice.c.state, func.count().label("rows"), since.label("since"))
    return select(*columns).where(where).group_by(notice.c.kind, notice.c.state)


_DEPTH = union_all(
    _depth(_WAITS, func.min(_SINCE)),
    _depth(_is(State.LEASED), func.min(_SINCE)),
    _depth(_is(State.DEAD), literal_column("NULL", notice.c.due_at.type)),
)

_HOURS = IN_TIME.total_seconds() / 3600
_CAME_IN_TIME = and_(
    _is(State.SENT), hours_between(notice.c.created_at, notice.c.sent_at) <= _HOURS
)
# Whoever chose a weekly digest was not told late.
_IS_WANTED_LATER = and_(
    notice.c.attempts == 0, hours_between(notice.c.created_at, notice.c.due_at) > _HOURS
)
_IS_SETTLED = or_(
    _is(State.SENT),
    and_(
        notice.c.state.in_([State.PENDING, State.LEASED, State.UNCERTAIN, State.DEAD]),
        notice.c.created_at <= bindparam("day_ago", type_=notice.c.created_at.type),
    ),
)
_PROMPTNESS = (
    select(
        notice.c.kind,
        func.count().label("rows"),
        func.sum(case((_CAME_IN_TIME, 1), else_=0)).label("in_time"),
    )
    .where(notice.c.created_at >= bindparam("since"), _IS_SETTLED, ~_IS_WANTED_LATER)
    .group_by(notice.c.kind)
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

    async def promptness(self) -> list[Promptness]:
        """Of a week: what was sent, and what should have been a day after it was written."""
        now = self._transaction.now
        rows = await self._rows(_PROMPTNESS, since=now - LOOKED_BACK, day_ago=now - IN_TIME)
        return [_to_promptness(row) for row in rows]

    async def updates_waiting(self) -> tuple[int, datetime | None]:
        """How many updates are not handled, and since when the oldest waits."""
        [(waiting, since)] = await self._connection.execute(_UPDATES)
        return waiting, since


def _to_promptness(row: Mapping[str, Any]) -> Promptness:
    return Promptness(row["kind"], row["rows"], int(row["in_time"]))
