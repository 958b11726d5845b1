"""While there is much to send, what comes next is leased already; what is not called goes back."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage
from sqlalchemy import select

import bot.leasing
import bot.sender
from domain.notices.model import State
from domain.notices.outbox import Lease
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World

AT_ONCE = 2  # calls, so that one is leased ahead
_ROW = select(t.notice.c.state, t.notice.c.attempts, t.notice.c.doubtful_since, t.notice.c.due_at)


class Held:
    """A Telegram that answers when it is let, and says when so many calls have come."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self._send = world.app.responder.send
        self._may_go = asyncio.Event()
        self.calls = 0
        monkeypatch.setattr(world.app.responder, "send", self)

    async def __call__(self, *asked: Any, **options: Any) -> Any:
        self.calls += 1
        await self._may_go.wait()
        return await self._send(*asked, **options)

    def let_go(self) -> None:
        self._may_go.set()


@pytest.fixture
async def readers(world: World) -> list[Client]:
    return [
        await world.guardian("elena", "anna"),
        await world.guardian("dmitry", "anna"),
        await world.pupil("anna"),
    ]


@pytest.fixture
def answers(world: World, monkeypatch: pytest.MonkeyPatch) -> Held:
    monkeypatch.setattr(bot.leasing, "CALLS_AT_ONCE", AT_ONCE)
    return Held(world, monkeypatch)


async def _fill(world: World) -> None:
    """All that may be called is being called, and the next is held."""
    leasing = world.app.sender._leasing
    await world.app.sender._start_what_is_due()
    assert leasing._ahead is not None
    await asyncio.wait([leasing._ahead])


async def _states(world: World) -> list[State]:
    return sorted(row["state"] for row in await world.rows(_ROW))


async def test_what_was_leased_ahead_goes_back_at_a_stop_as_if_nothing_had_been(
    world: World, outbox: Outbox, readers: list[Client], answers: Held
) -> None:
    await outbox.mark("anna", 5)
    [due, *_] = {row["due_at"] for row in await world.rows(_ROW)}
    await _fill(world)
    assert await _states(world) == [State.LEASED] * 3
    world.clock.advance(timedelta(seconds=3))
    answers.let_go()
    await world.app.sender._stop()
    assert answers.calls == AT_ONCE
    rows = await world.rows(_ROW)
    assert sorted(row["state"] for row in rows) == [State.PENDING, State.SENT, State.SENT]
    assert all(row["attempts"] == 0 and row["doubtful_since"] is None for row in rows)
    assert {row["due_at"] for row in rows} == {due}  # nothing later goes before it


async def test_what_was_leased_ahead_is_called_when_there_is_room(
    world: World, outbox: Outbox, readers: list[Client], answers: Held
) -> None:
    await outbox.mark("anna", 5)
    sender = world.app.sender
    await _fill(world)
    await sender._start_what_is_due()
    assert sender._calls == AT_ONCE  # and no more
    answers.let_go()
    await asyncio.wait(sender._tasks)
    await sender._start_what_is_due()
    await asyncio.wait(sender._tasks)
    await sender._stop()
    assert await _states(world) == [State.SENT] * 3
    assert [len(each.messages) for each in readers] == [1, 1, 1]


async def test_nobody_is_called_out_of_what_is_held_while_telegram_asks_for_patience(
    world: World, outbox: Outbox, readers: list[Client], answers: Held
) -> None:
    await outbox.mark("anna", 5)
    sender, leasing = world.app.sender, world.app.sender._leasing
    await _fill(world)
    leasing._rests.limited(world.clock(), 12345, 100)
    await sender._start_what_is_due()
    answers.let_go()
    await asyncio.wait(sender._tasks)
    await sender._stop()
    assert answers.calls == AT_ONCE
    assert await _states(world) == [State.PENDING, State.SENT, State.SENT]
    world.clock.advance(timedelta(seconds=200))
    await outbox.drain()
    assert await _states(world) == [State.SENT] * 3


async def test_an_order_holds_for_what_was_leased_before_it_whatever_came_through_since(
    world: World, outbox: Outbox, readers: list[Client], answers: Held
) -> None:
    await outbox.mark("anna", 5)
    sender, leasing = world.app.sender, world.app.sender._leasing
    await _fill(world)
    leasing._rests.limited(world.clock(), 12345, 100)
    leasing._rests.succeeded()
    await sender._start_what_is_due()
    answers.let_go()
    await asyncio.wait(sender._tasks)
    assert answers.calls == AT_ONCE
    assert await _states(world) == [State.PENDING, State.SENT, State.SENT]


async def test_nobody_is_called_while_it_is_still_to_be_written_that_nobody_may_be(
    world: World, outbox: Outbox, readers: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, is_refused, is_written = world.app.sender, asyncio.Event(), asyncio.Event()
    write = sender._delivery._outcomes.write

    async def refuse(chat_id: int, *_: Any, **_options: Any) -> None:
        is_refused.set()
        raise TelegramRetryAfter(SendMessage(chat_id=chat_id, text="-"), "Too Many Requests", 100)

    async def write_late(*outcomes: Any, until: datetime) -> None:
        await is_written.wait()
        await write(*outcomes, until=until)

    monkeypatch.setattr(world.app.responder, "send", refuse)
    monkeypatch.setattr(sender._delivery._outcomes, "write", write_late)
    await outbox.mark("anna", 5)
    sender._leasing._rests.limited(world.clock(), 12345, 100)
    for _ in range(2):  # one call at a time, as one was refused
        await sender._start_what_is_due()
        await is_refused.wait()
    assert (sender._calls, len(sender._tasks)) == (0, 1)
    assert sender._seconds_to_next() == sender._poll
    is_written.set()
    await sender._stop()


async def test_what_is_held_for_long_goes_back_for_its_place_to_leave_in_is_over(
    world: World, outbox: Outbox, readers: list[Client], answers: Held
) -> None:
    await outbox.mark("anna", 5)
    sender = world.app.sender
    await _fill(world)
    world.clock.advance(bot.leasing.FRESH)
    answers.let_go()
    await asyncio.wait(sender._tasks)
    await sender._start_what_is_due()
    await asyncio.wait(sender._tasks)
    assert answers.calls == AT_ONCE
    assert await _states(world) == [State.PENDING, State.SENT, State.SENT]
    await sender._start_what_is_due()
    await asyncio.wait(sender._tasks)
    assert await _states(world) == [State.SENT] * 3
    await sender._stop()


async def test_what_was_written_since_a_look_ahead_that_found_nothing_waits_for_no_other(
    world: World, outbox: Outbox, readers: list[Client], answers: Held
) -> None:
    leasing = world.app.sender._leasing
    leasing._ahead = asyncio.create_task(leasing._lease_if_possible(AT_ONCE))
    await asyncio.wait([leasing._ahead])
    await outbox.mark("anna", 5)
    assert len(await leasing.take(AT_ONCE)) == AT_ONCE


@pytest.mark.parametrize("is_cancelled", [False, True])
async def test_a_look_ahead_that_does_not_end_keeps_nobody_from_stopping(
    world: World, monkeypatch: pytest.MonkeyPatch, *, is_cancelled: bool
) -> None:
    monkeypatch.setattr(bot.sender, "_STOP_SECONDS", 0.01)
    leasing = world.app.sender._leasing

    async def hang() -> list[Lease]:
        await asyncio.Event().wait()
        return []

    leasing._ahead = ahead = asyncio.create_task(hang())
    if is_cancelled:
        ahead.cancel()
    await world.app.sender._stop()
    with pytest.raises(asyncio.CancelledError):
        await ahead
