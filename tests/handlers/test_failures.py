"""The sender against the local Telegram, with every fault that it can be asked for."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.calls import SendMessage
from bot.delivery import TokenRefusedError
from bot.settling import DOUBT
from domain.policy import SchoolPolicy
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.telegram import InProcessSession

FAMILIES = (("elena", "anna"), ("dmitry", "anna"), ("olga", "petr"))


def said(client: Client) -> list[str]:
    return [each["text"] for each in client.messages if each["from"]["is_bot"]]


async def test_429_is_obeyed_to_the_second_and_the_others_go_on(
    world: World, outbox: Outbox, mother: Client, father: Client
) -> None:
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 1)
    await outbox.absence("anna", section="history")  # new ones of this chat wait with it
    world.clock.advance(timedelta(seconds=39))
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 2)
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_429_everywhere_stops_everybody_for_that_time(world: World, outbox: Outbox) -> None:
    clients = [await world.guardian(name, child) for name, child in FAMILIES * 12]
    world.telegram.faults.add("too_many_requests", method="sendMessage", count=None, retry_after=20)
    for pupil in ("anna", "petr"):
        await outbox.mark(pupil, 5)
    await outbox.drain()
    world.telegram.faults.clear()
    before = _calls(world)
    world.clock.advance(timedelta(seconds=19))
    await outbox.drain()
    assert _calls(world) == before
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert [len(said(each)) for each in clients] == [1] * len(clients)


@pytest.mark.parametrize("kind", ["server_error", "bad_gateway"])
async def test_a_failure_is_tried_again_and_the_others_go_on(
    world: World, outbox: Outbox, mother: Client, father: Client, kind: str
) -> None:
    world.telegram.faults.add(kind, chat_id=mother.id, count=3)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 1)
    for _ in range(3):
        world.clock.advance(timedelta(seconds=5))
        await outbox.drain()
    assert len(said(mother)) == 1
    assert await outbox.states() == [("sent", ""), ("sent", "")]


@pytest.mark.parametrize(("kind", "messages"), [("drop_before", 1), ("drop_after", 2)])
async def test_an_unknown_outcome_rests_and_is_repeated_once_as_such(
    world: World, outbox: Outbox, mother: Client, kind: str, messages: int
) -> None:
    world.telegram.faults.add(kind, chat_id=mother.id)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("uncertain", "")]
    world.clock.advance(DOUBT - timedelta(seconds=1))
    await outbox.drain()
    assert await outbox.states() == [("uncertain", "")]
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert len(said(mother)) == messages
    assert "Повтор" in mother.text
    assert await outbox.states() == [("sent", "")]


async def test_a_429_is_obeyed_by_a_message_of_which_something_was_left_out(
    world: World, outbox: Outbox, mother: Client
) -> None:
    event = await outbox.mark_event("anna", 5)
    await outbox.tell(event)
    await outbox.change_mark(event, None)
    await outbox.mark("anna", 4, section="physics")
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.drain()
    await outbox.absence("anna", section="history")
    await outbox.drain()
    assert said(mother) == []
    assert [state for state, _ in await outbox.states()] == ["superseded", "pending", "pending"]


async def test_an_unknown_token_stops_the_sender_and_loses_nothing(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    token = world.app.bot.token
    bot = world.telegram.bots.pop(token)
    await outbox.mark("anna", 5)
    with pytest.raises(TokenRefusedError):
        await world.app.sender.run()
    assert await outbox.states() == [("pending", "")]
    assert any(each.levelno == logging.CRITICAL for each in caplog.records)
    assert token not in caplog.text
    world.telegram.bots[token] = bot
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_after_an_outage_everything_arrives(world: World, outbox: Outbox) -> None:
    clients = [await world.guardian(name, child) for name, child in FAMILIES * 12]
    world.telegram.faults.add("bad_gateway", count=None)
    for pupil in ("anna", "petr"):
        await outbox.mark(pupil, 5)
    await outbox.drain()
    for _ in range(30):
        world.clock.advance(timedelta(seconds=20))
        await outbox.drain()
    world.telegram.faults.clear()
    for _ in range(20):
        world.clock.advance(timedelta(seconds=20))
        await outbox.drain()
    assert [len(said(each)) for each in clients] == [1] * len(clients)


async def test_what_cannot_end_within_its_lease_is_not_begun(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit of the first message takes so long that its holder may lose the lease."""
    mark = await outbox.mark_event("anna", 5)
    await outbox.tell(mark)
    await outbox.drain()
    edit = world.app.responder.edit

    async def slow(*args: Any, **options: Any) -> None:
        await edit(*args, **options)
        world.clock.advance(timedelta(seconds=45))

    monkeypatch.setattr(world.app.responder, "edit", slow)
    world.clock.advance(SchoolPolicy().news_gap)
    await outbox.tell(await outbox.change_mark(mark, 4))
    world.clock.advance(SchoolPolicy().slip_window)
    await outbox.drain()
    assert len(said(mother)) == 1
    assert (await outbox.states())[-1] == ("pending", "")
    monkeypatch.setattr(world.app.responder, "edit", edit)
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert said(mother)[1].startswith("Исправлено")
    assert (await outbox.states())[-1] == ("sent", "")


def _calls(world: World) -> int:
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    return sum(isinstance(call, SendMessage) for call in session.calls)
