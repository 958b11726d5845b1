"""One import under way: what every step of it shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.roster.problems import LISTED, Problems


@dataclass(slots=True)
class Change:
    """Rows of one kind; `closed` were ended, taken back or removed from a plan."""

    added: int = 0
    changed: int = 0
    closed: int = 0

    def __iadd__(self, other: "Change") -> "Change":
        self.added += other.added
        self.changed += other.changed
        self.closed += other.closed
        return self

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.closed)


@dataclass(slots=True)
class Run:
    """`files` says in which file the rows of a temporary table stand; one not there was absent."""

    connection: AsyncConnection
    now: datetime
    timezone: ZoneInfo
    problems: Problems
    files: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)  # files of the bundle that are not known
    unread: set[str] = field(default_factory=set)  # files of which no line could be read
    changes: dict[str, Change] = field(default_factory=dict)
    # Filled by the first step: the bundle's schools by sourcedId, and those never imported before.
    schools: dict[str, int] = field(default_factory=dict)
    new_school_ids: frozenset[int] = frozenset()
    holidays_before: Mapping[int, Row[Any]] | None = None  # None: the files say nothing of them

    @property
    def today(self) -> date:
        return self.now.astimezone(self.timezone).date()

    def note(self, kind: str, change: Change) -> None:
        """Adds to what is reported for this kind of row."""
        self.changes.setdefault(kind, Change()).__iadd__(change)

    @property
    def written(self) -> int:
        """Rows that differ from before; 0 when a bundle is imported again."""
        return sum(
            change.added + change.changed + change.closed for change in self.changes.values()
        )


async def report(run: Run, stage: str, found: Select[Any], reason: str) -> None:
    """Every row of `found`, its line first, as a problem; no more are read than are listed.

    `reason` is filled in with the row: {1} is its second column.
    """
    rows = (await run.connection.execute(found.limit(LISTED + 1))).all()
    for row in rows[:LISTED]:
        run.problems.add(run.files[stage], row[0], reason.format(*row))
    if len(rows) > LISTED:
        counted = select(func.count()).select_from(found.order_by(None).subquery())
        total = (await run.connection.execute(counted)).scalar_one()
        run.problems.add_uncounted(total - LISTED)
