"""What Telegram does not take: a text that it cannot parse, a message, a file."""

import logging
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import SendDocument, TelegramMethod

from bot.calls import SendMessage
from bot.settling import DOUBT
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.telegram import InProcessSession


def said(client: Client) -> list[str]:
    return [each["text"] for each in client.messages if each["from"]["is_bot"]]


async def test_a_file_that_fails_makes_the_whole_letter_a_repetition(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("server_error", method="sendDocument", count=None)
    await outbox.message("Очень длинное письмо. " * 300, ("elena", "anna"))
    await outbox.drain()
    assert await outbox.states() == [("uncertain", "")]
    world.telegram.faults.clear()
    world.clock.advance(DOUBT)
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert "Повтор" in text_of(mother.from_bot[-2])


async def test_a_file_that_is_refused_is_not_tried_again(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.app.bot.session = Fileless(world.telegram)
    await outbox.message("Очень длинное письмо. " * 300, ("elena", "anna"))
    await outbox.drain()
    assert await outbox.states() == [("dead", "refused")]


class Unparsable(InProcessSession):
    """Telegram in front of which our HTML is always wrong; `bare` texts too, if told so."""

    refuses_bare = False

    async def _perform(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[int, str]:
        if isinstance(method, SendMessage) and (self.refuses_bare or method.parse_mode == "HTML"):
            self.calls.append(method)
            return 400, (
                '{"ok": false, "error_code": 400, '
                '"description": "Bad Request: can\'t parse entities: wrong tag"}'
            )
        return await super()._perform(bot, method)


class Fileless(InProcessSession):
    """Telegram that takes no file of ours."""

    async def _perform(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[int, str]:
        if isinstance(method, SendDocument):
            return 400, '{"ok": false, "error_code": 400, "description": "Bad Request: no file"}'
        return await super()._perform(bot, method)


async def test_what_cannot_be_parsed_goes_as_bare_text(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    world.app.bot.session = Unparsable(world.telegram)
    await outbox.mark("anna", 5, comment="<b>5 & 6</b>")
    await outbox.drain()
    assert mother.text.startswith("Анна, алгебра: 5 за контрольную")
    assert "<b>5 & 6</b>" in mother.text
    assert mother.buttons == [["Подробнее", "Все оценки"]]
    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "Анна" not in record.getMessage()


async def test_what_is_refused_in_every_form_is_dead_and_the_next_one_goes(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    session = Unparsable(world.telegram)
    session.refuses_bare = True
    world.app.bot.session = session
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("dead", "refused")]
    assert "refuses notices" in caplog.text
    session.refuses_bare = False
    await outbox.mark("anna", 4)
    await outbox.drain()
    assert len(said(mother)) == 1
