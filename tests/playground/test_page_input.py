"""The input field of the chat page, and files."""

import pytest
from playwright.async_api import FilePayload, expect

from playground.model import UploadedFile
from tests.playground.page_support import MARINA, OLGA, TOKEN, Stage

pytestmark = pytest.mark.browser


# The input field


async def test_commands_are_listed_per_person_and_sent(stage: Stage) -> None:
    commands = [
        {"command": "menu", "description": "Главный экран"},
        {"command": "week", "description": "Неделя"},
    ]
    await stage.call("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": MARINA})
    column = stage.column(MARINA)
    await column.get_by_test_id("commands-open").click()
    await expect(column.get_by_role("menuitem")).to_have_text(["/menuГлавный экран", "/weekНеделя"])
    await expect(column.get_by_test_id("command-menu")).to_be_focused()
    await stage.page.keyboard.press("Escape")
    await expect(column.get_by_test_id("commands")).to_be_hidden()

    await column.get_by_test_id("input").fill("/we")
    await expect(column.get_by_role("menuitem")).to_have_text(["/weekНеделя"])
    await column.get_by_test_id("command-week").click()
    await expect(stage.messages(MARINA).last).to_contain_text("/week")


async def test_a_reply_keyboard_stands_under_the_input_field(stage: Stage) -> None:
    column = stage.column(OLGA)
    keys = {"keyboard": [[{"text": "Сегодня"}, {"text": "Завтра"}]], "resize_keyboard": True}
    await stage.say(OLGA, reply_markup=keys)
    await expect(column.get_by_test_id("reply-keyboard").get_by_role("button")).to_have_text(
        ["Сегодня", "Завтра"]
    )
    await column.get_by_test_id("reply-key-0-1").click()
    await expect(stage.messages(OLGA).last).to_contain_text("Завтра")

    await stage.say(OLGA, reply_markup={"remove_keyboard": True})
    await expect(column.get_by_test_id("reply-keyboard")).to_be_hidden()


async def test_a_sticker_is_sent(stage: Stage) -> None:
    column = stage.column(OLGA)
    await column.get_by_test_id("sticker-open").click()
    await column.get_by_role("button", name="Стикер 🎉").click()
    await expect(stage.messages(OLGA).last).to_contain_text("🎉")


# Files


async def test_a_file_is_attached_with_a_caption(stage: Stage) -> None:
    column = stage.column(OLGA)
    await column.get_by_test_id("file").set_input_files(
        files=[FilePayload(name="Справка.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 note")]
    )
    await expect(column.get_by_test_id("file-bar")).to_contain_text("Справка.pdf")
    await column.get_by_test_id("input").fill("Справка от врача")
    await column.get_by_test_id("send").click()

    document = stage.messages(OLGA).last.get_by_test_id("document")
    await expect(document).to_contain_text("Справка.pdf")
    await expect(document).to_contain_text("13 Б")
    await expect(stage.messages(OLGA).last).to_contain_text("Справка от врача")
    await expect(column.get_by_test_id("file-bar")).to_be_hidden()


async def test_a_document_downloads_under_its_name(stage: Stage) -> None:
    file = UploadedFile("Табель Беловой Ани.pdf", b"%PDF-1.4 marks", "application/pdf")
    await stage.telegram.call(
        TOKEN,
        "sendDocument",
        {"chat_id": OLGA, "document": "attach://file", "caption": "Табель за I четверть"},
        {"file": file},
    )
    document = stage.messages(OLGA).last.get_by_test_id("document")
    async with stage.page.expect_download() as waiting:
        await document.click()
    download = await waiting.value
    assert download.suggested_filename == "Табель Беловой Ани.pdf"
    assert (await download.path()).read_bytes() == b"%PDF-1.4 marks"
