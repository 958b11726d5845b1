"""What a chat was told of a thing, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.dialects import sqlite

from domain.notices.model import Kind, Notice
from storage import tables as t
from storage import told
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

MOTHER, FATHER = 501, 502


class Ledger:
    """Rows of the outbox as they are after the calls that are told of."""

    def __init__(self, database: Database, school: SmallSchool, clock: OwnClock) -> None:
        self.database = database
        self.school = school
        self.clock = clock

    async def write(self, ref: int, chat: int = MOTHER, child: str = "anna", **more: Any) -> int:
        values = {
            "kind": Kind.MARK,
            "ref_id": ref,
            "about_id": 7,
            "student_id": self.school[child],
            "person_id": self.school["elena"],
            "chat_id": chat,
            "state": "sent",
            "created_at": self.clock(),
            "due_at": self.clock(),
            "planned_at": self.clock(),
            **more,
        }
        async with self.database.write(self.clock()) as uow:
            done = await uow.connection.execute(insert(t.notice).values(**values))
            await uow.commit()
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    def at(self, minutes: int) -> Any:
        return self.clock() + timedelta(minutes=minutes)

    async def shown_with(self, notice_id: int, chat: int = MOTHER) -> list[int]:
        async with self.database.read(self.clock()) as uow:
            return [each.id for each in await uow.outbox.shown_with(chat, notice_id)]

    def asked(self, kind: Kind = Kind.MARK, about: int = 7) -> Notice:
        return Notice(
            id=0,
            kind=kind,
            ref_id=0,
            about_id=about,
            student_id=self.school["anna"],
            person_id=self.school["elena"],
            chat_id=MOTHER,
            due_at=self.clock(),
            created_at=self.clock(),
            planned_at=self.clock(),
        )


@pytest.fixture
async def ledger(database: Database, school: SmallSchool, clock: OwnClock) -> Ledger:
    async with database.write(clock()) as uow:
        for chat_id in (MOTHER, FATHER):
            await uow.chats.remember(chat_id, "ru")
        await uow.commit()
    return Ledger(database, school, clock)


async def test_tellings_of_a_thing_are_in_the_order_of_the_calls(ledger: Ledger) -> None:
    await ledger.write(1, sent_at=ledger.at(9), told="5", telegram_message_id=70)
    await ledger.write(2, state="uncertain", doubtful_since=ledger.at(3), told="4")
    await ledger.write(3, state="superseded", doubtful_since=ledger.at(1))
    for other in (
        {"chat": FATHER},
        {"child": "misha"},
        {"about_id": 8},
        {"kind": Kind.FINAL_MARK},
        {"state": "pending"},
        {"state": "superseded"},
        {"state": "suppressed"},
    ):
        await ledger.write(4, **{"sent_at": None, **other})  # type: ignore[arg-type]
    async with ledger.database.read(ledger.clock()) as uow:
        told = await uow.outbox.told_about(
            MOTHER, [ledger.asked(), ledger.asked(Kind.ABSENCE), ledger.asked(about=99)]
        )
    assert {thing: [(each.ref_id, each.what) for each in all_] for thing, all_ in told.items()} == {
        (Kind.MARK, 7, ledger.school["anna"]): [(3, None), (2, "4"), (1, "5")]
    }


async def test_what_was_sent_at_last_is_in_no_doubt(ledger: Ledger) -> None:
    more = {"doubtful_since": ledger.at(1), "told": "5"}
    await ledger.write(1, sent_at=ledger.at(2), telegram_message_id=70, **more)
    await ledger.write(2, state="superseded", **more)
    async with ledger.database.read(ledger.clock()) as uow:
        told = await uow.outbox.told_about(MOTHER, [ledger.asked()])
    [found] = told.values()
    assert [(each.ref_id, each.doubtful_since) for each in found] == [(2, ledger.at(1)), (1, None)]


async def test_nothing_asked_nothing_told(ledger: Ledger) -> None:
    async with ledger.database.read(ledger.clock()) as uow:
        assert await uow.outbox.told_about(MOTHER, []) == {}


async def test_a_notice_is_shown_with_the_others_of_its_message(ledger: Ledger) -> None:
    first, second, _ = [
        await ledger.write(ref, sent_at=ledger.clock(), telegram_message_id=message)
        for ref, message in ((1, 70), (2, 70), (3, 71))
    ]
    await ledger.write(4, FATHER, sent_at=ledger.clock(), telegram_message_id=70)
    assert await ledger.shown_with(second) == [first, second]
    assert await ledger.shown_with(second, FATHER) == []


async def test_what_may_have_arrived_is_shown_and_what_waits_is_not(ledger: Ledger) -> None:
    doubtful = await ledger.write(1, state="uncertain", doubtful_since=ledger.clock())
    leased = await ledger.write(2, state="leased")
    waiting = await ledger.write(3, state="pending")
    assert await ledger.shown_with(doubtful) == [doubtful]
    assert await ledger.shown_with(leased) == [leased]
    assert await ledger.shown_with(waiting) == []


async def test_its_person_s_habit_comes_with_a_notice(ledger: Ledger) -> None:
    row = await ledger.write(1, sent_at=ledger.clock(), telegram_message_id=70)
    async with ledger.database.write(ledger.clock()) as uow:
        [before] = await uow.outbox.of_message(MOTHER, 70)
        await uow.connection.execute(
            insert(t.notice_habits).values(person_id=ledger.school["elena"], hides_details=True)
        )
        [after] = await uow.outbox.of_message(MOTHER, 70)
    assert (before.id, before.hides_details, after.hides_details) == (row, None, True)


async def test_what_was_told_is_sought_however_much_the_outbox_holds(
    database: Database,
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL plans by what a table holds, and this one is empty")
    compiled = told._TOLD_ABOUT["sqlite"].compile(dialect=sqlite.dialect())
    async with database.engine.connect() as connection:
        plan = await connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {compiled}", ("[]",) * len(compiled.positiontup or ())
        )
        steps = [step.detail for step in plan]
    assert any("SEARCH notice USING INDEX ix_notice_about" in each for each in steps), steps
