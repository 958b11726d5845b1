"""The whole program over HTTP on loopback: the bot runs as in production, the people are real."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.app import App, build_app
from bot.run import run
from bot.settings import Settings
from playground.server import Playground
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.ports import free_port
from tests.support.school import SmallSchool


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground(port=free_port()) as playground:
        yield playground


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def settings(playground: Playground) -> Settings:
    return Settings(_env_file=None, bot_token=playground.token, telegram_api_url=playground.url)


@pytest.fixture
async def running(
    settings: Settings, database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[App]:
    """The bot at work; stopped in order afterwards, its error raised if it had one."""
    app = build_app(settings, clock=clock, database=database)
    stop = asyncio.Event()
    task = asyncio.create_task(run(app, stop))
    yield app
    stop.set()
    await task
