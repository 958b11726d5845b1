"""The chat page: who stands there, how one starts, its language."""

import pytest
from playwright.async_api import Browser, expect

from tests.playground.page_support import ANYA, MARINA, OLGA, Stage, staged

pytestmark = pytest.mark.browser


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
