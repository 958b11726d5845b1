"""Two who record orders of enrolment for a class at the same moment, on both databases."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.actor import Actor
from domain.errors import Refused
from domain.handover.model import ClassOrders
from domain.handover.orders import record_for_class
from domain.handover.use_cases import record_order
from domain.staff.model import Order
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import Work, side_by_side
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, CLASS_7A, SmallSchool

TEACHER, ADMIN = 721, 722


@pytest.fixture
async def both(database: Database, school: SmallSchool, clock: OwnClock) -> None:
    """The homeroom teacher of 7А and the administrator are connected."""
    async with database.write(clock()) as uow:
        for chat, name in ((TEACHER, "orlova"), (ADMIN, "admin")):
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": school[name], "role": "staff"}
            await uow.connection.execute(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()


def order(number: int) -> Order:
    return Order(str(number), date(2026, 11, 20))


async def changes(uow: SqlUnitOfWork) -> list[tuple[Any, Any]]:
    """What the log says was there before, and is now."""
    record = t.audit_record.c
    recorded = select(record.before, record.after).where(record.action == "record_order")
    rows = (await uow.connection.execute(recorded.order_by(record.seq))).all()
    return [(json.loads(before or "null"), json.loads(after)) for before, after in rows]


@pytest.mark.usefixtures("both")
async def test_the_order_of_a_class_is_one_of_the_two(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    def work(number: int) -> Work:
        async def record(uow: SqlUnitOfWork, actor: Actor) -> ClassOrders:
            return await record_for_class(uow, actor, school.classes["7А"], order(number))

        return record

    chats = (TEACHER, ADMIN) * 2
    jobs = [(chat, work(number)) for number, chat in enumerate(chats, start=1)]
    done = await side_by_side(database, clock, jobs)
    refused = [each.code for each in done if isinstance(each, Refused)]
    assert refused == ["no_order_lacking"] * 3
    async with database.read(clock()) as uow:
        found = await uow.connection.execute(select(t.account_order.c.number))
        assert len(set(found.scalars())) == 1
        assert len(await changes(uow)) == len(CLASS_7A)


@pytest.mark.usefixtures("both")
async def test_what_an_order_replaced_is_in_the_log(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    def work(number: int) -> Work:
        async def record(uow: SqlUnitOfWork, actor: Actor) -> object:
            return await record_order(uow, actor, school["anna"], order(number))

        return record

    await side_by_side(
        database, clock, [(chat, work(n)) for n, chat in enumerate((TEACHER, ADMIN) * 3)]
    )
    async with database.read(clock()) as uow:
        noted = await changes(uow)
    before = [None if was is None else was["number"] for was, _now in noted]
    assert before == [None, *(now["number"] for _was, now in noted)][:-1]
