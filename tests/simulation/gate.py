"""Where the program can be killed: before and after each commit and each call.

A killed program does nothing more: whatever it tries next is refused as well, and its tasks are
left where they stand. What it had committed is in the database, what Telegram had performed is in
the chats, and nothing else is left of it.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any, TypeVar, cast

from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.ext.asyncio import AsyncConnection

from playground.telegram import Telegram
from storage.compiled import SQLITE
from storage.database import Database
from storage.reading import InPlaceConnection, InPlaceReaders
from storage.uow import SqlUnitOfWork
from tests.support.clock import MOSCOW
from tests.support.telegram import InProcessSession

T = TypeVar("T")


_ENDLESS = 300_000  # steps of one life


class Killed(BaseException):
    """As sudden as `kill -9`: no handler of the program may make something of it."""


class Gate:
    """Counts the steps of one life of the program and ends it at the one asked for."""

    def __init__(self, kill_at: int | None = None) -> None:
        self.kill_at = kill_at
        self.steps: list[str] = []
        loop = asyncio.get_running_loop()
        self.died: asyncio.Future[None] = loop.create_future()
        loop.set_exception_handler(_silent_about_the_dead)

    def is_dead(self) -> bool:
        return self.died.done()

    def step(self, name: str) -> None:
        if self.is_dead():
            raise Killed
        self.steps.append(name)
        if len(self.steps) == self.kill_at or self.is_endless():
            self.kill()
            raise Killed(name)

    def is_endless(self) -> bool:
        """Far more than any trial needs: the program goes round in circles."""
        return len(self.steps) >= _ENDLESS

    def kill(self) -> None:
        if not self.died.done():
            self.died.set_result(None)


def _silent_about_the_dead(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Nobody waits for what a killed program was doing."""
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)


class GatedSession(InProcessSession):
    """The way to Telegram through the gate."""

    def __init__(self, telegram: Telegram, gate: Gate) -> None:
        super().__init__(telegram)
        self._gate = gate

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        name = method.__api_method__
        self._gate.step(f"before {name}")
        try:
            return await super().make_request(bot, method, timeout)
        finally:
            self.calls.clear()  # days of them are not to be kept
            self._gate.step(f"after {name}")


class _GatedUnitOfWork(SqlUnitOfWork):
    gate: Gate

    async def commit(self) -> None:
        self.gate.step("before a commit")
        await super().commit()
        self.gate.step("after a commit")


WRITING, _READING = (
    create_engine(
        "sqlite://",
        creator=lambda: _opening(),
        poolclass=NullPool,
        hide_parameters=True,
        execution_options=SQLITE,
    )
    for _ in range(2)
)


def _opening() -> sqlite3.Connection:
    raise NotImplementedError


def _connect(engine: Engine, opening: Callable[[], sqlite3.Connection]) -> Connection:
    globals()["_opening"] = opening
    return engine.connect()


@event.listens_for(WRITING, "begin")
def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class _Readers(InPlaceReaders):
    def __init__(self, path: str) -> None:
        super().__init__(path, {"timeout": 0.0, "isolation_level": None})
        self._engine = _READING

    @contextmanager
    def transaction(self) -> Iterator[InPlaceConnection]:
        globals()["_opening"] = self._open
        with super().transaction() as connection:
            yield connection


class GatedDatabase(Database):
    """SQLite whose writes run where they are called, as its reads do: no thread decides an order.

    Nothing is synced to the disk: programs die here, machines do not.
    """

    def __init__(self, path: str, gate: Gate) -> None:
        super().__init__(f"sqlite+aiosqlite:///{path}", MOSCOW)
        self.gate = gate
        self._readers = _Readers(path)
        self._kept: Connection | None = None

    @asynccontextmanager
    async def write(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        assert self._write_turn is not None
        async with self._write_turn:
            if self.gate.is_dead():
                raise Killed
            self._kept = self._kept or _connect(WRITING, self._open)
            try:
                connection = cast(AsyncConnection, InPlaceConnection(self._kept))
                uow = _GatedUnitOfWork(connection, now, self._timezone)
                uow.gate = self.gate
                yield uow
            finally:
                self._kept.rollback()

    async def at_once(
        self, now: datetime, work: Callable[[SqlUnitOfWork], Coroutine[Any, Any, T]]
    ) -> T:
        async with self.write(now) as uow:
            return await work(uow)

    async def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        await super().close()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.url.database or "", isolation_level=None, timeout=0.0, check_same_thread=False
        )
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection
