"""Engines and transactions: SQLite by default, PostgreSQL through the same address.

SQLite has one writer and many readers. Writes take `BEGIN IMMEDIATE` on one connection whose
calls, fsync included, run on aiosqlite's thread. Readers run where they are called
(storage/reading.py).
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from sqlalchemy import NullPool, event, exc
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.compiled import SQLITE
from storage.postgres import postgres_engine
from storage.reading import InPlaceConnection, InPlaceReaders
from storage.uow import SqlUnitOfWork
from storage.writing import WRITER_PRAGMAS, InPlaceWriter

T = TypeVar("T")

_OF_THE_STATEMENT = (
    exc.DataError,
    exc.IntegrityError,
    exc.NotSupportedError,
    exc.ProgrammingError,
)

# Without an isolation level sqlite3 opens no transaction by itself: BEGIN is ours to emit, or
# read-modify-write loses updates in silence.
_CONNECT: dict[str, Any] = {"timeout": 30.0, "isolation_level": None}
_CLOSE_SECONDS = 2.0


class Database:
    """Where the school's data is; gives units of work and nothing else."""

    def __init__(self, url: str, timezone: ZoneInfo) -> None:
        self.url = make_url(url)
        self._timezone = timezone
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._readers: InPlaceReaders | None = None
        self._in_place: InPlaceWriter | None = None
        if self.is_sqlite:
            _make_folder(self.url)
            self._writer = _sqlite_engine(self.url, "BEGIN IMMEDIATE")
            self._readers = InPlaceReaders(self.url.database or "", _CONNECT)
            self._reader = self._writer
        else:
            self._writer = postgres_engine(self.url, pool_size=10)
            # A pool of their own: an update that writes still holds the transaction it was judged
            # in, and with one pool a crowd of them would wait for each other's connections.
            self._reader = postgres_engine(
                self.url,
                pool_size=10,
                isolation_level="REPEATABLE READ",
                execution_options={"postgresql_readonly": True},
            )
        # Waiting for SQLite's only writer is done here, in order, not in its busy loop.
        self._write_turn = asyncio.Lock() if self.is_sqlite else None

    @property
    def engine(self) -> AsyncEngine:
        """The writing engine."""
        return self._writer

    @property
    def patient_engine(self) -> AsyncEngine:
        """For migrations and bulk loading, of which a statement may take long."""
        if self.is_sqlite:
            return self._writer
        return postgres_engine(self.url, is_patient=True, poolclass=NullPool)

    @asynccontextmanager
    async def read(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        """A unit of work that sees one state of the data and cannot write."""
        if self._readers is None:
            async with self._transaction(self._reader, now) as uow:
                yield uow
        else:
            with self._readers.transaction() as connection:
                # Stores ask no more of an AsyncConnection than this one has.
                yield SqlUnitOfWork(cast(AsyncConnection, connection), now, self._timezone)

    @asynccontextmanager
    async def write(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        """A unit of work that may commit; rolls back unless it did."""
        if self._write_turn is None:
            async with self._transaction(self._writer, now) as uow:
                yield uow
        else:
            async with self._write_turn, self._transaction(self._writer, now) as uow:
                yield uow

    async def at_once(
        self, now: datetime, work: Callable[[SqlUnitOfWork], Coroutine[Any, Any, T]]
    ) -> T:
        """A small write transaction without anything else between its statements; gives its result.

        On SQLite it is one visit to a thread. `work` commits, and awaits nothing but the database.
        """
        if self._write_turn is None:
            async with self.write(now) as uow:
                return await work(uow)

        def in_place(connection: InPlaceConnection) -> Coroutine[Any, Any, T]:
            # Stores ask no more of an AsyncConnection than this one has.
            return work(SqlUnitOfWork(cast(AsyncConnection, connection), now, self._timezone))

        async with self._write_turn:
            self._in_place = self._in_place or InPlaceWriter(self.url.database or "", _CONNECT)
            return await self._in_place.run(in_place)

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
            async with self._transaction(self.patient_engine, now) as uow:
                yield uow
            return
        engine = _sqlite_engine(self.url, "BEGIN")
        try:
            async with self._transaction(engine, now) as uow:
                yield uow
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def dedicated(self) -> AsyncIterator[Any]:
        """PostgreSQL only: a connection of asyncpg's own, outside the pools, for LISTEN."""
        engine = postgres_engine(self.url, poolclass=NullPool)
        async with engine.connect() as connection:
            raw = await connection.get_raw_connection()
            yield raw.driver_connection

    async def connection(self) -> AsyncConnection:
        """A bare connection of the writing engine, to be closed by the caller."""
        return await self._writer.connect()

    async def close(self) -> None:
        """Closes every connection."""
        if self._readers is not None:
            self._readers.close()
        if self._in_place is not None:
            await self._in_place.close()
            self._in_place = None
        # A server that no longer answers sees for itself that we are gone.
        with suppress(TimeoutError):
            async with asyncio.timeout(None if self.is_sqlite else _CLOSE_SECONDS):
                await self._reader.dispose()
                await self._writer.dispose()


def is_away(error: Exception) -> bool:
    """Whether the database could not be asked, or was busy: the same may succeed later."""
    if isinstance(error, exc.DBAPIError):
        return not isinstance(error, _OF_THE_STATEMENT)
    return isinstance(error, OSError | exc.TimeoutError) or _is_of_postgresql(error)


def _is_of_postgresql(error: Exception) -> bool:
    """Whether the driver itself says so, which a school on SQLite has not loaded."""
    if "asyncpg" not in sys.modules:
        return False
    from asyncpg import InterfaceError, PostgresError

    return isinstance(error, PostgresError | InterfaceError)


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _sqlite_engine(url: URL, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        hide_parameters=True,
        connect_args=dict(_CONNECT),
        pool_size=1,
        max_overflow=1,
        execution_options=SQLITE,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in WRITER_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
