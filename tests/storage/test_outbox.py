"""The outbox on both databases: what is leased to whom, and when."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from domain.notices.model import Kind
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.line import BOT, FATHER, MOTHER, SHORT, TEACHER, Line, chats, kinds
from tests.support.school import SmallSchool


@pytest.fixture
async def line(database: Database, school: SmallSchool, clock: OwnClock) -> Line:
    async with database.write(clock()) as uow:
        for chat_id in (MOTHER, FATHER, TEACHER):
            await uow.chats.remember(chat_id, "ru")
        await uow.commit()
    return Line(database, school, clock)


async def test_what_matters_most_goes_first_whatever_came_first(line: Line) -> None:
    await line.write(MOTHER, Kind.HOMEWORK)
    await line.write(FATHER, Kind.MARK)
    line.clock.advance(timedelta(hours=1))
    await line.write(TEACHER, Kind.ABSENCE)
    assert chats(await line.lease(1)) == [TEACHER]
    assert chats(await line.lease()) == [FATHER, MOTHER]


async def test_what_has_waited_long_enough_goes_before_what_matters_more(line: Line) -> None:
    await line.write(MOTHER, Kind.HOMEWORK)
    line.clock.advance(timedelta(hours=49))
    await line.write(FATHER, Kind.ABSENCE)
    assert chats(await line.lease()) == [MOTHER, FATHER]


async def test_what_waits_for_a_chat_goes_together_and_letters_alone(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK)
    await line.write(MOTHER, Kind.MESSAGE)
    await line.write(MOTHER, Kind.ABSENCE)
    [first] = await line.lease()
    assert kinds(first) == [Kind.MARK, Kind.ABSENCE]
    await line.sent(first)
    [second] = await line.lease()
    assert kinds(second) == [Kind.MESSAGE]


async def test_what_is_not_due_yet_stays(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK, due=SHORT)
    assert await line.lease() == []
    line.clock.advance(SHORT)
    assert chats(await line.lease()) == [MOTHER]


async def test_a_chat_that_is_being_sent_to_is_left_alone(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK)
    [held] = await line.lease()
    await line.write(MOTHER, Kind.ABSENCE)
    assert await line.lease() == []
    await line.sent(held)
    assert chats(await line.lease()) == [MOTHER]


async def test_a_lease_that_ran_out_is_uncertain_and_its_holder_writes_nothing(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK)
    [lost] = await line.lease()
    line.clock.advance(2 * SHORT)
    async with line.database.write(line.clock()) as uow:
        assert await uow.outbox.expire() == 1
        await uow.commit()
    assert await line.states() == [("uncertain", "")]
    [again] = await line.lease()
    assert again.notices[0].is_doubtful
    await line.sent(lost)
    assert await line.states() == [("leased", "")]
    await line.sent(again)
    assert await line.states() == [("sent", "")]


async def test_a_lease_of_a_clock_that_was_ahead_does_not_hold_the_chat(line: Line) -> None:
    right = line.clock()
    await line.write(MOTHER, Kind.MARK)
    line.clock.advance(timedelta(days=365))
    await line.lease()
    line.clock.now = right + SHORT
    async with line.database.write(line.clock()) as uow:
        assert await uow.outbox.next_due() == line.clock()
        assert await uow.outbox.expire() == 1
        await uow.commit()
    [again] = await line.lease()
    assert again.notices[0].is_doubtful


async def test_a_rest_of_a_clock_that_was_ahead_does_not_hold_the_chat(line: Line) -> None:
    right = line.clock()
    line.clock.advance(timedelta(days=365))
    async with line.database.write(line.clock()) as uow:
        await uow.rests.rest(BOT, 0, line.clock() + SHORT)
        await uow.commit()
    line.clock.now = right
    await line.write(MOTHER, Kind.MARK)
    assert chats(await line.lease()) == [MOTHER]


async def test_a_chat_rests_between_two_messages_only_while_more_waits(line: Line) -> None:
    await line.write(MOTHER, Kind.MESSAGE, about=1, ref=1)
    await line.write(MOTHER, Kind.MESSAGE, about=2, ref=2)
    await line.write(FATHER, Kind.MESSAGE)
    for lease in await line.lease():
        await line.sent(lease, gap=timedelta(seconds=1))
    assert await line.lease() == []
    async with line.database.read(line.clock()) as uow:
        found = await uow.connection.execute(select(t.chat_rest.c.chat_id))
        assert list(found.scalars()) == [MOTHER]
    line.clock.advance(timedelta(seconds=1))
    assert chats(await line.lease()) == [MOTHER]


async def test_the_gap_between_two_messages_shortens_no_rest(line: Line) -> None:
    await line.write(MOTHER, Kind.MESSAGE, ref=1)
    await line.write(MOTHER, Kind.MESSAGE, ref=2)
    [lease] = await line.lease()
    end = line.clock() + SHORT
    async with line.database.write(line.clock()) as uow:
        await uow.rests.rest(BOT, MOTHER, end)  # Telegram said so, of a file or an answer
        await uow.commit()
    await line.sent(lease, gap=timedelta(seconds=1))
    async with line.database.read(line.clock()) as uow:
        assert await uow.rests.ends(BOT) == {MOTHER: end}


async def test_when_all_rest_nobody_is_sent_to(line: Line) -> None:
    await line.write(MOTHER, Kind.ABSENCE)
    async with line.database.write(line.clock()) as uow:
        await uow.connection.execute(
            insert(t.chat_rest).values(bot_id=BOT, chat_id=0, until=line.clock() + SHORT)
        )
        await uow.commit()
    assert await line.lease() == []
    line.clock.advance(SHORT)
    assert chats(await line.lease()) == [MOTHER]


async def test_a_bot_sends_to_its_own_chats_alone(line: Line) -> None:
    await line.write(MOTHER, Kind.MARK)
    await line.write(FATHER, Kind.MARK)
    async with line.database.write(line.clock()) as uow:
        await uow.connection.execute(update(t.chat).where(t.chat.c.id == MOTHER).values(bot_id=2))
        await uow.commit()
    assert chats(await line.lease(bot=1)) == [FATHER]
    assert chats(await line.lease(bot=2)) == [MOTHER]


async def test_the_next_due_moment_is_known(line: Line) -> None:
    async with line.database.read(line.clock()) as uow:
        assert await uow.outbox.next_due() is None
    await line.write(MOTHER, Kind.MARK, due=2 * SHORT)
    await line.write(MOTHER, Kind.MESSAGE, due=SHORT)
    async with line.database.read(line.clock()) as uow:
        assert await uow.outbox.next_due() == line.clock() + SHORT
