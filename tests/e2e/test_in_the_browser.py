"""A stranger with a browser: from the slip to the mark on a parent's phone.

The bot runs as in production, the playground's page is open in Chromium, and everything is done by
tapping what is on the screen.
"""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.app import App
from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest
from playground.server import Playground
from storage.database import Database
from tests.support.browser import browser as browser
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

PATIENCE_MS = 15_000


class Column:
    """One person's chat on the page."""

    def __init__(self, page: Page, person_id: int) -> None:
        self._column = page.get_by_test_id(f"column-{person_id}")

    @property
    def last(self) -> Locator:
        return self._column.get_by_test_id("message").last

    async def start(self) -> None:
        await self._column.get_by_test_id("start").click()

    async def tap(self, label: str) -> None:
        keyboard = self._column.get_by_test_id("keyboard").last
        await keyboard.get_by_role("button", name=label).first.click()

    async def sees(self, text: str) -> None:
        await expect(self._column.get_by_test_id("messages")).to_contain_text(
            text, timeout=PATIENCE_MS
        )


@pytest.fixture
async def page(
    browser: Browser,
    running: App,
    playground: Playground,
    database: Database,
    school: SmallSchool,
    clock: OwnClock,
) -> AsyncIterator[Page]:
    """Anna's mother and her algebra teacher side by side, each with the code of a slip."""
    requests = {
        "Елена": InviteRequest(school["elena"], BindingRole.GUARDIAN, school["anna"]),
        "Марина": InviteRequest(school["orlova"], BindingRole.STAFF),
    }
    async with database.write(clock()) as uow:
        issued = await issue_invites(uow, list(requests.values()), None)
        await uow.commit()
    for name, invite in zip(requests, issued, strict=True):
        playground.telegram.create_person(first_name=name, start_payload=invite.link_token)
    context = await browser.new_context(locale="ru-RU", viewport={"width": 1200, "height": 900})
    page = await context.new_page()
    await page.goto(playground.url)
    yield page
    await context.close()


@pytest.mark.browser
async def test_from_the_slip_to_the_mark_on_a_parents_phone(
    page: Page, playground: Playground
) -> None:
    elena, marina = (Column(page, person_id) for person_id in playground.telegram.people)

    await elena.start()
    await elena.sees("А. И., 7А")
    await elena.tap("Да")
    await elena.sees("Анна · 7А")
    await elena.tap("Расписание")
    await elena.sees("Физика")

    await marina.start()
    await marina.tap("Да")
    await marina.tap("Мои уроки")
    await marina.tap("3 · 7А")
    await marina.tap("Отметки")
    await marina.tap("Другая работа")
    await marina.tap("Контрольная")
    await marina.tap("Иванова")
    await marina.tap("5")

    await elena.sees("5 за контрольную")


@pytest.mark.browser
async def test_a_family_hears_of_an_absence_only_after_done(
    page: Page, playground: Playground
) -> None:
    elena, marina = (Column(page, person_id) for person_id in playground.telegram.people)
    await elena.start()
    await elena.tap("Да")
    await elena.sees("Анна · 7А")
    await marina.start()
    await marina.tap("Да")
    await marina.tap("Мои уроки")
    await marina.tap("3 · Перекличка")
    await marina.tap("Иванова")
    await marina.sees("✕ Иванова")
    assert "не пришла" not in await elena.last.inner_text()
    await marina.tap("Готово")
    await elena.sees("Анна не пришла")
