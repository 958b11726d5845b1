"""A call that was lost together with what it said."""

from datetime import timedelta

from bot.leasing import CALLS_AT_ONCE
from tests.support.outbox import Outbox
from tests.support.people import World, text_of


async def test_what_a_lost_call_may_have_said_already_is_marked(world: World) -> None:
    outbox = Outbox(world)
    mother = await world.guardian("elena", "anna")
    mark = await outbox.mark_event("anna", 4)
    await outbox.tell(mark)
    await outbox.drain()
    world.clock.advance(timedelta(hours=1))
    await outbox.tell(await outbox.change_mark(mark, 3))
    sender = world.app.sender
    leases = await sender._leasing.lease(CALLS_AT_ONCE)
    await outbox.tell(await outbox.change_mark(mark, 2))
    [letter] = await sender._delivery.letters(leases)
    await sender._delivery._send(letter)  # «стало 2», and then the program is killed
    assert "2" in text_of(mother.last)
    world.clock.advance(timedelta(seconds=100))
    await outbox.drain()
    assert "Повтор" in text_of(mother.last)
    world.clock.advance(timedelta(hours=1))
    await outbox.tell(await outbox.change_mark(mark, 5))
    await outbox.drain()
    assert "было 2, стало 5" in text_of(mother.last)
    assert "Повтор" not in text_of(mother.last), "what it says now nobody can have heard"


async def test_what_a_lost_call_told_of_and_what_changed_of_it_is_repeated_in_one_message(
    world: World,
) -> None:
    """One outcome that could not be known is one message with «Повтор», not two."""
    outbox = Outbox(world)
    mother = await world.guardian("elena", "anna")
    mark = await outbox.mark_event("anna", 4)
    await outbox.tell(mark)
    await outbox.mark("anna", 5, section="history")
    leases = await world.app.sender._leasing.lease(
        CALLS_AT_ONCE
    )  # of both, and then the program is killed
    await outbox.tell(await outbox.change_mark(mark, 3))
    world.clock.advance(timedelta(seconds=100))
    before = len(mother.from_bot)
    await outbox.drain()
    [told] = [text_of(each) for each in mother.from_bot[before:]]
    assert len(leases[0].notices) == 2
    assert told.startswith("Повтор")
    assert "3" in told
    assert "5" in told


async def test_back_to_what_was_told_is_a_repetition_where_the_change_between_may_be_lost(
    world: World,
) -> None:
    outbox = Outbox(world)
    mother = await world.guardian("elena", "anna")
    mark = await outbox.mark_event("anna", 2)
    await outbox.tell(mark)
    await outbox.drain()
    world.clock.advance(timedelta(hours=1))
    await outbox.tell(await outbox.change_mark(mark, 3))
    await world.app.sender._leasing.lease(CALLS_AT_ONCE)  # and then the program is killed
    world.clock.advance(timedelta(seconds=100))
    async with world.app.database.write(world.clock()) as uow:
        assert await uow.outbox.expire() == 1  # nobody knows whether «стало 3» has arrived
        await uow.commit()
    world.clock.advance(timedelta(seconds=1))
    await outbox.tell(await outbox.change_mark(mark, 2))
    await outbox.drain()
    assert "Повтор" in text_of(mother.last)
    assert "было 3, стало 2" in text_of(mother.last)
