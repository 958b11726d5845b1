"""A chat that nothing reaches, and the person who comes back."""

from datetime import timedelta
from typing import Any

import pytest

from bot import delivery, letters
from bot.calls import SendMessage
from domain.policy import SchoolPolicy
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.telegram import InProcessSession


def said(client: Client) -> list[str]:
    return [each["text"] for each in client.messages if each["from"]["is_bot"]]


async def test_a_chat_is_known_as_lost_by_a_message_of_which_something_was_left_out(
    world: World, outbox: Outbox, mother: Client
) -> None:
    event = await outbox.mark_event("anna", 5)
    await outbox.tell(event)
    await outbox.change_mark(event, None)
    await outbox.mark("anna", 4, section="physics")
    world.telegram.chat(mother.id).blocked = True
    await outbox.drain()
    async with world.app.database.read(world.clock()) as uow:
        assert await uow.chats.is_unreachable(mother.id)


async def test_a_blocked_bot_is_noticed_and_not_tried_again(
    world: World, outbox: Outbox, mother: Client, father: Client
) -> None:
    world.telegram.chat(father.id).blocked = True
    await outbox.mark("anna", 5)
    await outbox.drain()
    await outbox.mark("anna", 4)
    world.clock.advance(SchoolPolicy().news_gap)
    before = _calls(world)
    await outbox.drain()
    assert _calls(world) == before + 1
    assert len(said(mother)) == 2
    assert await outbox.states() == [
        ("sent", ""),
        ("suppressed", "blocked"),
        ("sent", ""),
        ("suppressed", "unreachable"),
    ]


async def test_whoever_comes_back_is_told_again(
    world: World, outbox: Outbox, father: Client
) -> None:
    world.telegram.block(father.id)
    await world.settle()
    await outbox.mark("anna", 5)
    before = _calls(world)
    await outbox.drain()
    assert _calls(world) == before
    assert await outbox.states() == [("suppressed", "unreachable")]
    world.telegram.unblock(father.id)
    await world.settle()
    await outbox.mark("anna", 4)
    await outbox.drain()
    assert father.text.startswith("Анна, алгебра: 4")


async def test_whoever_comes_back_while_that_is_being_noted_is_told(
    world: World, outbox: Outbox, father: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.telegram.block(father.id)
    await world.settle()
    await outbox.mark("anna", 5)
    write_letters, comes_back = letters.write_letters, iter([True])

    async def back_meanwhile(*given: Any) -> Any:
        written = await write_letters(*given)
        if next(comes_back, False):
            world.telegram.unblock(father.id)
            await world.settle()
        return written

    monkeypatch.setattr(delivery, "write_letters", back_meanwhile)
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert len(said(father)) == 1


async def test_a_refusal_from_before_a_return_loses_no_chat(
    world: World, outbox: Outbox, father: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unblocked between Telegram's answer and the moment at which it is written down."""
    world.telegram.block(father.id)
    await world.settle()
    await world.change(t.chat, father.id, unreachable_since=None)  # as if not heard of yet
    send = world.app.responder.send

    async def back_meanwhile(*args: Any, **options: Any) -> Any:
        try:
            return await send(*args, **options)
        finally:
            world.clock.advance(timedelta(seconds=1))
            world.telegram.unblock(father.id)
            await world.settle()

    monkeypatch.setattr(world.app.responder, "send", back_meanwhile)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("pending", "")]
    monkeypatch.setattr(world.app.responder, "send", send)
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert len(said(father)) == 1


async def test_writing_to_the_bot_is_coming_back_too(
    world: World, outbox: Outbox, father: Client
) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.chats.set_reachable(father.id, reachable=False)
        await uow.commit()
    await father.send("/schedule")
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert father.text.startswith("Анна, алгебра: 5")


async def test_a_chat_that_is_gone_is_given_up(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.person(mother.id).deleted = True
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("suppressed", "no_chat")]


def _calls(world: World) -> int:
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    return sum(isinstance(call, SendMessage) for call in session.calls)
