"""The outbox on both databases: what is leased to whom, and what came of it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from domain.notices.model import Event, Kind, NewNotice, Reason, State
from domain.notices.outbox import Lease, Sent, thing_of
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

MOTHER, FATHER, TEACHER = 501, 502, 504
BOT = 1
SHORT = timedelta(seconds=30)
NOTHING = timedelta()


class Line:
    """The outbox of one database, a transaction for every step."""

    def __init__(self, database: Database, school: SmallSchool, clock: OwnClock) -> None:
        self.database = database
        self.school = school
        self.clock = clock

    async def write(
        self, chat_id: int, kind: Kind, about: int = 1, ref: int = 1, *, due: timedelta = NOTHING
    ) -> None:
        event = Event(kind, self.school["anna"], ref, about)
        async with self.database.write(self.clock()) as uow:
            await uow.notices.add(
                [NewNotice(event, self.school["elena"], chat_id, self.clock() + due)]
            )
            await uow.commit()

    async def lease(self, messages: int = 9, bot: int = BOT) -> list[Lease]:
        async with self.database.write(self.clock()) as uow:
            leases = await uow.outbox.lease(bot, messages, self.clock() + SHORT)
            await uow.commit()
        return leases

    async def sent(self, lease: Lease, gap: timedelta = NOTHING, message: int = 77) -> None:
        async with self.database.write(self.clock()) as uow:
            told = {each.id: "5" for each in lease.notices}
            await uow.outbox.mark_sent([Sent(lease, told, message)], gap)
            await uow.commit()

    async def states(self) -> list[tuple[str, str]]:
        async with self.database.read(self.clock()) as uow:
            found = await uow.connection.execute(
                select(t.notice.c.state, t.notice.c.reason).order_by(t.notice.c.id)
            )
            return [tuple(row) for row in found]


@pytest.fixture
async def line(database: Database, school: SmallSchool, clock: OwnClock) -> Line:
    async with database.write(clock()) as uow:
        for chat_id in (MOTHER, FATHER, TEACHER):
            await uow.chats.remember(chat_id, "ru")
        await uow.commit()
    return Line(database, school, clock)


def chats(leases: list[Lease]) -> list[int]:
    return [each.chat_id for each in leases]


def kinds(lease: Lease) -> list[Kind]:
    return [each.kind for each in lease.notices]


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


async def test_the_next_due_moment_is_known(line: Line) -> None:
    async with line.database.read(line.clock()) as uow:
        assert await uow.outbox.next_due() is None
    await line.write(MOTHER, Kind.MARK, due=2 * SHORT)
    await line.write(MOTHER, Kind.MESSAGE, due=SHORT)
    async with line.database.read(line.clock()) as uow:
        assert await uow.outbox.next_due() == line.clock() + SHORT


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
