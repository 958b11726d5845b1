"""Two administrators, two statements, one person: at the same moment, on both databases."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.actor import Actor
from domain.errors import Refused
from domain.personal_data.erasing import ask_erasure, execute_erasure, record_erasure
from domain.personal_data.erasure_model import Act, Erasure
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import Work, once, side_by_side
from tests.support.clock import OwnClock
from tests.support.outbox import add
from tests.support.school import BEGAN, SmallSchool

FIRST, SECOND, MOTHER = 711, 712, 713


@pytest.fixture
async def second(database: Database, school: SmallSchool, clock: OwnClock) -> int:
    """Another administrator beside the school's own, both connected, and Anna's mother."""
    async with database.write(clock()) as uow:
        other = await add(
            uow,
            t.person,
            sourced_id="admin-2",
            school_id=school.id,
            family_name="Ким",
            given_name="Вера",
            middle_name="Львовна",
            sort_key="ким вера львовна",
        )
        role = {"person_id": other, "role": "system_admin"}
        await uow.connection.execute(insert(t.role_assignment).values(**role))
        bound = (
            (FIRST, school["admin"], "staff", None),
            (SECOND, other, "staff", None),
            (MOTHER, school["elena"], "guardian", school["anna"]),
        )
        for chat, who, as_whom, child in bound:
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": who, "role": as_whom, "student_id": child}
            await uow.connection.execute(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()
    return other


async def rows(database: Database, clock: OwnClock, statement: Any) -> list[Any]:
    async with database.read(clock()) as uow:
        return list((await uow.connection.execute(statement)).mappings())


async def test_an_erasure_confirmed_by_two_is_one_act(
    database: Database, school: SmallSchool, clock: OwnClock, second: int
) -> None:
    asked: Erasure = await once(
        database,
        clock,
        MOTHER,
        lambda uow, actor: ask_erasure(uow, actor, school["anna"], school["elena"]),
    )

    async def confirm(uow: SqlUnitOfWork, actor: Actor) -> Act:
        return await execute_erasure(uow, actor, asked.id)

    done = await side_by_side(database, clock, [(FIRST, confirm), (SECOND, confirm)] * 2)
    (act,) = (each for each in done if isinstance(each, Act))
    refused = [each for each in done if isinstance(each, Refused)]
    assert [each.code for each in refused] == ["erasure_decided"] * 3
    assert act.by.id in (school["admin"], second)
    (row,) = await rows(database, clock, select(t.erasure))
    assert (row["state"], row["act_number"], row["decided_by"]) == ("done", 1, act.by.id)
    erased = select(t.audit_record).where(t.audit_record.c.action == "erase_data")
    assert len(await rows(database, clock, erased)) == 1


async def test_acts_of_two_people_made_at_once_have_a_number_each(
    database: Database, school: SmallSchool, clock: OwnClock, second: int
) -> None:
    asked = [
        await once(
            database,
            clock,
            MOTHER,
            partial(ask_erasure, student_id=school["anna"], person_id=school[who]),
        )
        for who in ("elena", "anna")
    ]
    jobs: list[tuple[int, Work]] = [
        (chat, partial(execute_erasure, erasure_id=each.id))
        for chat, each in zip((FIRST, SECOND), asked, strict=True)
    ]
    done = await side_by_side(database, clock, jobs)
    assert sorted(act.erasure.act_number for act in done) == [1, 2]


async def test_a_person_has_one_open_request_however_it_is_asked(
    database: Database, school: SmallSchool, clock: OwnClock, second: int
) -> None:
    async def on_paper(uow: SqlUnitOfWork, actor: Actor) -> Erasure:
        return await record_erasure(uow, actor, school["elena"], "14 от 20.11.2026")

    async def in_chat(uow: SqlUnitOfWork, actor: Actor) -> Erasure:
        return await ask_erasure(uow, actor, school["anna"], school["elena"])

    jobs: list[tuple[int, Work]] = [(FIRST, on_paper), (SECOND, on_paper), (MOTHER, in_chat)]
    await side_by_side(database, clock, jobs * 2)
    assert len(await rows(database, clock, select(t.erasure))) == 1
