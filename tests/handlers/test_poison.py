"""What can be told, but not together, is told one by one: nothing is lost or goes in circles."""

from datetime import datetime, timedelta
from typing import Any

import pytest

import bot.letters
from bot.calls import SendMessage
from domain.notices.news import News
from handlers.notices.render import render
from handlers.screen import Screen
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.telegram import InProcessSession

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def mother(world: World, outbox: Outbox) -> Client:
    """Three facts wait for her, the most important last."""
    client = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.mark("anna", 4, section="physics")
    await outbox.absence("anna", section="history")
    return client


def several(news: News) -> bool:
    return sum(len(child.facts) for child in news.children) > 1


async def test_facts_that_cannot_be_put_into_words_together(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(news: News, now: datetime) -> Screen:
        if several(news):
            raise ValueError("two facts that nobody foresaw together")
        return render(news, now)

    monkeypatch.setattr(bot.letters, "render", failing)
    for _ in range(3):
        await outbox.drain()
        world.clock.advance(MINUTE)
    assert await outbox.states() == [("sent", "")] * 3
    said = [text_of(each) for each in mother.from_bot]
    assert len(said) == 3
    assert "урок" in said[0], "the absence first"


async def test_a_message_of_facts_that_cannot_be_sent_together(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = list[Screen]()
    send = world.app.responder.send

    def noting(news: News, now: datetime) -> Screen:
        screen = render(news, now)
        if several(news):
            together.append(screen)
        return screen

    async def failing(chat_id: int, screen: Screen, **options: Any) -> Any:
        if any(screen is each for each in together):
            raise ValueError("a screen is longer than a message")
        return await send(chat_id, screen, **options)

    monkeypatch.setattr(bot.letters, "render", noting)
    monkeypatch.setattr(world.app.responder, "send", failing)
    for _ in range(4):
        await outbox.drain()
        world.clock.advance(MINUTE)
    assert await outbox.states() == [("sent", "")] * 3
    assert len(mother.from_bot) == 3


async def test_what_telegram_refuses_together_it_is_asked_for_one_by_one(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of them has what Telegram does not take: the others may not die with it."""
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    perform = session._perform

    async def strict(bot: Any, method: Any) -> tuple[int, str]:
        if isinstance(method, SendMessage) and "физик" in str(method.text).lower():
            return 400, '{"ok": false, "error_code": 400, "description": "Bad Request: odd"}'
        return await perform(bot, method)

    monkeypatch.setattr(session, "_perform", strict)
    for _ in range(8):
        await outbox.drain()
        world.clock.advance(MINUTE)
    assert await outbox.states() == [("sent", ""), ("dead", "refused"), ("sent", "")]
    assert len(mother.from_bot) == 2
