"""What is kept of an update, and what is not."""

from typing import Any

import pytest
from aiogram.types import InaccessibleMessage, Message, Update

from bot.raw_updates import essence

CHAT = {"id": 7, "type": "private", "first_name": "Елена"}
PERSON = {"id": 7, "is_bot": False, "first_name": "Елена"}
SCREEN = {
    "message_id": 5,
    "date": 1_795_506_000,
    "chat": CHAT,
    "text": "Аня: математика 5",
    "reply_markup": {"inline_keyboard": [[{"text": "Оценки", "callback_data": "m"}]]},
}


def press(message: Any) -> dict[str, Any]:
    query = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "m:1", "message": message}
    return {"update_id": 3, "callback_query": query}


def test_of_a_press_all_but_the_screen_is_kept() -> None:
    where = {"message_id": 5, "date": 1_795_506_000, "chat": CHAT}
    assert essence(press(SCREEN)) == press(where)


def test_what_was_sent_is_not_changed() -> None:
    sent = press(SCREEN)
    essence(sent)
    assert sent == press(SCREEN)


@pytest.mark.parametrize(("date", "kind"), [(1_795_506_000, Message), (0, InaccessibleMessage)])
def test_a_message_stays_what_it_is(date: int, kind: type) -> None:
    query = Update.model_validate(essence(press({**SCREEN, "date": date}))).callback_query
    assert query is not None
    message = query.message
    assert message is not None
    assert (type(message), message.message_id, message.chat.id) == (kind, 5, 7)


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 3, "message": {**SCREEN, "from": PERSON}},
        {"update_id": 3},
        {"update_id": 3, "callback_query": ["m"]},
        press(None),
        press("hello"),
        {"update_id": 3, "callback_query": {"id": "1", "inline_message_id": "x"}},
    ],
)
def test_everything_else_is_left_as_it_is(raw: dict[str, Any]) -> None:
    assert essence(raw) == raw


def test_what_is_odd_about_a_screen_is_not_mended() -> None:
    """It is put aside where it cannot be read, by its number."""
    assert essence(press({"text": "without a chat"})) == press({})
