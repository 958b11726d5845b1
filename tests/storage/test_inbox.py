"""The inbox of updates: each number once, each effect once, each bot for itself."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import jobs
from bot.app import App
from domain.inbox import Queue, Received
from storage import tables as t
from storage.database import Database
from storage.turns import Turns
from tests.support.clock import OwnClock

BOT, OTHER_BOT = 1, 2


async def put(database: Database, clock: OwnClock, *updates: Received, bot: int = BOT) -> bool:
    async with database.write(clock()) as uow:
        all_new = await uow.inbox.put(bot, updates)
        await uow.commit()
    return all_new


async def handled(database: Database, clock: OwnClock, *numbers: int) -> None:
    async with database.write(clock()) as uow:
        await uow.inbox.mark_handled(BOT, numbers)
        await uow.commit()


async def effect(database: Database, clock: OwnClock, number: int, *, bot: int = BOT) -> bool:
    async with database.write(clock()) as uow:
        is_first = await uow.inbox.effect(bot, number)
        await asyncio.sleep(0)
        await uow.commit()
    return is_first


async def waiting(database: Database, clock: OwnClock, user: int, limit: int = 9) -> list[int]:
    async with database.read(clock()) as uow:
        return [each.update_id for each in await uow.inbox.waiting(BOT, user, limit)]


async def numbers(database: Database, clock: OwnClock) -> list[int]:
    async with database.read(clock()) as uow:
        found = await uow.connection.execute(
            select(t.inbox_update.c.update_id).order_by(t.inbox_update.c.update_id)
        )
        return [row.update_id for row in found]


async def test_what_is_there_stays_as_it_is(database: Database, clock: OwnClock) -> None:
    assert await put(database, clock, Received(5, 1, "{}"))
    again = await put(database, clock, Received(5, 1, '{"other": 1}'), Received(6, 1, "{}"))
    assert not again, "one of them was there"
    async with database.read(clock()) as uow:
        first, second = await uow.inbox.waiting(BOT, 1, 9)
    assert (first.body, second.update_id) == ("{}", 6)
    assert first.received_at == clock()


async def test_the_same_number_twice_in_one_batch(database: Database, clock: OwnClock) -> None:
    assert not await put(database, clock, Received(5, 1, "{}"), Received(5, 1, "{}"))
    assert await waiting(database, clock, 1) == [5]


async def test_a_person_has_what_waits_in_order(database: Database, clock: OwnClock) -> None:
    await put(database, clock, *(Received(n, n % 2, "{}") for n in (9, 3, 5, 4, 7)))
    await put(database, clock, Received(1, 1, "{}"), bot=OTHER_BOT)
    await handled(database, clock, 5)
    assert await waiting(database, clock, 1) == [3, 7, 9]
    assert await waiting(database, clock, 1, limit=2) == [3, 7]


async def test_what_was_handled_says_nothing_any_more(database: Database, clock: OwnClock) -> None:
    await put(database, clock, Received(5, 1, '{"text": "Болеет"}'))
    await handled(database, clock, 5)
    async with database.read(clock()) as uow:
        (row,) = (await uow.connection.execute(select(t.inbox_update))).all()
    assert row.body is None
    assert row.handled_at == clock()


async def test_one_effect(database: Database, clock: OwnClock) -> None:
    await put(database, clock, Received(5, 1, "{}"), Received(6, 1, "{}"))
    assert await effect(database, clock, 5)
    assert not await effect(database, clock, 5)
    await handled(database, clock, 6)
    assert not await effect(database, clock, 6), "handled, without an effect"
    assert not await effect(database, clock, 7), "never stored"
    assert not await effect(database, clock, 5, bot=OTHER_BOT)
    async with database.read(clock()) as uow:
        (left,) = await uow.inbox.waiting(BOT, 1, 9)
    assert left.is_effected


async def test_of_two_at_once_one_has_the_effect(database: Database, clock: OwnClock) -> None:
    await put(database, clock, Received(5, 1, "{}"))
    done = await asyncio.gather(*(effect(database, clock, 5) for _ in range(5)))
    assert sorted(done) == [False] * 4 + [True]


async def test_an_effect_rolled_back_was_none(database: Database, clock: OwnClock) -> None:
    await put(database, clock, Received(5, 1, "{}"))
    async with database.write(clock()) as uow:
        assert await uow.inbox.effect(BOT, 5)
    assert await effect(database, clock, 5)


async def test_queues_by_their_first_update(database: Database, clock: OwnClock) -> None:
    await put(database, clock, Received(1, 70, "{}"), Received(2, 50, "{}"), Received(3, 70, "{}"))
    clock.advance(timedelta(seconds=9))
    await put(database, clock, Received(4, 60, "{}"), Received(5, 50, "{}"))
    await handled(database, clock, 1)
    now = clock()
    async with database.read(now) as uow:
        queues = uow.inbox.queues
        assert await queues(BOT, now, -1, 9) == [Queue(50, 2), Queue(70, 3), Queue(60, 4)]
        assert await queues(BOT, now, -1, 2) == [Queue(50, 2), Queue(70, 3)]
        assert await queues(BOT, now, 3, 2) == [Queue(60, 4)]
        earlier = now - timedelta(seconds=5)
        assert await queues(BOT, earlier, -1, 9) == [Queue(50, 2), Queue(70, 3)]
        assert await queues(OTHER_BOT, now, -1, 9) == []


async def test_numbers_are_forgotten_after_two_days_and_the_rest_after_a_week(
    app: App, database: Database, clock: OwnClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_PORTION", 1)
    await put(database, clock, Received(1, 1, "{}"), Received(2, 1, "{}"))
    await handled(database, clock, 1)
    clock.advance(timedelta(days=1))
    await put(database, clock, Received(3, 1, "{}"), Received(4, 1, "{}"))
    await handled(database, clock, 3)
    clock.advance(timedelta(days=1, minutes=1))
    await jobs.forget_old_updates(app)
    assert await numbers(database, clock) == [2, 3, 4]
    clock.advance(timedelta(days=5))
    await jobs.forget_old_updates(app)
    assert await numbers(database, clock) == [4]


async def test_a_person_is_one_programs_turn_until_it_gives_it_back_or_dies(
    database: Database,
) -> None:
    if database.is_sqlite:
        pytest.skip("an SQLite file has one program")
    ours, theirs = Turns(database, BOT), Turns(database, BOT)
    assert await ours.take(7)
    assert not await theirs.take(7)
    assert await theirs.take(8)
    others = Turns(database, OTHER_BOT)
    assert await others.take(7), "another bot's person"
    await ours.give_back(7)
    assert await theirs.take(7)
    await theirs.close()
    assert await ours.take(7)
    assert await ours.take(8)
    await ours.close()
    await others.close()
