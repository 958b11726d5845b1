"""What is given up, when and why; nothing else goes with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot import letters
from bot.settling import DOUBT, GIVEN_UP_AFTER, LONGEST_DOUBT
from tests.support.outbox import Outbox
from tests.support.people import Client, World


def said(client: Client) -> list[str]:
    return [each["text"] for each in client.messages if each["from"]["is_bot"]]


async def test_what_could_not_leave_for_three_days_is_given_up(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("server_error", count=None)
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(GIVEN_UP_AFTER + timedelta(minutes=10))
    await outbox.drain()
    assert await outbox.states() == [("dead", "late")]


async def test_the_three_days_begin_when_it_was_to_leave(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """What waited for a weekly digest, or for the chat to come back, is not late for that."""
    world.telegram.block(mother.id)
    await world.settle()
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(GIVEN_UP_AFTER + timedelta(days=1))
    world.telegram.faults.add("server_error")
    world.telegram.unblock(mother.id)
    await world.settle()
    await outbox.drain()
    assert await outbox.states() == [("pending", "")]
    world.clock.advance(timedelta(seconds=2))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]


async def test_what_is_given_up_takes_nothing_else_with_it(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("server_error", count=2)
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(GIVEN_UP_AFTER + timedelta(minutes=10))
    await outbox.absence("anna", section="history")
    await outbox.drain()
    assert await outbox.states() == [("dead", "late"), ("pending", "")]
    world.clock.advance(timedelta(seconds=2))
    await outbox.drain()
    assert await outbox.states() == [("dead", "late"), ("sent", "")]


async def test_whose_outcome_is_never_known_is_repeated_ever_more_rarely_and_given_up(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("drop_after", method="sendMessage", count=None)
    await outbox.mark("anna", 5)
    begun = world.clock()
    on_the_first_day = 0
    while world.clock() - begun < GIVEN_UP_AFTER + 2 * LONGEST_DOUBT:
        await outbox.drain()
        world.clock.advance(DOUBT * 15)
        if world.clock() - begun <= timedelta(days=1):
            on_the_first_day = len(said(mother))
    assert on_the_first_day < 32
    assert await outbox.states() == [("dead", "late")]


async def test_our_own_mistake_is_given_up_after_five_tries(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.letters.render", broken)
    await outbox.mark("anna", 5)
    for _ in range(5):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=1))
    assert await outbox.states() == [("dead", "fault")]


async def test_an_outage_before_it_does_not_make_a_mistake_the_last_one(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.telegram.faults.add("away", count=None)
    await outbox.mark("anna", 5)
    for _ in range(9):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=6))
    world.telegram.faults.clear()
    monkeypatch.setattr(letters, "_letter_of", _twice_broken(letters._letter_of))
    await outbox.drain()
    assert await outbox.states() == [("pending", "")]
    world.clock.advance(timedelta(seconds=2))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]


def _twice_broken(make: Callable[..., Any]) -> Callable[..., Any]:
    """Fails together with the others, and by itself."""
    broken = iter([True, True])

    def letter_of(*given: Any) -> Any:
        if next(broken, False):
            raise ValueError("our own mistake")
        return make(*given)

    return letter_of
