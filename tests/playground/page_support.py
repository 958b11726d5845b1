"""A real playground, a page that shows it, and a bot in the test's hands."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Locator, Page

from playground.model import CallbackQuery
from playground.server import Playground
from playground.telegram import Telegram
from tests.support.patience import HANGS

TOKEN = "4242:page-tests"
JSON = dict[str, Any]


class Stage:
    """Shorthand for what the page's tests do; `bot` calls go straight into the local Telegram."""

    def __init__(self, playground: Playground, page: Page) -> None:
        self.playground = playground
        self.telegram = playground.telegram
        self.page = page
        self.url = playground.url
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    # What the bot does

    async def call(self, method: str, **params: Any) -> Any:
        return await self.telegram.call(TOKEN, method, params, {})

    async def say(self, person: int, text: str = "Добрый день", **params: Any) -> int:
        message = await self.call("sendMessage", chat_id=person, text=text, **params)
        return int(message["message_id"])

    async def say_rich(self, person: int, *blocks: JSON, **params: Any) -> int:
        message = await self.call(
            "sendRichMessage", chat_id=person, rich_message={"blocks": list(blocks)}, **params
        )
        return int(message["message_id"])

    async def pressed(self) -> CallbackQuery:
        """The press that waits for its answer, as soon as there is one."""
        async with asyncio.timeout(HANGS):
            await self.telegram.changed.wait_until(lambda: bool(self.telegram.unanswered()))
        return self.telegram.unanswered()[-1]

    async def answer(self, query: CallbackQuery, **params: Any) -> None:
        await self.call("answerCallbackQuery", callback_query_id=query.id, **params)

    # What is on the screen

    async def open(self) -> None:
        await self.page.goto(self.url)
        await self.page.get_by_test_id("people").locator("li").first.wait_for(state="attached")

    def column(self, person: int) -> Locator:
        return self.page.get_by_test_id(f"column-{person}")

    def messages(self, person: int) -> Locator:
        return self.column(person).get_by_test_id("message")

    def message(self, person: int, message_id: int) -> Locator:
        return self.column(person).locator(f"[data-message-id='{message_id}']")


def keyboard(*rows: list[str | JSON]) -> JSON:
    """An inline keyboard; a plain string is a button that sends its own text."""
    return {"inline_keyboard": [[_button(item) for item in row] for row in rows]}


def _button(item: str | JSON) -> JSON:
    return {"text": item, "callback_data": item[:20]} if isinstance(item, str) else item


OLGA, ANYA, MARINA = 101, 102, 103


@asynccontextmanager
async def staged(
    browser: Browser,
    width: int = 1440,
    height: int = 900,
    locale: str = "ru-RU",
    notice: str = "",
    notice_in_english: str = "",
) -> AsyncIterator[Stage]:
    """Three people of a school; Olga and Marina have started the bot, Anya has not."""
    telegram = Telegram()
    telegram.notice = notice
    telegram.notice_in_english = notice_in_english
    telegram.add_bot(TOKEN, username="demo_school_bot", first_name="Школьный дневник")
    async with Playground(port=0, telegram=telegram) as playground:
        telegram.create_person(
            OLGA, "Ольга", "Белова", about="мама Ани 7А и Пети 3Б", start_payload="A7-K4MN2P"
        )
        telegram.create_person(
            ANYA, "Аня", "Белова", about="ученица 7А, свой код", start_payload="PU-77QX"
        )
        telegram.create_person(MARINA, "Марина", "Гордеева", about="учитель алгебры")
        telegram.press_start(OLGA)
        telegram.press_start(MARINA)
        context = await browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, accept_downloads=True
        )
        stage = Stage(playground, await context.new_page())
        await stage.open()
        try:
            yield stage
        finally:
            await context.close()
        assert stage.errors == []
