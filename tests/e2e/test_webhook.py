"""The bot by webhook: only who knows the secret is heard."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.app import App, build_app
from bot.run import run
from bot.settings import Settings
from domain.inbox import Received
from playground.client import Client
from playground.server import Playground
from storage import tables as t
from storage.database import Database
from storage.inbox import Inbox
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

SECRET = "a-secret-of-the-school"


@pytest.fixture
async def hooked(
    playground: Playground, port: int, database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[App]:
    settings = Settings(
        _env_file=None,
        bot_token=playground.token,
        telegram_api_url=playground.url,
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_secret=SECRET,
        webhook_port=port,
    )
    app = build_app(settings, clock=clock, database=database)
    stop = asyncio.Event()
    task = asyncio.create_task(run(app, stop))
    await playground.telegram.changed.wait_until(
        lambda: playground.telegram.bot.webhook is not None
    )
    yield app
    stop.set()
    await task


async def test_people_are_answered(hooked: App, playground: Playground) -> None:
    elena = Client(playground.telegram, first_name="Елена")
    await elena.start()
    assert elena.text


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}])
async def test_without_the_secret_nobody_is_heard(
    hooked: App, port: int, headers: dict[str, str]
) -> None:
    async with aiohttp.ClientSession() as http:
        answer = await http.post(
            f"http://127.0.0.1:{port}/hook", json={"update_id": 1}, headers=headers
        )
        assert answer.status == 401


async def test_a_secret_of_any_bytes_is_wrong_and_no_fault(hooked: App, port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"POST /hook HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n"
        b"X-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\n\r\n{}"
    )
    assert b" 401 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"\xff\xfe", b"[" * 100_000])
async def test_nonsense_is_refused(hooked: App, port: int, body: bytes) -> None:
    async with aiohttp.ClientSession() as http:
        answer = await http.post(
            f"http://127.0.0.1:{port}/hook",
            data=body,
            headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
        )
        assert answer.status == 400


async def test_what_cannot_be_stored_is_not_acknowledged(
    hooked: App, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram hears 500, sends it again, and the person has one answer."""
    put, failures = Inbox.put, 1

    async def failing(self: Inbox, *args: Any) -> bool:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise OSError("the disk is full")
        return await put(self, *args)

    monkeypatch.setattr(Inbox, "put", failing)
    elena = Client(playground.telegram, first_name="Елена")
    await elena.start()
    assert failures < 0
    assert len(elena.messages) == 2, "her own and the answer"


async def test_many_at_once_are_stored_together(
    hooked: App, port: int, monkeypatch: pytest.MonkeyPatch, database: Database, clock: OwnClock
) -> None:
    """Every post has its 200 after a commit, and many of them the same one."""
    put, batches = Inbox.put, []

    async def counting(self: Inbox, bot_id: int, updates: Sequence[Received]) -> bool:
        batches.append(len(updates))
        return await put(self, bot_id, updates)

    monkeypatch.setattr(Inbox, "put", counting)
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

    async def post(http: aiohttp.ClientSession, number: int) -> int:
        address = f"http://127.0.0.1:{port}/hook"
        async with http.post(address, json={"update_id": number}, headers=headers) as answer:
            return answer.status

    async with aiohttp.ClientSession() as http:
        statuses = await asyncio.gather(*(post(http, number) for number in range(40)))
    assert statuses == [200] * 40
    assert sum(batches) == 40
    assert len(batches) < 40
    async with database.read(clock()) as uow:
        rows = await uow.connection.execute(select(t.inbox_update.c.update_id))
        assert len(rows.all()) == 40
