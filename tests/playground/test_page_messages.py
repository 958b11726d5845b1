"""Messages on the chat page, as people see them."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.page_support import OLGA, Stage, keyboard

pytestmark = pytest.mark.browser


async def test_text_is_sent_with_enter(stage: Stage) -> None:
    field = stage.column(OLGA).get_by_test_id("input")
    await field.fill("Аня заболела")
    await field.press("Enter")

    await expect(stage.messages(OLGA).last).to_contain_text("Аня заболела")
    await expect(field).to_have_value("")


async def test_html_in_a_message_is_shown_and_never_executed(stage: Stage) -> None:
    evil = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"
    stage.telegram.send_text(OLGA, evil)
    message_id = await stage.say(OLGA, evil, reply_markup=keyboard([evil[:40]]))
    await stage.say(OLGA, "Ниже")

    shown = stage.message(OLGA, message_id)
    await expect(shown.get_by_test_id("text")).to_have_text(evil)
    await expect(shown.locator("img, script")).to_have_count(0)
    await expect(stage.messages(OLGA).last).to_contain_text("Ниже")
    await expect(stage.page).not_to_have_title(re.compile("hacked"))


async def test_entities_are_drawn_and_count_utf16_units(stage: Stage) -> None:
    html = (
        "🎒 <b>Алгебра <i>сегодня</i></b> <code>A7</code> "
        '<a href="https://example.org/">сайт</a>\n<blockquote>Завтра к 8:30</blockquote>'
    )
    message_id = await stage.say(OLGA, html, parse_mode="HTML")
    text = stage.message(OLGA, message_id).get_by_test_id("text")

    await expect(text.locator("strong")).to_have_text("Алгебра сегодня")
    await expect(text.locator("strong em")).to_have_text("сегодня")
    await expect(text.locator("code")).to_have_text("A7")
    await expect(text.locator("a")).to_have_attribute("href", "https://example.org/")
    await expect(text.locator("a")).to_have_attribute("rel", re.compile("noopener"))
    await expect(text.locator("blockquote")).to_have_text("Завтра к 8:30")


async def test_an_edit_changes_the_message_where_it_stands(stage: Stage) -> None:
    message_id = await stage.say(OLGA, "Аня: 5 по алгебре")
    await stage.say(OLGA, "Следующее")
    message = stage.message(OLGA, message_id)
    await expect(message).to_contain_text("5 по алгебре")
    before = await message.element_handle()
    count = await stage.messages(OLGA).count()

    await stage.call("editMessageText", chat_id=OLGA, message_id=message_id, text="Аня: 5 → 4 ↺")

    await expect(message.get_by_test_id("text")).to_have_text("Аня: 5 → 4 ↺")
    await expect(message.get_by_test_id("edited")).to_be_visible()
    await expect(stage.messages(OLGA)).to_have_count(count)
    assert await message.evaluate("(node, old) => node === old", before)


async def test_a_deleted_message_disappears(stage: Stage) -> None:
    message_id = await stage.say(OLGA, "Уберут")
    await expect(stage.message(OLGA, message_id)).to_be_visible()
    await stage.call("deleteMessage", chat_id=OLGA, message_id=message_id)
    await expect(stage.message(OLGA, message_id)).to_have_count(0)


async def test_the_list_follows_the_newest_message_unless_the_reader_went_up(stage: Stage) -> None:
    for number in range(30):
        last = await stage.say(OLGA, f"Сообщение {number}")
    await expect(stage.message(OLGA, last)).to_be_in_viewport()

    column = stage.column(OLGA)
    await column.get_by_test_id("messages").evaluate("node => { node.scrollTop = 0; }")
    await expect(column.get_by_test_id("to-end")).to_be_visible()
    last = await stage.say(OLGA, "Новое")
    await expect(column.get_by_test_id("to-end")).to_have_text("1")
    await expect(stage.message(OLGA, last)).not_to_be_in_viewport()

    await column.get_by_test_id("to-end").click()
    await expect(stage.message(OLGA, last)).to_be_in_viewport()


async def test_typing_is_shown_until_the_message_comes(stage: Stage) -> None:
    action = stage.column(OLGA).get_by_test_id("action")
    await stage.call("sendChatAction", chat_id=OLGA, action="typing")
    await expect(action).to_have_text("печатает")
    await stage.say(OLGA)
    await expect(action).to_be_hidden()


async def test_replying_quotes_the_message(stage: Stage) -> None:
    message_id = await stage.say(OLGA, "Когда собрание?")
    message = stage.message(OLGA, message_id)
    await message.get_by_role("button", name="Ответить").focus()
    await stage.page.keyboard.press("Enter")
    field = stage.column(OLGA).get_by_test_id("input")
    await expect(field).to_be_focused()
    await field.fill("В среду")
    await field.press("Enter")

    await expect(stage.messages(OLGA).last.locator(".quoted")).to_contain_text("Когда собрание?")
