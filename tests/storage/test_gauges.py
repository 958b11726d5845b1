"""What `/metrics` reads: depth, the age of the oldest, and the share told within a day."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from domain.notices.model import Kind, State
from storage import tables as t
from storage.database import Database
from storage.gauges import Depth, Fate
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CHAT = 77


class Ledger:
    """Writes notices as they would be found."""

    def __init__(self, database: Database, school: SmallSchool, clock: OwnClock) -> None:
        self.database = database
        self.school = school
        self.clock = clock
        self.rows: list[dict[str, Any]] = []

    def add(
        self,
        kind: Kind,
        state: State,
        *,
        age: timedelta,
        planned: timedelta = timedelta(0),
        put_off: timedelta = timedelta(0),
        took: timedelta | None = None,
        reason: str = "",
    ) -> None:
        """Written `age` ago, planned for so long after that, sent when it `took` so long."""
        created = self.clock() - age
        self.rows.append(
            {
                "kind": kind,
                "ref_id": len(self.rows) + 1,
                "about_id": 1,
                "person_id": self.school["elena"],
                "chat_id": CHAT,
                "state": state,
                "reason": reason,
                "created_at": created,
                "planned_at": created + planned,
                "due_at": created + planned + put_off,
                "sent_at": None if took is None else created + took,
            }
        )

    async def write(self) -> None:
        async with self.database.write(self.clock()) as uow:
            await uow.chats.remember(CHAT, "ru")
            await uow.connection.execute(insert(t.notice), self.rows)
            await uow.commit()


async def test_depth_and_age_by_kind_and_state(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    ledger = Ledger(database, school, clock)
    ledger.add(Kind.MARK, State.PENDING, age=3 * HOUR)
    ledger.add(Kind.MARK, State.PENDING, age=HOUR)
    ledger.add(Kind.MARK, State.PENDING, age=HOUR, planned=9 * HOUR)  # for the evening
    ledger.add(Kind.HOMEWORK, State.PENDING, age=HOUR, planned=9 * HOUR)
    ledger.add(Kind.ABSENCE, State.UNCERTAIN, age=2 * HOUR, put_off=5 * HOUR)
    ledger.add(Kind.ABSENCE, State.LEASED, age=HOUR, planned=HOUR / 2)
    ledger.add(Kind.FINAL_MARK, State.DEAD, age=80 * HOUR)
    ledger.add(Kind.MARK, State.SENT, age=HOUR, took=HOUR / 60)
    await ledger.write()
    async with database.read(clock()) as uow:
        depth = await uow.gauges.depth()
    assert sorted(depth, key=lambda each: (each.kind, each.state)) == [
        Depth("absence", "leased", 1, clock() - HOUR / 2),
        Depth("absence", "uncertain", 1, clock() - 2 * HOUR),
        Depth("final_mark", "dead", 1, None),
        Depth("homework", "pending", 1, None),
        Depth("mark", "pending", 3, clock() - 3 * HOUR),
    ]


async def test_the_share_told_within_a_day(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    ledger = Ledger(database, school, clock)
    ledger.add(Kind.MARK, State.SENT, age=2 * DAY, took=24 * HOUR - HOUR / 3600)
    ledger.add(Kind.MARK, State.SENT, age=2 * DAY, took=24 * HOUR + HOUR / 3600)
    ledger.add(Kind.MARK, State.SENT, age=8 * DAY, took=2 * DAY)  # more than a week ago
    ledger.add(Kind.MARK, State.PENDING, age=25 * HOUR)
    ledger.add(Kind.MARK, State.PENDING, age=23 * HOUR)  # there is still time
    ledger.add(Kind.MARK, State.SENT, age=5 * DAY, planned=3 * DAY, took=3 * DAY)  # weekly
    ledger.add(Kind.MARK, State.SUPPRESSED, age=2 * DAY, reason="blocked")
    ledger.add(Kind.MARK, State.SUPERSEDED, age=2 * DAY, reason="newer")
    ledger.add(Kind.FINAL_MARK, State.DEAD, age=4 * DAY, put_off=3 * DAY, reason="late")
    await ledger.write()
    async with database.bulk(clock()) as uow:
        week = await uow.gauges.week()
    assert set(week) == {
        Fate("mark", "sent", "", rows=3, owed=2, in_time=1),
        Fate("mark", "pending", "", rows=2, owed=1, in_time=0),
        Fate("mark", "suppressed", "blocked", rows=1, owed=0, in_time=0),
        Fate("mark", "superseded", "newer", rows=1, owed=0, in_time=0),
        Fate("final_mark", "dead", "late", rows=1, owed=1, in_time=0),
    }


async def test_updates_that_wait(database: Database, clock: OwnClock) -> None:
    row = {"bot_id": 1, "user_id": 5, "body": "{}", "handled_at": None}
    async with database.write(clock()) as uow:
        assert await uow.gauges.updates_waiting() == (0, None)
        for number, age in enumerate((3 * HOUR, 2 * HOUR, HOUR)):
            handled = clock() if number == 0 else None
            await uow.connection.execute(
                insert(t.inbox_update),
                {
                    **row,
                    "update_id": number,
                    "received_at": clock() - age,
                    "handled_at": handled,
                },
            )
        assert await uow.gauges.updates_waiting() == (2, clock() - 2 * HOUR)


async def test_the_week_is_found_by_an_index(database: Database, clock: OwnClock) -> None:
    """The ledger is kept for years."""
    if not database.is_sqlite:
        return  # plans of an empty PostgreSQL say nothing
    async with database.bulk(clock()) as uow:
        plan = await uow.connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM notice WHERE created_at >= '2026'"
        )
        assert "ix_notice_created" in str(plan.all())
