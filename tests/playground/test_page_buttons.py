"""Buttons of the chat page and the answers to them, as people press them."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.page_support import MARINA, OLGA, Stage, keyboard

pytestmark = pytest.mark.browser

RED = r"^rgb\((1[5-9]\d|2\d\d), [3-6]\d, [3-7]\d\)$"
GREEN = r"^rgb\([1-4]\d, 1[0-4]\d, [5-9]\d\)$"
BLUE = r"^rgb\([2-5]\d, (9\d|1[01]\d), (1[7-9]\d|2\d\d)\)$"


async def test_a_pressed_button_spins_until_it_is_answered(stage: Stage) -> None:
    message_id = await stage.say(MARINA, "7А", reply_markup=keyboard(["Абрамов", "Белова ✕"]))
    key = stage.message(MARINA, message_id).get_by_test_id("key-0-1")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")

    query = await stage.pressed()
    assert query.data == "Белова ✕"
    await stage.call(
        "editMessageReplyMarkup",
        chat_id=MARINA,
        message_id=message_id,
        reply_markup=keyboard(["Абрамов", "Белова"]),
    )
    await expect(key).to_have_text("Белова")
    await expect(key).to_have_attribute("aria-busy", "true")

    await stage.answer(query)
    await expect(key).not_to_have_attribute("aria-busy", "true")


async def test_the_keyboard_focus_stays_on_the_button_that_was_pressed(stage: Stage) -> None:
    message_id = await stage.say(MARINA, "7А", reply_markup=keyboard(["Абрамов", "Белова"]))
    key = stage.message(MARINA, message_id).get_by_test_id("key-0-1")
    await key.focus()
    await stage.page.keyboard.press("Enter")
    await stage.pressed()
    markup = keyboard(["Абрамов", {"text": "Белова ✕", "callback_data": "b", "style": "danger"}])
    await stage.call(
        "editMessageText", chat_id=MARINA, message_id=message_id, text="Нет: 1", reply_markup=markup
    )
    await expect(key).to_have_text("Белова ✕")
    await expect(key).to_be_focused()


async def test_an_answer_is_a_toast_over_that_column(stage: Stage) -> None:
    message_id = await stage.say(MARINA, reply_markup=keyboard(["Абрамов"]))
    await stage.message(MARINA, message_id).get_by_test_id("key-0-0").click()
    await stage.answer(await stage.pressed(), text="Сохранено, родителям — после «Готово»")

    toast = stage.column(MARINA).get_by_test_id("toast")
    await expect(toast).to_have_text("Сохранено, родителям — после «Готово»")
    await expect(stage.column(OLGA).get_by_test_id("toast")).to_have_count(0)


async def test_an_alert_is_modal_until_ok(stage: Stage) -> None:
    message_id = await stage.say(MARINA, reply_markup=keyboard(["Готово"]))
    await stage.message(MARINA, message_id).get_by_test_id("key-0-0").click()
    await stage.answer(await stage.pressed(), text="Урок уже закрыт.", show_alert=True)

    alert = stage.page.get_by_test_id("alert")
    await expect(alert).to_be_visible()
    await expect(alert).to_contain_text("Марина Гордеева")
    await expect(stage.page.get_by_test_id("alert-text")).to_have_text("Урок уже закрыт.")
    await expect(stage.page.get_by_test_id("alert-ok")).to_be_focused()
    await stage.page.get_by_test_id("alert-ok").click()
    await expect(alert).to_be_hidden()


async def test_styles_have_their_colours(stage: Stage) -> None:
    styles = ("danger", "success", "primary")
    row = [{"text": style, "callback_data": style, "style": style} for style in styles]
    message_id = await stage.say(MARINA, reply_markup={"inline_keyboard": [[*row]]})
    message = stage.message(MARINA, message_id)

    for index, colour in enumerate((RED, GREEN, BLUE)):
        key = message.get_by_test_id(f"key-0-{index}")
        await expect(key).to_have_css("background-color", re.compile(colour))


async def test_other_buttons_copy_link_or_do_nothing(stage: Stage) -> None:
    row = [
        {"text": "Код", "copy_text": {"text": "A7-K4MN2P"}},
        {"text": "Сайт", "url": "https://example.org/"},
        {"text": "Нельзя", "disabled": {}},
    ]
    message_id = await stage.say(OLGA, reply_markup={"inline_keyboard": [row]})
    message = stage.message(OLGA, message_id)
    await stage.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    await message.get_by_test_id("key-0-0").click()
    await expect(stage.column(OLGA).get_by_test_id("toast")).to_have_text("Скопировано")
    assert await stage.page.evaluate("navigator.clipboard.readText()") == "A7-K4MN2P"

    await expect(message.get_by_test_id("key-0-2")).to_have_attribute("aria-disabled", "true")
    assert stage.telegram.unanswered() == []


async def test_a_link_to_the_bot_is_followed_inside_the_chat(stage: Stage) -> None:
    url = "https://t.me/demo_school_bot?start=NEW-CODE"
    message_id = await stage.say(
        OLGA, reply_markup={"inline_keyboard": [[{"text": "Подключить", "url": url}]]}
    )
    await stage.message(OLGA, message_id).get_by_test_id("key-0-0").click()
    await expect(stage.messages(OLGA).last).to_contain_text("/start NEW-CODE")


async def test_thirty_pupils_in_three_columns_fit_and_are_large_enough(stage: Stage) -> None:
    names = [f"Константинопольский {number}" for number in range(30)]
    rows: list[list[str | dict[str, object]]] = [[*names[i : i + 3]] for i in range(0, 30, 3)]
    message_id = await stage.say(MARINA, "Алгебра · 7А", reply_markup=keyboard(*rows))
    keys = stage.message(MARINA, message_id).locator(".key")
    await expect(keys).to_have_count(30)
    column = await stage.column(MARINA).bounding_box()
    assert column
    for key in await keys.all():
        box = await key.bounding_box()
        assert box
        assert box["height"] >= 36
        assert box["width"] >= 90
        assert box["x"] + box["width"] <= column["x"] + column["width"]
