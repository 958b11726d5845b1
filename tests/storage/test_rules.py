"""The rules of a school in its row, on both databases: two people at once lose nothing."""

from typing import Any

import pytest
from sqlalchemy import select, update

from domain.actor import Actor
from domain.errors import NotFound, Refused
from domain.rules.model import RuleName
from domain.rules.use_cases import reset_rule, set_rule
from domain.staff.first import invite_principal
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.storage.test_staff import actor, connect, rows
from tests.support.at_once import Work, side_by_side
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

CHATS = (900, 901)


@pytest.fixture
async def both(database: Database, school: SmallSchool, clock: OwnClock) -> None:
    """The director and the administrator, each with a chat."""
    async with database.write(clock()) as uow:
        (issued,), _new = await invite_principal(uow, school.id, "Зимина Вера Павловна")
        await connect(uow, issued.person.id, CHATS[0])
        await connect(uow, school["admin"], CHATS[1])
        await uow.commit()


async def policy(database: Database, clock: OwnClock, school_id: int) -> dict[str, Any]:
    (row,) = await rows(
        database, clock, select(t.school.c.policy).where(t.school.c.id == school_id)
    )
    return dict(row["policy"])


def setting(name: RuleName, typed: str) -> Work:
    async def work(uow: SqlUnitOfWork, actor: Actor) -> None:
        await set_rule(uow, actor, name, typed)

    return work


async def test_changes_of_two_people_at_once_are_both_kept(
    database: Database, school: SmallSchool, clock: OwnClock, both: None
) -> None:
    pairs = (
        (RuleName.FINALS_OPEN, "7", RuleName.EVENING, "20:00"),
        (RuleName.FIVE_FROM, "4,6", RuleName.FOUR_FROM, "3,6"),  # parts of one field
        (RuleName.TIMEZONE, "Asia/Omsk", RuleName.NO_HOMEWORK_GRADES, "1-2"),
    )
    for one, first, other, second in pairs:
        jobs = [(CHATS[0], setting(one, first)), (CHATS[1], setting(other, second))]
        assert await side_by_side(database, clock, jobs) == [None, None]
    assert await policy(database, clock, school.id) == {
        "final_marks_open_days": 7,
        "evening_at": 20 * 60,
        "thresholds": {"5": 4.6, "4": 3.6, "3": 2.5},
        "homework_free_grade_levels": [1, 2],
    }
    (kept,) = await rows(
        database, clock, select(t.school.c.timezone).where(t.school.c.id == school.id)
    )
    assert kept["timezone"] == "Asia/Omsk"


async def test_rules_that_keep_an_order_keep_it_at_once_too(
    database: Database, school: SmallSchool, clock: OwnClock, both: None
) -> None:
    """Each alone would do; together the first day would be after the last one."""
    jobs = [
        (CHATS[0], setting(RuleName.LIST_ASKED, "20")),
        (CHATS[1], setting(RuleName.LIST_DUE, "15")),
    ]
    refused = [each for each in await side_by_side(database, clock, jobs) if each is not None]
    assert [(type(each), each.code) for each in refused] == [(Refused, "out_of_range")]
    assert len(await policy(database, clock, school.id)) == 1


async def test_what_the_session_read_before_is_not_written_back(
    database: Database, school: SmallSchool, clock: OwnClock, both: None
) -> None:
    earlier = await actor(database, clock, CHATS[0])
    await side_by_side(database, clock, [(CHATS[1], setting(RuleName.EVENING, "20"))])
    async with database.write(clock()) as uow:
        await set_rule(uow, earlier, RuleName.FINALS_OPEN, "7")
        await uow.commit()
    kept = {"evening_at": 20 * 60, "final_marks_open_days": 7}
    assert await policy(database, clock, school.id) == kept


async def test_what_files_and_the_server_set_stays(
    database: Database, school: SmallSchool, clock: OwnClock, both: None
) -> None:
    own = {"operator_name": "МБОУ", "slip_window": 1.5, "thresholds": {"5": 4.7, "4": 3.5, "3": 2}}
    async with database.write(clock()) as uow:
        await uow.connection.execute(
            update(t.school).where(t.school.c.id == school.id).values(policy=own)
        )
        await uow.commit()
    director = await actor(database, clock, CHATS[0])
    for name, typed in ((RuleName.FOUR_FROM, "3,8"), (RuleName.NEWS_GAP, "5")):
        async with database.write(clock()) as uow:
            await set_rule(uow, director, name, typed)
            await uow.commit()
    async with database.write(clock()) as uow:
        await reset_rule(uow, director, RuleName.NEWS_GAP)
        await uow.commit()
    expected = own | {"thresholds": {"5": 4.7, "4": 3.8, "3": 2}}
    assert await policy(database, clock, school.id) == expected
    (hat,) = (await actor(database, clock, CHATS[0])).hats
    assert hat.school.policy.thresholds == {5: 4.7, 4: 3.8, 3: 2.0}


async def test_another_school_keeps_its_own(
    database: Database, school: SmallSchool, clock: OwnClock, both: None
) -> None:
    async with database.write(clock()) as uow:
        made = await uow.connection.execute(
            t.school.insert().values(sourced_id="far", name="Школа № 2", policy={})
        )
        key = made.inserted_primary_key
        assert key is not None
        await uow.commit()
    await side_by_side(database, clock, [(CHATS[0], setting(RuleName.EVENING, "20"))])
    assert await policy(database, clock, int(key[0])) == {}
    async with database.read(clock()) as uow:
        with pytest.raises(NotFound):
            await uow.rules.stored(10**6)
