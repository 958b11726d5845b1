"""Debian's Chromium for tests of pages, driven by Playwright.

`playwright install` is neither used nor needed: the distribution's own browser is.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

CHROMIUM = Path("/usr/bin/chromium")
MISSING = (
    f"NO BROWSER: {CHROMIUM} is missing, so tests of pages cannot run. "
    "Install it with: sudo apt-get install -y chromium"
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def require_chromium() -> None:
    """Skips where Chromium is missing; on a CI server that would hide something, so it fails."""
    if CHROMIUM.exists():
        return
    if os.environ.get("CI"):
        pytest.fail(MISSING, pytrace=False)
    pytest.skip(MISSING)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for the whole run, with a profile of its own; take a new context per test."""
    require_chromium()
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield launched
        await launched.close()
