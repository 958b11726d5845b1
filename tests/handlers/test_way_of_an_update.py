"""The way of an update: its transaction, its answer, and what happens when something breaks."""

import logging
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Update
from sqlalchemy import select

from bot.calls import SendMessage
from handlers.schedule import handlers as schedule
from storage import tables as t
from tests.support.people import World
from tests.support.telegram import InProcessSession

GROUP = {"id": -1001, "type": "supergroup", "title": "7А"}
PERSON = {"id": 77, "is_bot": False, "first_name": "Елена", "language_code": "ru"}


async def feed(world: World, **event: Any) -> None:
    bot = world.app.bot
    update = Update.model_validate({"update_id": 1, **event}, context={"bot": bot})
    await world.app.dispatcher.feed_update(bot, update)


def calls(world: World) -> list[Any]:
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    return session.calls


async def test_an_unexpected_error_is_told_with_a_number_and_logged_with_it(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_args: Any) -> None:
        raise RuntimeError("Белов Пётр is in this message")

    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    with monkeypatch.context() as broken_code, caplog.at_level(logging.ERROR):
        broken_code.setattr(schedule, "student_days", broken)
        await elena.click("ср")
    reference = elena.text.rsplit(": ", 1)[1].rstrip(".")
    assert reference in caplog.text
    await elena.send("/schedule")
    assert "Физика" in elena.text


async def test_a_database_that_is_away_leaves_no_button_spinning(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_args: Any) -> None:
        raise OSError("the database is away")

    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    with monkeypatch.context() as broken:
        broken.setattr(world.app.database, "read", away)
        await elena.click("ср")  # asserts that the press is answered
    reference = elena.text.rsplit(": ", 1)[1].rstrip(".")
    assert reference in caplog.text
    await elena.send("/schedule")
    assert "Физика" in elena.text


async def test_a_handler_that_fails_writes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: Any) -> None:
        raise RuntimeError

    elena = await world.guardian("elena", "anna", "misha")
    monkeypatch.setattr("storage.uow.SqlUnitOfWork.commit", broken)
    await elena.send("/language")
    await elena.click("English")
    monkeypatch.undo()
    (chat,) = await world.rows(select(t.chat).where(t.chat.c.id == elena.id))
    assert chat["locale"] == "ru"


async def test_an_old_button_gets_an_answer_and_the_menu(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    await elena.forge("from-another-age:1:2:3")
    assert elena.buttons


@pytest.mark.parametrize("text", ["/start", "/marks 5"])
async def test_in_a_group_the_diary_says_so_and_does_nothing(world: World, text: str) -> None:
    message = {"message_id": 1, "date": 0, "chat": GROUP, "from": PERSON, "text": text}
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await feed(world, message=message)  # the playground has no groups
    sent = calls(world)[-1]
    assert isinstance(sent, SendMessage)
    assert sent.chat_id == GROUP["id"]
    assert "личн" in sent.text


async def test_talk_in_a_group_is_left_alone(world: World) -> None:
    message = {"message_id": 1, "date": 0, "chat": GROUP, "from": PERSON, "text": "Всем привет"}
    await feed(world, message=message)
    assert not [call for call in calls(world) if isinstance(call, SendMessage)]


async def test_a_press_whose_message_is_gone_still_stops_spinning(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    shown = elena.last
    world.telegram.remove(world.telegram.chat(elena.id), [shown["message_id"]])
    query = {
        "id": "1",
        "from": PERSON | {"id": elena.id},
        "chat_instance": "1",
        "data": shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"],
        "message": shown,
    }
    await feed(world, callback_query=query)
    assert isinstance(calls(world)[-1], AnswerCallbackQuery)
    assert elena.last["message_id"] != shown["message_id"]


async def test_the_same_screen_twice_is_no_error(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    await elena.click("Неделя")
    week = elena.last
    await elena.forge("sw:{}:{}".format(world.school["anna"], 739944))
    await elena.forge("sw:{}:{}".format(world.school["anna"], 739944))
    assert elena.last["message_id"] == week["message_id"]
