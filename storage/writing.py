"""A whole write transaction in one visit to a thread (docs/decisions/0016).

Through aiosqlite each statement is several visits, which cost an update more than its storing.
Here the transaction works on a synchronous connection, so that its `await` never waits, and only
the whole of it is waited for.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Connection, NullPool, create_engine

from storage.compiled import SQLITE
from storage.reading import InPlaceConnection

T = TypeVar("T")
Work = Callable[[InPlaceConnection], Coroutine[Any, Any, T]]

# What is dropped is overwritten: an update may have said a PIN or a code, and backups are made of
# whole pages.
WRITER_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
# What it writes is small and in one place: half a megabyte of cache is plenty.
_PRAGMAS = (*WRITER_PRAGMAS, "cache_size=-500")


class InPlaceWriter:
    """One connection to one file and one thread for it. Its transactions must come one by one."""

    def __init__(self, path: str, connect: dict[str, Any]) -> None:
        self._path = path
        self._connect = connect
        self._engine = create_engine(
            "sqlite://",
            creator=self._open,
            poolclass=NullPool,
            hide_parameters=True,
            execution_options=SQLITE,
        )
        self._thread = ThreadPoolExecutor(1, "writer")
        self._kept: Connection | None = None

    async def run(self, work: Work[T]) -> T:
        """What `work` gives; rolled back unless it commits."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._drop)
        self._thread.shutdown()
        self._engine.dispose()

    def _run(self, work: Work[T]) -> T:
        connection = self._kept = self._kept or self._engine.connect()
        try:
            connection.connection.cursor().execute("BEGIN IMMEDIATE")
            done = _finish(work(InPlaceConnection(connection)))
            connection.rollback()
            if connection.connection.in_transaction:  # which SQLAlchemy did not know of
                connection.connection.rollback()
        except BaseException:
            self._drop()
            raise
        return done

    def _drop(self) -> None:
        connection, self._kept = self._kept, None
        if connection is not None:
            connection.close()

    def _open(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(
            self._path, check_same_thread=False, **self._connect
        )
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection


def _finish(work: Coroutine[Any, Any, T]) -> T:
    """Drives a coroutine that never waits to its end."""
    try:
        work.send(None)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    work.close()
    raise RuntimeError("waited inside a transaction that runs in place")
