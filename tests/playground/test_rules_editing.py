"""Rules 13 to 17: changing and removing messages, answering buttons."""

import pytest

from playground.errors import PersonError
from tests.playground.scene import Scene, button, html, upload

_SAME = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
HOUR = 3600


async def test_rule_13_an_edit_that_changes_nothing() -> None:
    scene = Scene()
    sent = await scene.send("<b>Да</b>", [button()], parse_mode="HTML")
    number, markup = sent["message_id"], sent["reply_markup"]
    same = {"text": " <b>Да</b>\n", "parse_mode": "HTML", "reply_markup": markup}
    assert await scene.refusal("editMessageText", message_id=number, **same) == _SAME
    edit = await scene.refusal("editMessageReplyMarkup", message_id=number, reply_markup=markup)
    assert edit == _SAME
    edited = await scene.call("editMessageText", message_id=number, text="Да", reply_markup=markup)
    assert "entities" not in edited
    assert edited["edit_date"] == int(scene.now)
    again = await scene.refusal(
        "editMessageText", message_id=number, text="Да", reply_markup=markup
    )
    assert again == _SAME


async def test_rule_13_holds_for_rich_messages_and_captions() -> None:
    scene = Scene()
    sent = await scene.call("sendRichMessage", rich_message=html("<p>x</p>"))
    edit = {"message_id": sent["message_id"], "rich_message": html("<p> x </p>")}
    assert await scene.refusal("editMessageText", **edit) == _SAME
    sent = await scene.call("sendDocument", {"document": upload()}, caption="x")
    edit = {"message_id": sent["message_id"], "caption": "x"}
    assert await scene.refusal("editMessageCaption", **edit) == _SAME


async def test_an_edit_without_a_keyboard_takes_it_away() -> None:
    scene = Scene()
    sent = await scene.send("Да", [button()])
    edited = await scene.call("editMessageText", message_id=sent["message_id"], text="Да")
    assert "reply_markup" not in edited


async def test_rule_14_a_missing_message() -> None:
    scene = Scene()
    sent = await scene.send()
    number = sent["message_id"]
    assert await scene.call("deleteMessage", message_id=number) is True
    words = await scene.refusal("editMessageText", message_id=number, text="x")
    assert words == "400 Bad Request: message to edit not found"
    words = await scene.refusal("deleteMessage", message_id=number)
    assert words == "400 Bad Request: message to delete not found"
    assert await scene.call("deleteMessages", message_ids=[number, 7]) is True


async def test_rule_15_a_person_s_own_message_can_t_be_edited() -> None:
    scene = Scene()
    own = scene.telegram.send_text(scene.anna, "Привет")
    words = await scene.refusal("editMessageText", message_id=own["message_id"], text="x")
    assert words == "400 Bad Request: message can't be edited"


async def test_a_message_with_a_reply_keyboard_can_t_be_edited() -> None:
    scene = Scene()
    sent = await scene.send("x", reply_markup={"remove_keyboard": True})
    words = await scene.refusal("editMessageText", message_id=sent["message_id"], text="y")
    assert words == "400 Bad Request: message can't be edited"


async def test_any_message_can_be_deleted_for_48_hours() -> None:
    scene = Scene()
    own = scene.telegram.send_text(scene.anna, "Привет")
    sent = await scene.send()
    scene.now += 48 * HOUR - 1
    assert await scene.call("deleteMessage", message_id=own["message_id"]) is True
    scene.now += 1
    words = await scene.refusal("deleteMessage", message_id=sent["message_id"])
    assert words == "400 Bad Request: message can't be deleted for everyone"
    words = await scene.refusal("deleteMessages", message_ids=[sent["message_id"]])
    assert words == "400 Bad Request: message can't be deleted for everyone"


async def test_text_and_media_do_not_mix_in_edits() -> None:
    scene = Scene()
    text = await scene.send()
    document = await scene.call("sendDocument", {"document": upload()})
    words = await scene.refusal("editMessageText", message_id=document["message_id"], text="x")
    assert words == "400 Bad Request: there is no text in the message to edit"
    words = await scene.refusal("editMessageCaption", message_id=text["message_id"], caption="x")
    assert words == "400 Bad Request: there is no caption in the message to edit"
    rich = html("<p>x</p>")
    edited = await scene.call("editMessageText", message_id=text["message_id"], rich_message=rich)
    assert "text" not in edited
    assert edited["rich_message"]["blocks"] == [{"type": "paragraph", "text": "x"}]


async def test_rule_16_an_unknown_an_old_or_an_answered_query() -> None:
    scene = Scene()
    sent = await scene.send("x", [button()])
    assert await scene.refusal("answerCallbackQuery", callback_query_id="1") == _OLD
    query = scene.telegram.click(scene.anna, sent["message_id"], "yes")
    assert scene.telegram.unanswered(scene.anna) == [query]
    assert await scene.call("answerCallbackQuery", callback_query_id=query.id) is True
    assert scene.telegram.unanswered() == []
    assert await scene.refusal("answerCallbackQuery", callback_query_id=query.id) == _OLD
    late = scene.telegram.click(scene.anna, sent["message_id"], "yes")
    scene.now += 15 * 60 + 1
    assert await scene.refusal("answerCallbackQuery", callback_query_id=late.id) == _OLD
    assert scene.telegram.unanswered() == [late]


async def test_a_button_pressed_twice_comes_twice() -> None:
    scene = Scene()
    sent = await scene.send("x", [button()])
    for _ in range(2):
        scene.telegram.click(scene.anna, sent["message_id"], row=0, col=0)
    first, second = [update["callback_query"] for update in await scene.updates()]
    assert first["id"] != second["id"]
    assert first["data"] == second["data"] == "yes"
    assert first["message"] == sent


async def test_rule_17_a_callback_answer_is_at_most_200_characters() -> None:
    scene = Scene()
    sent = await scene.send("x", [button()])
    query = scene.telegram.click(scene.anna, sent["message_id"], "yes")
    answer = {"callback_query_id": query.id}
    words = await scene.refusal("answerCallbackQuery", text="ы" * 201, **answer)
    assert words == "400 Bad Request: MESSAGE_TOO_LONG"
    await scene.call("answerCallbackQuery", text="ы" * 200, show_alert=True, **answer)
    assert query.answer == {"text": "ы" * 200, "show_alert": True}


async def test_a_person_can_press_only_what_is_there() -> None:
    scene = Scene()
    sent = await scene.send("x", [button(), button("Сайт", None, url="https://example.org")])
    number = sent["message_id"]
    with pytest.raises(PersonError, match="no button with the data"):
        scene.telegram.click(scene.anna, number, "no")
    with pytest.raises(PersonError, match="no button in row 1"):
        scene.telegram.click(scene.anna, number, row=1, col=0)
    with pytest.raises(PersonError, match="asks the bot nothing"):
        scene.telegram.click(scene.anna, number, row=0, col=1)
    with pytest.raises(PersonError, match="no message 99"):
        scene.telegram.click(scene.anna, 99, "yes")
    scene.telegram.click(scene.anna, number, "anything", forged=True)
    assert (await scene.updates())[0]["callback_query"]["data"] == "anything"
