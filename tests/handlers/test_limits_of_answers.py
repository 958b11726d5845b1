"""A 429 is an order to all: the sender keeps what answers to taps met, and they what it met."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.patience import LONGEST_WAIT
from domain.notices.rests import EVERYBODY
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.telegram import InProcessSession

pytestmark = pytest.mark.usefixtures("whole_way")  # an answer that fails is logged

LONG = 600  # seconds; nobody who tapped waits for that


@pytest.fixture
async def elena(world: World) -> Client:
    return await world.guardian("elena", "anna")


def calls(world: World, chat_id: int) -> int:
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    return sum(getattr(each, "chat_id", None) == chat_id for each in session.calls)


def limit(world: World, client: Client, seconds: int = LONG) -> None:
    world.telegram.faults.add("too_many_requests", chat_id=client.id, retry_after=seconds)


async def rests(world: World) -> dict[int, timedelta]:
    rows = await world.rows(select(t.chat_rest))
    return {row["chat_id"]: row["until"] - world.clock() for row in rows}


async def test_no_notice_follows_into_a_chat_that_is_to_be_left_in_peace(
    world: World, outbox: Outbox, elena: Client
) -> None:
    limit(world, elena)
    await elena.send("/help")
    assert await rests(world) == {elena.id: timedelta(seconds=LONG)}
    made = calls(world, elena.id)
    await outbox.absence("anna")
    await outbox.drain()
    world.clock.advance(timedelta(seconds=LONG - 1))
    await outbox.drain()
    assert calls(world, elena.id) == made
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]


async def test_no_answer_follows_either(world: World, elena: Client) -> None:
    limit(world, elena)
    await elena.send("/help")
    made = calls(world, elena.id)
    world.clock.advance(timedelta(seconds=LONG - LONGEST_WAIT - 1))
    await elena.send("/help")
    assert calls(world, elena.id) == made
    world.clock.advance(timedelta(seconds=1))
    await elena.send("/help")
    assert "Помощь" in elena.text, "ten seconds are waited for"


async def test_no_answer_follows_a_notice_that_was_refused(
    world: World, outbox: Outbox, elena: Client
) -> None:
    limit(world, elena)
    await outbox.absence("anna")
    await outbox.drain()
    made = calls(world, elena.id)
    await elena.send("/help")
    assert calls(world, elena.id) == made
    world.clock.advance(timedelta(seconds=LONG))
    await elena.send("/help")
    assert "Помощь" in elena.text


async def test_orders_that_answers_met_count_when_it_is_asked_whom_they_mean(
    world: World, outbox: Outbox
) -> None:
    """Two taps were refused until one moment: the first notice refused with them settles it."""
    tapping = [await world.guardian("elena", "anna") for _ in range(2)]
    for client in tapping:
        limit(world, client)
        await client.send("/help")
    dmitry = await world.guardian("dmitry", "misha")
    limit(world, dmitry)
    await outbox.absence("misha", section="maths_1b")
    await outbox.drain()
    assert EVERYBODY in await rests(world)


async def test_an_answer_that_goes_through_shows_that_no_order_was_everybodys(
    world: World, outbox: Outbox
) -> None:
    tapping = [await world.guardian("elena", "anna") for _ in range(4)]
    for client in tapping[:2]:
        limit(world, client)
        await client.send("/help")
    await tapping[2].send("/help")
    limit(world, tapping[3])
    await tapping[3].send("/help")
    assert EVERYBODY not in await rests(world)
