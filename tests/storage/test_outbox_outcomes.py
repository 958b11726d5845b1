"""The outbox on both databases: what came of a lease, and what replaces what."""

import asyncio

import pytest
from sqlalchemy import insert, select

from domain.notices.model import Event, Kind, NewNotice, Reason, State
from domain.notices.outbox import thing_of
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.line import FATHER, MOTHER, SHORT, TEACHER, Line, kinds
from tests.support.school import SmallSchool


@pytest.fixture
async def line(database: Database, school: SmallSchool, clock: OwnClock) -> Line:
    async with database.write(clock()) as uow:
        for chat_id in (MOTHER, FATHER, TEACHER):
            await uow.chats.remember(chat_id, "ru")
        await uow.commit()
    return Line(database, school, clock)


async def test_a_later_change_supersedes_one_that_waits_but_not_one_that_may_have_left(
    line: Line,
) -> None:
    await line.write(MOTHER, Kind.MARK, about=1, ref=1)
    await line.write(MOTHER, Kind.MARK, about=2, ref=2)
    await line.write(MOTHER, Kind.MARK, about=1, ref=3)
    assert await line.states() == [("superseded", "newer"), ("pending", ""), ("pending", "")]
    [lease] = await line.lease()
    await line.write(MOTHER, Kind.MARK, about=1, ref=4)
    assert [state for state, _ in await line.states()][1:] == ["leased", "leased", "pending"]
    await line.sent(lease)


async def test_what_is_superseded_at_this_very_moment_is_not_leased(
    line: Line, database: Database
) -> None:
    """PostgreSQL: the lease must not overwrite what another transaction is about to commit."""
    if database.is_sqlite:
        pytest.skip("has one writer")
    await line.write(MOTHER, Kind.MARK, about=1, ref=1)
    await line.write(MOTHER, Kind.ABSENCE, about=9, ref=9)
    async with database.write(line.clock()) as uow:
        event = Event(Kind.MARK, line.school["anna"], 2, 1)
        await uow.notices.add([NewNotice(event, line.school["elena"], MOTHER, line.clock())])
        leasing = asyncio.create_task(line.lease())
        await asyncio.wait([leasing], timeout=1)
        await uow.commit()
    [lease] = await leasing
    assert kinds(lease) == [Kind.ABSENCE]
    assert await line.states() == [("superseded", "newer"), ("leased", ""), ("pending", "")]


async def test_what_was_told_last_is_known(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK, about=1, ref=1)
    [lease] = await line.lease()
    await line.sent(lease, message=70)
    await line.write(MOTHER, Kind.MARK, about=1, ref=2)
    [lease] = await line.lease()
    async with line.database.read(line.clock()) as uow:
        told = await uow.outbox.told_about(MOTHER, lease.notices)
        of_message = await uow.outbox.of_message(MOTHER, 70)
    [found] = told[thing_of(lease.notices[0])]
    assert (found.ref_id, found.what, found.telegram_message_id) == (1, "5", 70)
    assert [each.ref_id for each in of_message] == [1]


async def test_an_unknown_outcome_is_due_again_and_remembers_what_it_said(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK)
    [lease] = await line.lease()
    until = line.clock() + SHORT
    async with line.database.write(line.clock()) as uow:
        assert await uow.outbox.doubt(lease, {lease.notices[0].id: "4"}, until)
        await uow.commit()
    assert await line.states() == [("uncertain", "")]
    assert await line.lease() == []
    line.clock.advance(SHORT)
    [again] = await line.lease()
    assert again.notices[0].is_doubtful
    assert again.notices[0].attempts == 1


async def test_of_calls_whose_outcome_is_unknown_the_last_one_says_since_when(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK)
    for is_known_lost in (True, True, False):
        line.clock.advance(SHORT)
        [lease] = await line.lease()
        async with line.database.write(line.clock()) as uow:
            if is_known_lost:
                await uow.outbox.doubt(lease, {}, line.clock())
            else:
                line.clock.advance(2 * SHORT)
            await uow.commit()
        async with line.database.write(line.clock()) as uow:
            await uow.outbox.expire()
            [[found]] = (await uow.outbox.told_about(MOTHER, lease.notices)).values()
            await uow.commit()
        assert found.doubtful_since == line.clock()


async def test_what_is_put_off_keeps_its_doubt(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK)
    for doubtful in (False, True):
        [lease] = await line.lease()
        assert lease.notices[0].is_doubtful is doubtful
        async with line.database.write(line.clock()) as uow:
            if doubtful:
                await uow.outbox.put_off(lease, line.clock())
            else:
                await uow.outbox.doubt(lease, {}, line.clock())
            await uow.commit()
    assert await line.states() == [("uncertain", "")]


async def test_what_was_missed_while_away_comes_back_as_one_digest(line: Line) -> None:
    since = line.clock()
    for kind in (Kind.MARK, Kind.MESSAGE):
        await line.write(MOTHER, kind)
        [lease] = await line.lease()
        async with line.database.write(line.clock()) as uow:
            ids = [each.id for each in lease.notices]
            await uow.outbox.close(lease, ids, State.SUPPRESSED, Reason.BLOCKED)
            await uow.commit()
    await line.write(MOTHER, Kind.ABSENCE)
    async with line.database.write(line.clock()) as uow:
        assert await uow.outbox.revive(MOTHER, since) == 2
        await uow.commit()
    [fresh] = await line.lease()
    assert kinds(fresh) == [Kind.ABSENCE]
    await line.sent(fresh)
    [missed] = await line.lease()
    assert kinds(missed) == [Kind.MARK, Kind.MESSAGE]


async def test_a_letter_counts_as_delivered_when_it_is_sent(line: Line) -> None:
    school = line.school
    async with line.database.write(line.clock()) as uow:
        message_id = await _letter(uow, school)
        await uow.commit()
    await line.write(MOTHER, Kind.MESSAGE, about=message_id, ref=message_id)
    [lease] = await line.lease()
    await line.sent(lease)
    recipients = t.message_recipient.c
    async with line.database.read(line.clock()) as uow:
        found = await uow.connection.execute(
            select(recipients.person_id, recipients.delivered_at).order_by(recipients.person_id)
        )
        rows = sorted(tuple(row) for row in found)
    assert dict(rows) == {school["elena"]: line.clock(), school["dmitry"]: None}


async def _letter(uow: SqlUnitOfWork, school: SmallSchool) -> int:
    done = await uow.connection.execute(
        insert(t.message).values(sender_id=school["orlova"], text="…", sent_at=uow.now)
    )
    key = done.inserted_primary_key
    assert key is not None
    for name in ("elena", "dmitry"):
        await uow.connection.execute(
            insert(t.message_recipient).values(
                message_id=key[0], person_id=school[name], student_id=school["anna"]
            )
        )
    return int(key[0])
