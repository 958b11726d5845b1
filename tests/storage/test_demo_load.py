"""The demo school in a database: whole, once, and readable by the use cases."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.demo.build import DemoPlan
from bot.demo.load import HoldsData, load_demo
from domain.binding.inviting import issue_invites
from domain.binding.model import InviteRequest
from storage.database import Database
from storage.tables import metadata
from tests.support.demo import MONDAY, MOSCOW, made

PLAN = DemoPlan(MONDAY, MOSCOW, 60, 1)


async def counts(database: Database) -> dict[str, int]:
    async with database.engine.connect() as connection:
        return {
            table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


async def test_every_row_is_written_and_references_hold(database: Database) -> None:
    heard: list[int] = []
    loaded = await load_demo(database, PLAN, heard.append)
    assert sum(heard) == 60
    rows = {name: len(found) for name, found in made(60).rows.items() if found}
    assert loaded.counts == rows
    stored = await counts(database)
    assert {name: number for name, number in stored.items() if number} == rows


async def test_a_database_with_a_school_is_left_alone(database: Database) -> None:
    await load_demo(database, PLAN)
    before = await counts(database)
    with pytest.raises(HoldsData):
        await load_demo(database, DemoPlan(MONDAY, MOSCOW, 75, 2))
    assert await counts(database) == before


async def test_everybody_of_the_cast_can_be_invited(database: Database) -> None:
    loaded = await load_demo(database, PLAN)
    now = made(60).demo.now
    requests = [
        InviteRequest(one.person_id, one.role, one.student_id)
        for each in loaded.cast
        for one in each.accesses
    ]
    async with database.write(now) as uow:
        issued = await issue_invites(uow, requests, issued_by=None)
    assert [each.person.id for each in issued] == [each.person_id for each in requests]


async def test_a_pupils_day_is_read_back(database: Database) -> None:
    loaded = await load_demo(database, PLAN)
    anna = next(one for each in loaded.cast for one in each.accesses if one.role == "student")
    async with database.read(made(60).demo.now) as uow:
        today = await uow.schedule.of_student(anna.person_id, MONDAY, MONDAY)
        tomorrow = MONDAY + timedelta(days=1)
        due = await uow.homework.due(anna.person_id, tomorrow, tomorrow)
    assert [lesson.subject for lesson in today if lesson.number <= 3] == [
        "Разговоры о важном",
        "Русский язык",
        "Алгебра",
    ]
    assert due
