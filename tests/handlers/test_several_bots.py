"""Several bots behind one school: each writes to its own people, and changes its own messages."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App, build_app
from bot.pace import Unpaced
from bot.settings import Settings
from domain.policy import SchoolPolicy
from playground.model import Bot
from storage import tables as t
from tests.support.clock import no_pause
from tests.support.inbox import message
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.telegram import InProcessSession

TOKEN = "220201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
FIRST, SECOND, THIRD = 1, 2, 3
LATER = SchoolPolicy().news_gap


@pytest.fixture
async def elena(world: World) -> Client:
    return await world.guardian("elena", "anna")


@pytest.fixture
def bot(world: World) -> Bot:
    """The second bot, as Telegram knows it."""
    return world.telegram.add_bot(TOKEN)


@pytest.fixture
def other(world: World, bot: Bot) -> App:
    """The second bot's program, on the same database."""
    return build_app(
        Settings(_env_file=None, bot_token=TOKEN),
        clock=world.clock,
        session=InProcessSession(world.telegram),
        database=world.app.database,
        pace=Unpaced(),
        sleep=no_pause,
    )


async def goes_over(world: World, client: Client, other: App, bot: Bot) -> None:
    """The person opens the second bot, which writes to them from now on."""
    world.telegram.chat(client.id, bot).started = True
    await other.intake.take([message(1, client.id, "/help")])
    await other.intake.settle()


def said_by(world: World, client: Client, bot: Bot) -> list[str]:
    messages = world.telegram.chat(client.id, bot).messages.values()
    return [text_of(each.json) for each in messages if each.json["from"]["is_bot"]]


async def test_a_correction_changes_no_message_of_another_bot(
    world: World, outbox: Outbox, elena: Client, other: App, bot: Bot
) -> None:
    """The same number is another message there: «Справка» would become a mark."""
    event = await outbox.mark_event("anna", 5)
    await outbox.tell(event)
    await outbox.drain()
    await goes_over(world, elena, other, bot)
    world.clock.advance(LATER)
    assert elena.last["message_id"] in world.telegram.chat(elena.id, bot).messages
    [help_] = said_by(world, elena, bot)
    await outbox.tell(await outbox.change_mark(event, 4))
    assert await world.app.sender.pump() == 0, "the first bot has nobody to write to"
    await other.sender.pump()
    still, corrected = said_by(world, elena, bot)
    assert still == help_
    assert corrected.startswith("Исправлено: Анна, алгебра: было 5, стало 4 ↺")
    [first] = elena.from_bot
    assert text_of(first).startswith("Анна, алгебра: 5")
    assert await outbox.states() == [("sent", "")] * 2


async def test_its_own_messages_a_bot_changes_as_before(
    world: World, outbox: Outbox, elena: Client, other: App, bot: Bot
) -> None:
    await goes_over(world, elena, other, bot)
    event = await outbox.mark_event("anna", 5)
    await outbox.tell(event)
    await other.sender.pump()
    world.clock.advance(LATER)
    await outbox.tell(await outbox.change_mark(event, 4))
    await other.sender.pump()
    _, told, corrected = said_by(world, elena, bot)
    assert "5 → 4 ↺" in told
    assert corrected.startswith("Исправлено: ")


async def test_whoever_goes_over_while_a_message_is_written_gets_it_from_the_other(
    world: World,
    outbox: Outbox,
    elena: Client,
    other: App,
    bot: Bot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letters = world.app.sender._delivery.letters

    async def late(leases: Any) -> Any:
        if leases:
            monkeypatch.undo()
            await goes_over(world, elena, other, bot)
        return await letters(leases)

    monkeypatch.setattr(world.app.sender._delivery, "letters", late)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert elena.from_bot == []
    assert await outbox.states() == [("pending", "")]
    world.clock.advance(world.app.sender._leasing._rests.delay(3))
    await outbox.drain()
    await other.sender.pump()
    assert said_by(world, elena, bot)[-1].startswith("Анна, алгебра: 5")
    assert await outbox.states() == [("sent", "")]


@pytest.mark.parametrize(
    ("chats", "starts", "adopts"),
    [
        pytest.param([0, 0], SECOND, SECOND, id="the first bot to start"),
        pytest.param([0, FIRST, FIRST, SECOND], SECOND, FIRST, id="the one with the most chats"),
        pytest.param([0, SECOND, FIRST], THIRD, FIRST, id="the older of two alike"),
        pytest.param([SECOND], FIRST, None, id="none: every chat has its bot"),
    ],
)
async def test_a_chat_of_an_unknown_bot_is_of_the_one_that_was_there_before(
    world: World, chats: list[int], starts: int, adopts: int | None
) -> None:
    async with world.app.database.write(world.clock()) as uow:
        for chat_id, bot_id in enumerate(chats, start=1):
            await uow.chats.remember(chat_id, "ru")
            if bot_id:
                await uow.chats.choose_bot(chat_id, bot_id)
        await uow.commit()
    async with world.app.database.write(world.clock()) as uow:
        adopted = await uow.chats.adopt(starts)
        await uow.commit()
    assert adopted == chats.count(0)
    rows = await world.rows(select(t.chat.c.bot_id).order_by(t.chat.c.id))
    assert [row["bot_id"] for row in rows] == [each or adopts for each in chats]
