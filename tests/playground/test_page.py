"""The chat page: messages, buttons and answers, as people see and press them."""

import re

import pytest
from playwright.async_api import Browser, FilePayload, expect

from playground.model import UploadedFile
from tests.playground.page_support import ANYA, MARINA, OLGA, TOKEN, Stage, keyboard, staged

pytestmark = pytest.mark.browser

RED = r"^rgb\((1[5-9]\d|2\d\d), [3-6]\d, [3-7]\d\)$"
GREEN = r"^rgb\([1-4]\d, 1[0-4]\d, [5-9]\d\)$"
BLUE = r"^rgb\([2-5]\d, (9\d|1[01]\d), (1[7-9]\d|2\d\d)\)$"


# People and starting


async def test_people_stand_side_by_side_with_who_they_are(stage: Stage) -> None:
    for person in (OLGA, ANYA, MARINA):
        await expect(stage.column(person)).to_be_visible()
    await expect(stage.column(OLGA).get_by_test_id("name")).to_have_text("Ольга Белова")
    await expect(stage.column(OLGA).get_by_test_id("about")).to_have_text("мама Ани 7А и Пети 3Б")


async def test_start_sends_the_code_of_that_person(stage: Stage) -> None:
    column = stage.column(ANYA)
    await expect(column.get_by_test_id("start-code")).to_have_text("/start PU-77QX")
    await expect(column.get_by_test_id("input")).to_be_hidden()

    await column.get_by_test_id("start").click()

    await expect(stage.messages(ANYA)).to_contain_text(["/start PU-77QX"])
    await expect(column.get_by_test_id("start")).to_be_hidden()
    await expect(column.get_by_test_id("input")).to_be_visible()


async def test_people_are_closed_and_opened_again_and_count_what_they_missed(stage: Stage) -> None:
    entry = stage.page.get_by_test_id(f"person-{OLGA}")
    await stage.column(OLGA).get_by_test_id("close").click()
    await expect(stage.column(OLGA)).to_have_count(0)
    await expect(entry).to_have_attribute("aria-pressed", "false")

    await stage.say(OLGA, "Аня: 5 по истории")
    await expect(entry.locator(".count")).to_have_text("1")
    await entry.click()

    await expect(stage.messages(OLGA).last).to_contain_text("Аня: 5 по истории")
    await expect(entry.locator(".count")).to_have_count(0)


async def test_a_blocked_bot_is_refused_until_it_is_unblocked(stage: Stage) -> None:
    column = stage.column(OLGA)
    await column.get_by_test_id("block").click()
    await expect(column.get_by_test_id("unblock")).to_be_visible()
    await expect(column.get_by_test_id("input")).to_be_hidden()
    assert stage.telegram.chat(OLGA).blocked

    await column.get_by_test_id("unblock").click()
    await expect(column.get_by_test_id("input")).to_be_visible()
    assert not stage.telegram.chat(OLGA).blocked


# Messages


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


# Buttons


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


# Language


async def test_the_page_speaks_english_and_remembers_it(stage: Stage) -> None:
    field = stage.column(OLGA).get_by_test_id("input")
    await field.fill("Черновик")
    await stage.page.get_by_test_id("lang-en").click()
    await expect(stage.page.get_by_test_id("calls-open")).to_have_text("Calls")
    await expect(stage.column(ANYA).get_by_test_id("start")).to_have_text("START")
    await expect(field).to_have_value("Черновик")

    await stage.open()
    await expect(stage.page.get_by_test_id("calls-open")).to_have_text("Calls")
    await stage.page.get_by_test_id("lang-ru").click()
    await expect(stage.page.get_by_test_id("calls-open")).to_have_text("Вызовы")


async def test_the_browsers_language_is_the_first_choice(browser: Browser) -> None:
    async with staged(browser, locale="en-GB") as english:
        await expect(english.page.get_by_test_id("faults-open")).to_have_text("Faults")
