"""A lesson that was not held, said and confirmed by two at the same moment, on both databases."""

from sqlalchemy import insert, select

from domain.actor import Actor
from domain.errors import Refused
from domain.timetable.claim_model import Claim, Claimed, ClaimState
from domain.timetable.claims import claim_not_held, confirm_claim
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import side_by_side
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, MONDAY, SmallSchool

CHATS = {741: "orlova", 742: "orlova", 743: "deputy", 744: "deputy"}


async def test_said_once_and_cancelled_once(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    lesson_id = school.lesson("algebra", MONDAY)
    async with database.write(clock()) as uow:
        for chat, name in CHATS.items():
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": school[name], "role": "staff"}
            await uow.connection.execute(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()

    async def says(uow: SqlUnitOfWork, actor: Actor) -> Claimed:
        return await claim_not_held(uow, actor, lesson_id, "Экскурсия")

    done = await side_by_side(database, clock, [(741, says), (742, says)])
    assert [each.code for each in done if isinstance(each, Refused)] == ["claim_asked"]
    async with database.read(clock()) as uow:
        [claim_id] = (await uow.connection.execute(select(t.not_held_claim.c.id))).scalars()

    async def confirms(uow: SqlUnitOfWork, actor: Actor) -> Claim:
        return await confirm_claim(uow, actor, claim_id)

    both = await side_by_side(database, clock, [(743, confirms), (744, confirms)])
    assert [each.state for each in both if isinstance(each, Claim)] == [ClaimState.CONFIRMED] * 2
    async with database.read(clock()) as uow:
        decisions = (await uow.connection.execute(select(t.timetable_change.c.id))).scalars().all()
    assert len(decisions) == 1
