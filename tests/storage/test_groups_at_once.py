"""Two who move one pupil to another group at the same moment, on both databases."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import delete, insert, select

from domain.actor import Actor
from domain.groups.use_cases import move_pupil
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import side_by_side
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, TODAY, SmallSchool

TEACHER, DEPUTY = 771, 772
SINCE = TODAY + timedelta(days=1)
BACK = SINCE + timedelta(days=7)


async def test_whoever_waited_finds_the_pupil_moved(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """So it is recorded and told once."""
    one, other = school.sections["english1"], school.sections["english2"]
    await _connected(database, school, clock)
    async with database.read(clock()) as uow:
        [member, *_rest] = await uow.groups.members([one], TODAY)

    for group, since in ((other, SINCE), (one, BACK)):

        async def moves(
            uow: SqlUnitOfWork, actor: Actor, group: int = group, since: date = since
        ) -> int | None:
            place = school.classes["7А"], member.student.id, group
            return (await move_pupil(uow, actor, *place, since)).told

        done = await side_by_side(database, clock, [(TEACHER, moves), (DEPUTY, moves)])
        assert [each for each in done if each is not None] == [0], "no family is connected"
    async with database.read(clock()) as uow:
        run = uow.connection.execute
        it = t.section_student.c
        mine = it.student_id == member.student.id, it.section_id.in_([one, other])
        held = await run(select(it.section_id, it.ends).where(*mine).order_by(it.begins))
        assert [tuple(row) for row in held] == [(one, SINCE), (other, BACK), (one, None)]
        moved = t.audit_record.c.action == "edit_groups"
        assert len((await run(select(t.audit_record.c.thing_id).where(moved))).all()) == 2


async def test_two_who_put_a_pupil_in_at_once_put_her_in_one_group(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """She is in none yet, so that there is no row of hers to wait for."""
    one, other = school.sections["english1"], school.sections["english2"]
    await _connected(database, school, clock)
    it = t.section_student.c
    anna = it.student_id == school["anna"], it.section_id.in_([one, other])
    async with database.write(clock()) as uow:
        await uow.connection.execute(delete(t.section_student).where(*anna))
        await uow.commit()

    async def puts_in(uow: SqlUnitOfWork, actor: Actor, group: int) -> None:
        await move_pupil(uow, actor, school.classes["7А"], school["anna"], group, SINCE)

    jobs = [(TEACHER, partial(puts_in, group=one)), (DEPUTY, partial(puts_in, group=other))]
    assert await side_by_side(database, clock, jobs) == [None, None]
    async with database.read(clock()) as uow:
        members = await uow.groups.members([one, other], SINCE)
        held = [each for each in members if each.student.id == school["anna"]]
        assert [each.holds(SINCE) for each in held if not each.is_empty] == [True]


async def _connected(database: Database, school: SmallSchool, clock: OwnClock) -> None:
    async with database.write(clock()) as uow:
        for chat, name in ((TEACHER, "orlova"), (DEPUTY, "deputy")):
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": school[name], "role": "staff"}
            await uow.connection.execute(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()
