"""`/healthz` and `/metrics` of a running bot, over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.app import App, build_app
from bot.run import run
from bot.settings import Settings
from playground.client import Client
from playground.server import Playground
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool
from tests.support.statements import counted


@pytest.fixture
async def watched(
    playground: Playground, port: int, database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[App]:
    settings = Settings(
        _env_file=None,
        bot_token=playground.token,
        telegram_api_url=playground.url,
        metrics_port=port,
    )
    app = build_app(settings, clock=clock, database=database)
    stop = asyncio.Event()
    task = asyncio.create_task(run(app, stop))
    elena = Client(playground.telegram, first_name="Елена")
    await elena.start()
    await app.intake.settle()  # its answer was seen before it is counted
    yield app
    stop.set()
    await task


async def get(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def healthz(port: int) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{port}/healthz") as answer,
    ):
        return answer.status, await answer.json()


async def test_a_bot_at_work_is_well(watched: App, port: int) -> None:
    status, found = await healthz(port)
    assert (status, found["problems"]) == (200, [])
    assert found["telegram_spoke"] == found["sender_looked"] == 0.0


async def test_trouble_is_a_503_with_its_name(
    watched: App, port: int, monkeypatch: pytest.MonkeyPatch, clock: OwnClock
) -> None:
    def away(_now: object) -> None:
        raise OSError("nobody answers")

    monkeypatch.setattr(watched.database, "read", away)
    clock.advance(timedelta(seconds=30))
    status, found = await healthz(port)
    assert (status, found["problems"]) == (503, ["database"])
    status, page = await get(port, "/metrics")
    assert status == 200
    assert "diary_database_up 0.0" in page


async def test_metrics_name_no_people(watched: App, port: int, playground: Playground) -> None:
    status, page = await get(port, "/metrics")
    assert status == 200
    assert "diary_update_seconds_count 1.0" in page
    assert "diary_updates_waiting " in page
    [chat] = playground.telegram.chats
    assert str(chat) not in page
    assert "Елена" not in page


async def test_whoever_asks_often_costs_the_database_little(watched: App, port: int) -> None:
    await get(port, "/metrics")
    with counted() as statements:
        for _ in range(5):
            await get(port, "/metrics")
    assert [each for each in statements if "GROUP BY notice.kind" in each] == []
