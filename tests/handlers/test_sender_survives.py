"""The sender goes on when the database is away, when we err, and when one chat is in trouble."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

import bot.letters
from bot.counts import Counts
from bot.leasing import LEASE
from bot.outcomes import Outcomes
from domain.notices.facts import MarkFact
from domain.notices.news import News
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork
from handlers.notices.render import render
from handlers.screen import Screen
from storage.database import Database
from tests.support.clock import OwnClock, no_pause
from tests.support.outbox import Outbox
from tests.support.patience import HANGS
from tests.support.people import Client, World

Opens = Callable[..., Any]


@pytest.fixture
async def parents(world: World) -> list[Client]:
    return [await world.guardian("elena", "anna"), await world.guardian("dmitry", "anna")]


def got(client: Client) -> int:
    return sum(each["from"]["is_bot"] for each in client.messages)


class Away:
    """Opens transactions (`read`, `at_once`), but not those whose turn is among `turns`, from 0."""

    def __init__(self, opens: Opens, turns: range) -> None:
        self._opens = opens
        self._turns = turns
        self._turn = itertools.count()
        self.refused = asyncio.Event()

    def __call__(self, *asked: Any) -> Any:
        if next(self._turn) in self._turns:
            self.refused.set()
            raise ConnectionError("the database is away")
        return self._opens(*asked)


async def test_an_outbox_that_cannot_be_read_is_read_later(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = world.app.database
    sender = world.app.sender
    await outbox.mark("anna", 5)
    away = Away(database.read, range(1))
    monkeypatch.setattr(database, "read", away)
    send, both_sent = world.app.responder.send, asyncio.Event()

    async def noting(*args: Any, **options: Any) -> Any:
        sent = await send(*args, **options)
        if all(got(each) for each in parents):
            both_sent.set()
        return sent

    monkeypatch.setattr(world.app.responder, "send", noting)
    loop = asyncio.create_task(sender.run())
    async with asyncio.timeout(5):
        await away.refused.wait()
        assert not loop.done()
        sender.wake()
        await both_sent.wait()
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop
    assert [got(each) for each in parents] == [1, 1]
    assert await outbox.states() == [("sent", ""), ("sent", "")]


async def test_a_group_of_outcomes_that_cannot_be_written_is_written_one_by_one(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    await outbox.mark("anna", 5)
    # The first transaction is the lease, the second the outcomes of both messages.
    away = Away(world.app.database.at_once, range(1, 2))
    monkeypatch.setattr(world.app.database, "at_once", away)
    await outbox.drain()
    assert away.refused.is_set()
    assert await outbox.states() == [("sent", ""), ("sent", "")]
    assert [got(each) for each in parents] == [1, 1]


async def test_what_arrived_is_noted_once_the_database_is_back_and_not_repeated(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    await outbox.mark("anna", 5)
    # The first transaction is the lease; then somebody locks the database for a while.
    away = Away(world.app.database.at_once, range(1, 6))
    monkeypatch.setattr(world.app.database, "at_once", away)
    await outbox.drain()
    assert away.refused.is_set()
    assert await outbox.states() == [("sent", ""), ("sent", "")]
    world.clock.advance(LEASE * 2)
    await outbox.drain()
    assert [got(each) for each in parents] == [1, 1]


async def test_outcomes_wait_for_the_database_longer_and_longer_but_not_beyond_their_lease(
    database: Database, clock: OwnClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, pauses = clock(), list[float]()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock.advance(timedelta(seconds=seconds))

    monkeypatch.setattr(database, "at_once", Away(database.at_once, range(99)))
    outcomes = Outcomes(database, clock, Counts(), timedelta(), sleep)

    async def outcome(_uow: UnitOfWork) -> None: ...

    with pytest.raises(ConnectionError):
        await outcomes.write(outcome, until=begun + timedelta(seconds=20))
    assert pauses == sorted(pauses)
    assert len(pauses) > 3
    assert timedelta(seconds=20) <= clock() - begun < timedelta(seconds=40)


async def test_a_bad_outcome_spoils_no_other(database: Database, clock: OwnClock) -> None:
    outcomes = Outcomes(database, clock, Counts(), timedelta(), no_pause)
    until = clock() + LEASE

    async def good(_uow: UnitOfWork) -> None: ...

    async def bad(_uow: UnitOfWork) -> None:
        raise ValueError

    first, second = await asyncio.gather(
        outcomes.write(good, until=until),
        outcomes.write(bad, until=until),
        return_exceptions=True,
    )
    assert first is None
    assert isinstance(second, ValueError)


async def test_a_stop_does_not_wait_for_outcomes_that_cannot_be_written(
    database: Database, clock: OwnClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        hangs.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(database, "at_once", Away(database.at_once, range(99)))
    outcomes = Outcomes(database, clock, Counts(), timedelta(), sleep)

    async def outcome(_uow: UnitOfWork) -> None: ...

    writing = asyncio.create_task(outcomes.write(outcome, until=clock() + LEASE))
    async with asyncio.timeout(HANGS):
        await hangs.wait()
        await outcomes.close(0.01)
    writing.cancel()


async def test_what_was_sent_and_cannot_be_noted_is_repeated_as_such_when_its_lease_is_over(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    await outbox.mark("anna", 5)
    at_once = world.app.database.at_once
    monkeypatch.setattr(world.app.database, "at_once", Away(at_once, range(1, 99)))
    await outbox.drain()
    monkeypatch.setattr(world.app.database, "at_once", at_once)
    assert await outbox.states() == [("leased", ""), ("leased", "")]
    world.clock.advance(LEASE)
    await outbox.drain()
    assert [got(each) for each in parents] == [1, 1]
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert await outbox.states() == [("sent", ""), ("sent", "")]
    assert [got(each) for each in parents] == [2, 2]
    assert all(each.text.startswith("Повтор") for each in parents)


async def test_a_screen_that_cannot_be_sent_is_given_up_and_the_next_one_goes(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    send, broken = world.app.responder.send, parents[0].id

    async def failing(chat_id: int, *args: Any, **options: Any) -> Any:
        if chat_id == broken:
            raise ValueError("a screen is longer than a message")
        return await send(chat_id, *args, **options)

    monkeypatch.setattr(world.app.responder, "send", failing)
    await outbox.mark("anna", 5)
    for _ in range(5):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=1))
    assert sorted(await outbox.states()) == [("dead", "fault"), ("sent", "")]
    monkeypatch.setattr(world.app.responder, "send", send)
    await outbox.mark("anna", 4, section="physics")
    world.clock.advance(SchoolPolicy().news_gap)
    await outbox.drain()
    assert [got(each) for each in parents] == [1, 2]


def has_mark(news: News) -> bool:
    return any(isinstance(fact, MarkFact) for child in news.children for fact in child.facts)


async def test_a_fact_that_cannot_be_told_takes_no_other_with_it(
    world: World, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mother = await world.guardian("elena", "anna")

    def failing(news: News, now: datetime) -> Screen:
        if has_mark(news):
            raise ValueError("a mark nobody foresaw")
        return render(news, now)

    monkeypatch.setattr(bot.letters, "render", failing)
    await outbox.mark("anna", 5)
    await outbox.absence("anna", section="history")
    await outbox.mark("anna", 4, section="physics")
    await outbox.absence("anna", section="physics")
    await outbox.drain()
    pending = ("pending", "")
    assert await outbox.states() == [pending, ("sent", ""), pending, ("sent", "")]
    assert got(mother) == 1
    for _ in range(20):
        world.clock.advance(timedelta(minutes=1))
        await outbox.drain()
    assert [state for state, _ in await outbox.states()] == ["dead", "sent", "dead", "sent"]
    assert got(mother) == 1


async def test_a_fact_that_cannot_be_sent_takes_no_other_with_it(
    world: World, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mother = await world.guardian("elena", "anna")
    send = world.app.responder.send
    bad = list[Screen]()

    def noting(news: News, now: datetime) -> Screen:
        screen = render(news, now)
        if has_mark(news):
            bad.append(screen)
        return screen

    async def failing(chat_id: int, screen: Screen, **options: Any) -> Any:
        if any(screen is each for each in bad):
            raise ValueError("a screen is longer than a message")
        return await send(chat_id, screen, **options)

    monkeypatch.setattr(bot.letters, "render", noting)
    monkeypatch.setattr(world.app.responder, "send", failing)
    await outbox.mark("anna", 5)
    await outbox.absence("anna", section="history")
    await outbox.absence("anna", section="physics")
    for _ in range(20):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=1))
    assert await outbox.states() == [("dead", "fault"), ("sent", ""), ("sent", "")]
    assert got(mother) == 2


async def test_a_database_that_is_away_while_letters_are_written_is_no_fault(
    world: World, outbox: Outbox, parents: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the readings, the first is the outbox's and the second the letters'."""
    await outbox.mark("anna", 5)
    await outbox.absence("anna", section="history")
    away = Away(world.app.database.read, range(1, 2))
    monkeypatch.setattr(world.app.database, "read", away)
    for _ in range(3):
        await outbox.drain()
        world.clock.advance(timedelta(seconds=5))
    assert away.refused.is_set()
    assert [got(each) for each in parents] == [1, 1]
