"""Around the chats: the notice, the drawers, a phone's width, and a lost connection."""

import pytest
from playwright.async_api import Browser, Page, Route, expect

from playground.errors import PlaygroundError
from tests.playground.page_support import ANYA, MARINA, OLGA, Stage, keyboard, staged

pytestmark = pytest.mark.browser

TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


async def refuse(route: Route) -> None:
    await route.abort()


async def cut_events(stage: Stage) -> None:
    """Breaks the page's stream and keeps it from coming back."""
    await stage.page.route("**/playground/events", refuse)
    stage.telegram.events.close()


async def listening(page: Page) -> None:
    await expect(page.get_by_test_id("connection")).to_be_hidden()


# The connection


async def test_the_page_says_that_the_connection_is_lost_and_catches_up(stage: Stage) -> None:
    kept = await stage.say(OLGA, "Старое", reply_markup=keyboard(["Есть"]))
    gone = await stage.say(OLGA, "Уберут")
    key = stage.message(OLGA, kept).get_by_test_id("key-0-0")
    await key.click()
    query = await stage.pressed()
    await expect(key).to_have_attribute("aria-busy", "true")

    await cut_events(stage)
    await expect(stage.page.get_by_test_id("connection")).to_be_visible()
    await stage.answer(query)
    await stage.call("editMessageText", chat_id=OLGA, message_id=kept, text="Исправлено")
    await stage.call("deleteMessage", chat_id=OLGA, message_id=gone)
    await stage.say(MARINA, "Пропущенное")
    await expect(stage.message(OLGA, kept)).to_contain_text("Старое")

    await stage.page.unroute("**/playground/events")
    await listening(stage.page)
    await expect(stage.message(OLGA, kept)).to_contain_text("Исправлено")
    await expect(stage.message(OLGA, gone)).to_have_count(0)
    await expect(stage.messages(MARINA).last).to_contain_text("Пропущенное")
    await expect(stage.column(OLGA).locator("[aria-busy]")).to_have_count(0)

    await stage.say(OLGA, "И дальше само")
    await expect(stage.messages(OLGA).last).to_contain_text("И дальше само")


# The notice and the drawers


async def test_the_notice_stands_at_the_top(browser: Browser) -> None:
    notice = "В демо сейчас понедельник, 23 ноября, 10:40"
    async with staged(browser, notice=notice) as stage:
        await expect(stage.page.get_by_test_id("notice")).to_have_text(notice)
        await stage.page.get_by_test_id("lang-en").click()
        await expect(stage.page.get_by_test_id("notice")).to_have_text(notice)


async def test_the_notice_is_in_the_language_of_the_browser(browser: Browser) -> None:
    async with staged(
        browser, locale="en-US", notice="Проба", notice_in_english="A trial"
    ) as stage:
        await expect(stage.page.get_by_test_id("notice")).to_have_text("A trial")
        await stage.page.get_by_test_id("lang-ru").click()
        await expect(stage.page.get_by_test_id("notice")).to_have_text("Проба")


async def test_calls_are_listed_folded_and_filtered(stage: Stage) -> None:
    await stage.say(OLGA, "До открытия", reply_markup=keyboard(["Есть"]))
    await stage.page.get_by_test_id("calls-open").click()
    calls = stage.page.get_by_test_id("call")
    await expect(calls).to_have_count(1)
    await expect(calls.first).to_contain_text("sendMessage")
    await expect(calls.first).to_contain_text("Ольга Белова")

    await stage.say(MARINA, "После открытия")
    with pytest.raises(PlaygroundError):
        await stage.call("deleteMessage", chat_id=OLGA, message_id=999)
    await expect(calls).to_have_count(3)
    await expect(calls.first).to_contain_text("message to delete not found")

    await calls.last.locator("summary").click()
    await expect(calls.last.get_by_test_id("call-params")).to_contain_text('"inline_keyboard": [')

    await stage.page.get_by_test_id("calls-method").fill("delete")
    await expect(calls).to_have_count(1)
    await stage.page.get_by_test_id("calls-method").fill("")
    await stage.page.get_by_test_id("calls-person").select_option(str(MARINA))
    await expect(calls).to_have_count(1)
    await expect(calls.first).to_contain_text("sendMessage")

    await stage.page.keyboard.press("Escape")
    await expect(stage.page.get_by_test_id("calls-drawer")).to_be_hidden()


async def test_faults_are_set_listed_and_cleared(stage: Stage) -> None:
    await stage.page.get_by_test_id("faults-open").click()
    await stage.page.get_by_test_id("fault-method").fill("sendMessage")
    await stage.page.get_by_test_id("fault-count").fill("2")
    await stage.page.get_by_test_id("fault-retry").fill("7")
    await stage.page.get_by_test_id("fault-too_many_requests").click()

    listed = stage.page.get_by_test_id("fault-active")
    await expect(listed).to_have_count(1)
    await expect(listed).to_contain_text("sendMessage")
    await expect(listed).to_contain_text("retry_after 7")
    with pytest.raises(PlaygroundError, match="retry after 7"):
        await stage.say(OLGA)
    await expect(listed).to_contain_text("ещё 1")

    await stage.page.get_by_test_id("fault-slow").click()
    await expect(listed).to_have_count(2)
    await stage.page.get_by_test_id("faults-clear").click()
    await expect(listed).to_have_count(0)
    await stage.say(OLGA, "Снова работает")
    await expect(stage.messages(OLGA).last).to_contain_text("Снова работает")


# A phone


async def test_a_phone_shows_one_chat_and_tabs(phone: Stage) -> None:
    await expect(phone.column(OLGA)).to_be_visible()
    await phone.page.get_by_test_id(f"tab-{MARINA}").click()
    await expect(phone.column(MARINA)).to_be_visible()
    await expect(phone.column(OLGA)).to_be_hidden()

    await phone.say(OLGA, "Пока смотрят другой чат")
    await expect(phone.page.get_by_test_id(f"tab-{OLGA}").locator(".count")).to_have_text("1")
    await phone.page.get_by_test_id(f"tab-{MARINA}").press("ArrowLeft")
    await expect(phone.column(ANYA)).to_be_visible()
    await phone.page.get_by_test_id(f"tab-{ANYA}").press("ArrowLeft")
    await expect(phone.messages(OLGA).last).to_contain_text("Пока смотрят другой чат")


async def test_nothing_makes_a_phones_page_scroll_sideways(phone: Stage) -> None:
    await phone.page.get_by_test_id(f"tab-{MARINA}").click()
    names = [f"Константинопольский-Задунайский {number}" for number in range(3)]
    await phone.say(MARINA, "Слово" * 60, reply_markup=keyboard([*names], ["Очень " * 20]))
    cells = [{"text": f"столбец{n}", "align": "left", "valign": "top"} for n in range(18)]
    wide = {"type": "table", "cells": [cells]}
    last = await phone.say_rich(MARINA, wide)
    await expect(phone.message(MARINA, last)).to_be_visible()
    assert not await phone.page.evaluate(TOO_WIDE)
    messages = phone.column(MARINA).get_by_test_id("messages")
    assert not await messages.evaluate("node => node.scrollWidth > node.clientWidth")

    for drawer in ("calls", "faults"):
        await phone.page.get_by_test_id(f"{drawer}-open").click()
        await expect(phone.page.get_by_test_id(f"{drawer}-drawer")).to_be_visible()
        assert not await phone.page.evaluate(TOO_WIDE)
        await phone.page.get_by_test_id(f"{drawer}-close").click()
