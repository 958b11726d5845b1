"""A person's hands in tests, in front of a bot that lives in the same process."""

import asyncio
import re
from typing import Any

import pytest

from playground.client import Client
from playground.errors import ApiError
from tests.playground.scene import PNG, TOKEN, Scene, button, html, upload

_MENU = [[button("Расписание", "day"), button("Расписание на неделю", "week")], [button("✓ Да")]]


class Echo:
    """The smallest bot: repeats texts, shows a menu, tells which button was pressed."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        scene.telegram.deliver_to(scene.bot, self.handle)

    async def call(self, method: str, **params: Any) -> Any:
        return await self.scene.telegram.call(TOKEN, method, params)

    async def handle(self, update: dict[str, Any]) -> None:
        await asyncio.sleep(0)
        if message := update.get("message"):
            await self.answer(message)
        elif query := update.get("callback_query"):
            chat, number = query["from"]["id"], query["message"]["message_id"]
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Готово")
            await asyncio.sleep(0)
            await self.call("editMessageText", chat_id=chat, message_id=number, text=query["data"])

    async def answer(self, message: dict[str, Any]) -> None:
        chat = message["chat"]["id"]
        text = message.get("text", "файл")
        if text == "/start":
            markup = {"inline_keyboard": _MENU}
            await self.call("sendMessage", chat_id=chat, text="Меню", reply_markup=markup)
        elif text == "таблица":
            rich = html("<table><tr><td>5</td><td>4</td></tr></table>")
            await self.call("sendRichMessage", chat_id=chat, rich_message=rich)
        elif text == "документ":
            files = {"document": upload()}
            await self.scene.telegram.call(
                TOKEN, "sendDocument", {"chat_id": chat, "caption": "Табель"}, files
            )
        elif text != "молчи":
            await self.call("sendMessage", chat_id=chat, text=text)


def _client(**person: Any) -> Client:
    scene = Scene(started=False)
    Echo(scene)
    return Client(scene.telegram, first_name="Пётр", **person)


async def test_writing_and_reading() -> None:
    client = _client()
    await client.start()
    assert client.text == "Меню"
    assert client.buttons == [["Расписание", "Расписание на неделю"], ["✓ Да"]]
    await client.send("Привет")
    assert client.texts == ["Меню", "Привет"]
    assert client.buttons == []
    await client.send("таблица")
    assert client.text == "5 | 4"
    assert len(client.messages) == 6


@pytest.mark.parametrize(
    ("target", "data"),
    [
        ("Расписание", "day"),
        ("Расписание на", "week"),
        (re.compile("недел"), "week"),
        ((1, 0), "yes"),
        ("✓", "yes"),
    ],
)
async def test_pressing_a_button(target: Any, data: str) -> None:
    client = _client()
    await client.start()
    await client.send("потом")
    await client.click(target)
    assert client.texts[0] == data
    assert client.toast == "Готово"
    assert client.alert is False
    assert client.telegram.unanswered() == []


async def test_a_button_that_is_not_there_or_not_alone() -> None:
    client = _client()
    with pytest.raises(AssertionError, match="no message with buttons"):
        await client.click("Расписание")
    with pytest.raises(AssertionError, match="said nothing"):
        _ = client.text
    await client.start()
    with pytest.raises(AssertionError, match="no button for 'Оценки' among"):
        await client.click("Оценки")
    with pytest.raises(AssertionError, match="several buttons for 'Рас'"):
        await client.click("Рас")


async def test_documents_go_both_ways() -> None:
    client = _client()
    await client.send("документ")
    document = client.documents[0]
    assert (document.file_name, document.content, document.caption) == (
        "табель.pdf",
        b"PDF",
        "Табель",
    )
    assert client.text == "Табель"
    await client.send_document("список.csv", b"a;b")
    await client.send_photo(PNG)
    await client.send_sticker()
    assert client.texts[1:] == ["файл"] * 3


async def test_forged_data_reaches_the_bot() -> None:
    client = _client()
    await client.start()
    await client.forge("admin:1")
    assert client.text == "admin:1"


async def test_blocking() -> None:
    client = _client()
    await client.start()
    await client.block()
    params = {"chat_id": client.id, "text": "x"}
    with pytest.raises(ApiError, match="bot was blocked by the user"):
        await client.telegram.call(TOKEN, "sendMessage", params)
    await client.unblock()
    await client.start()


async def test_a_bot_that_never_answers_is_told_of() -> None:
    scene = Scene()
    client = Client(scene.telegram, scene.anna, patience=0.0)
    with pytest.raises(AssertionError, match=r"waited in vain: update \d+ is not delivered"):
        await client.send("Привет")
    await scene.updates(offset=-1)
    await scene.updates(offset=2**31)
    with pytest.raises(AssertionError, match="waited in vain: nothing answered person 100"):
        await client.settled()
    scene.telegram.chat(scene.anna).awaiting = False
    await client.settled()


async def test_silence_may_be_meant() -> None:
    client = _client()
    await client.send("молчи")
    assert client.texts == []


async def test_an_unanswered_button_is_told_of() -> None:
    scene = Scene()
    sent = await scene.send("x", [button()])
    scene.telegram.click(scene.anna, sent["message_id"], "yes")
    await scene.updates(offset=-1)
    client = Client(scene.telegram, scene.anna, patience=0.0)
    with pytest.raises(AssertionError, match="button 'yes' is spinning"):
        await client.settled()


async def test_waiting_for_what_the_bot_says_by_itself() -> None:
    client = _client()
    await client.start()
    waiting = asyncio.ensure_future(client.sees("замена .* физики"))
    await asyncio.sleep(0)
    params = {"chat_id": client.id, "text": "Завтра замена вместо физики"}
    await client.telegram.call(TOKEN, "sendMessage", params)
    await waiting


async def test_work_in_progress_is_waited_for() -> None:
    scene = Scene()
    client = Client(scene.telegram, scene.anna)
    with scene.telegram.working():
        settled = asyncio.ensure_future(client.settled())
        await asyncio.sleep(0)
        assert not settled.done()
    await settled
