"""Fixtures of the chat page's tests: a real playground, shown by a real browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.playground.page_support import Stage, staged
from tests.support.browser import browser as browser


@pytest.fixture
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """Three chats side by side on a wide screen."""
    async with staged(browser) as ready:
        yield ready


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[Stage]:
    """The same people on the narrowest phone that the page is made for."""
    async with staged(browser, width=360, height=740) as ready:
        yield ready
