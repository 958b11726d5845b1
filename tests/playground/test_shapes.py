"""Parameters checked against the shapes of Bot API 10.3."""

import json
from typing import Any

import pytest

from playground.methods import METHODS
from playground.shapes import NOT_SIMULATED, SIMULATED
from tests.playground.scene import Scene, as_form, button

_KEYBOARD = {"inline_keyboard": [[button()]]}


def test_every_simulated_method_has_a_shape_and_no_other_has() -> None:
    assert set(METHODS) == SIMULATED
    assert not SIMULATED & NOT_SIMULATED


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"colour": "red"}, 'unknown parameter "colour"'),
        (
            {"reply_markup": {"inline_keyboard": [[button(color="red")]]}},
            'unknown parameter "reply_markup.inline_keyboard[0][0].color"',
        ),
        (
            {"reply_markup": {"inline_keyboard": [[button(), button(data=5)]]}},
            'parameter "reply_markup.inline_keyboard[0][1].callback_data" must be a String',
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
            'parameter "reply_markup.inline_keyboard[0][0]" lacks the field "text" of '
            "InlineKeyboardButton",
        ),
        (
            {"reply_markup": {"inline_keyboard": button()}},
            'parameter "reply_markup.inline_keyboard" must be an Array',
        ),
        (
            {"reply_markup": {"buttons": []}},
            'parameter "reply_markup" must be InlineKeyboardMarkup or ReplyKeyboardMarkup or '
            "ReplyKeyboardRemove or ForceReply",
        ),
        ({"reply_markup": "{"}, None),
        ({"disable_notification": "maybe"}, 'parameter "disable_notification" must be a Boolean'),
        ({"text": 5}, 'parameter "text" must be a String'),
        ({"link_preview_options": {"is_disabled": 1}}, None),
        (
            {"message_thread_id": 5},
            "the playground does not simulate the parameter message_thread_id",
        ),
    ],
)
async def test_wrong_shapes_are_refused_with_the_way_to_the_mistake(
    params: dict[str, Any], words: str | None
) -> None:
    scene = Scene()
    given = {"text": "x", **params}
    refused = await scene.refusal("sendMessage", **given)
    assert refused.startswith("400 Bad Request: ")
    if words:
        assert refused == "400 Bad Request: " + words
    if "text" not in params:
        assert await scene.refusal("sendMessage", **as_form(given)) == refused


async def test_every_parameter_may_come_as_text() -> None:
    scene = Scene()
    sent = await scene.call(
        "sendMessage",
        chat_id=str(scene.anna),
        text="x",
        protect_content="true",
        disable_notification="False",
        link_preview_options='{"is_disabled": true}',
        reply_markup=json.dumps(_KEYBOARD),
    )
    assert sent["reply_markup"] == _KEYBOARD
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["has_protected_content"] is True


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("sendMessage", "message text is empty"),
        ("deleteMessage", "message identifier is not specified"),
        ("setMyCommands", 'parameter "commands" is required'),
        ("getFile", "file_id not specified"),
        ("answerCallbackQuery", 'parameter "callback_query_id" is required'),
    ],
)
async def test_what_is_missing_is_named(method: str, words: str) -> None:
    assert await Scene().refusal(method) == "400 Bad Request: " + words


async def test_a_reply_keeps_the_message_answered() -> None:
    scene = Scene()
    own = scene.telegram.send_text(scene.anna, "Вопрос")
    sent = await scene.send("Ответ", reply_parameters={"message_id": own["message_id"]})
    assert sent["reply_to_message"]["text"] == "Вопрос"
    words = await scene.refusal("sendMessage", text="x", reply_parameters={"message_id": 999})
    assert words == "400 Bad Request: message to be replied not found"
    loose = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await scene.send("x", reply_parameters=loose)


async def test_reactions_pins_and_chat_actions() -> None:
    scene = Scene()
    sent = await scene.send()
    number = sent["message_id"]
    reaction = [{"type": "emoji", "emoji": "👍"}]
    assert await scene.call("setMessageReaction", message_id=number, reaction=reaction) is True
    two = await scene.refusal("setMessageReaction", message_id=number, reaction=reaction * 2)
    assert two == "400 Bad Request: REACTIONS_TOO_MANY"
    assert await scene.call("pinChatMessage", message_id=number) is True
    assert scene.telegram.chat(scene.anna).pinned == [number]
    assert await scene.call("unpinChatMessage") is True
    assert await scene.call("sendChatAction", action="typing") is True
    words = await scene.refusal("sendChatAction", action="dancing")
    assert words == "400 Bad Request: wrong parameter action in request"


async def test_get_chat_knows_who_started_the_bot() -> None:
    scene = Scene()
    assert (await scene.call("getChat", chat_id=scene.anna))["first_name"] == "Анна"
    stranger = scene.telegram.create_person(first_name="Пётр").id
    words = await scene.refusal("getChat", chat_id=stranger)
    assert words == "400 Bad Request: chat not found"
