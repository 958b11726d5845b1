"""Engines and transactions: SQLite by default, PostgreSQL through the same address.

SQLite has one writer and many readers. Writes take `BEGIN IMMEDIATE` on one connection whose
calls, fsync included, run on aiosqlite's thread. Reads of a local file take microseconds, far
less than two hops to a thread, so readers run where they are called (docs/decisions/0003).
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.uow import SqlUnitOfWork

# Without an isolation level sqlite3 opens no transaction by itself: BEGIN is ours to emit, or
# read-modify-write loses updates in silence.
_CONNECT: dict[str, Any] = {"timeout": 30.0, "isolation_level": None}


class InPlaceConnection(aiosqlite.Connection):
    """An aiosqlite connection without its thread: a call runs where it is awaited."""

    def __await__(self) -> Any:
        return self._connect().__await__()

    async def _connect(self) -> "InPlaceConnection":
        if self._connection is None:
            self._connection = self._connector()
        return self

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return fn(*args, **kwargs)

    def stop(self) -> None:
        self._running = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Database:
    """Where the school's data is; gives units of work and nothing else."""

    def __init__(self, url: str, timezone: ZoneInfo) -> None:
        self.url = make_url(url)
        self._timezone = timezone
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            _make_folder(self.url)
            self._writer = _sqlite_engine(self.url, "BEGIN IMMEDIATE", in_place=False, size=1)
            self._reader = _sqlite_engine(self.url, "BEGIN", in_place=True, size=4)
        else:
            self._writer = self._reader = create_async_engine(
                self.url, pool_size=10, hide_parameters=True
            )
        # Waiting for SQLite's only writer is done here, in order, not in its busy loop.
        self._write_turn = asyncio.Lock() if self.is_sqlite else None

    @property
    def engine(self) -> AsyncEngine:
        """The writing engine, for migrations and bulk loading."""
        return self._writer

    def read(self, now: datetime) -> AbstractAsyncContextManager[SqlUnitOfWork]:
        """A unit of work that sees one state of the data and cannot commit."""
        return self._transaction(self._reader, now)

    @asynccontextmanager
    async def write(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        """A unit of work that may commit; rolls back unless it did."""
        if self._write_turn is None:
            async with self._transaction(self._writer, now) as uow:
                yield uow
        else:
            async with self._write_turn, self._transaction(self._writer, now) as uow:
                yield uow

    @asynccontextmanager
    async def _transaction(
        self, engine: AsyncEngine, now: datetime
    ) -> AsyncIterator[SqlUnitOfWork]:
        async with engine.connect() as connection:
            yield SqlUnitOfWork(connection, now, self._timezone)

    @asynccontextmanager
    async def bulk(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        """A unit of work on a connection of its own, for loading much at once.

        Nothing is locked before its first write, so that temporary tables can be filled while
        others work; it may commit more than once.
        """
        if not self.is_sqlite:
            async with self._transaction(self._writer, now) as uow:
                yield uow
            return
        engine = _sqlite_engine(self.url, "BEGIN", in_place=False, size=1)
        try:
            async with self._transaction(engine, now) as uow:
                yield uow
        finally:
            await engine.dispose()

    async def connection(self) -> AsyncConnection:
        """A bare connection of the writing engine, to be closed by the caller."""
        return await self._writer.connect()

    async def close(self) -> None:
        """Closes every connection."""
        await self._reader.dispose()
        await self._writer.dispose()


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _sqlite_engine(url: URL, begin: str, *, in_place: bool, size: int) -> AsyncEngine:
    options: dict[str, Any] = {}
    if in_place:
        options["async_creator"] = partial(_open_in_place, url.database or "")
    engine = create_async_engine(
        url,
        hide_parameters=True,
        connect_args=dict(_CONNECT),
        pool_size=size,
        max_overflow=size,
        **options,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        if in_place:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


async def _open_in_place(path: str) -> InPlaceConnection:
    connection = InPlaceConnection(
        lambda: sqlite3.connect(path, check_same_thread=False, **_CONNECT), 64
    )
    await connection
    return connection
