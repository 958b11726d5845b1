"""What waits for somebody who changes to another phone before it is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.codes import connected
from tests.support.outbox import Outbox
from tests.support.people import Client, World

NIGHT, MORNING = timedelta(hours=12), timedelta(hours=12)


@pytest.fixture
async def outbox(world: World) -> Outbox:
    """Of a school where it is night."""
    world.clock.advance(NIGHT)
    return Outbox(world)


async def leave(client: Client) -> None:
    await client.send("/leave")
    await client.click("Да, отключить")


async def told(world: World, outbox: Outbox, client: Client) -> int:
    """How many messages the morning brings to a chat."""
    before = len(client.from_bot)
    world.clock.advance(MORNING)
    await outbox.drain()
    return len(client.from_bot) - before


async def chats_with_marks(world: World) -> list[int]:
    rows = await world.rows(select(t.notice).where(t.notice.c.kind == "mark"))
    return sorted(row["chat_id"] for row in rows)


async def test_a_new_phone_gets_what_waited_for_the_one_that_left(
    world: World, outbox: Outbox
) -> None:
    old = await world.guardian("elena", "anna")
    await outbox.mark("anna", 2)
    await leave(old)
    new = await connected(world, "elena", "anna")
    assert await told(world, outbox, new) == 1
    assert await told(world, outbox, old) == 0


async def test_it_gets_it_as_well_when_the_old_one_leaves_afterwards(
    world: World, outbox: Outbox
) -> None:
    old = await world.guardian("elena", "anna")
    await outbox.mark("anna", 2)
    new = await connected(world, "elena", "anna")
    assert await chats_with_marks(world) == [old.id]  # the old one is to be told
    await leave(old)
    assert await told(world, outbox, new) == 1
    assert await told(world, outbox, old) == 0


async def test_what_another_phone_has_anyway_is_not_told_twice(
    world: World, outbox: Outbox
) -> None:
    old = await world.guardian("elena", "anna")
    other = await world.guardian("elena", "anna")
    await outbox.mark("anna", 2)
    await leave(old)
    await leave(await connected(world, "elena", "anna"))
    assert await chats_with_marks(world) == sorted([old.id, other.id])
    assert await told(world, outbox, other) == 1


async def test_two_moves_in_one_night_lose_nothing(world: World, outbox: Outbox) -> None:
    phones = [await world.guardian("elena", "anna")]
    await outbox.mark("anna", 2)
    for _ in range(2):
        await leave(phones[-1])
        phones.append(await connected(world, "elena", "anna"))
    assert [await told(world, outbox, each) for each in reversed(phones)] == [1, 0, 0]


async def test_nobody_else_gets_it(world: World, outbox: Outbox) -> None:
    old = await world.guardian("elena", "anna")
    await outbox.mark("anna", 2)
    await outbox.message("Зайдите ко мне", ("elena", "anna"))
    await leave(old)
    pairs = (("dmitry", "anna"), ("elena", "misha"), ("olga", "petr"))
    others = [await connected(world, *pair) for pair in pairs]
    before = [len(each.from_bot) for each in others]
    world.clock.advance(MORNING)
    await outbox.drain()
    assert [len(each.from_bot) for each in others] == before
