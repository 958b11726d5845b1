"""Reading SQLite where it is asked for (docs/decisions/0003).

Reads of a local file take microseconds, far less than two hops to aiosqlite's thread and
SQLAlchemy's switches between them. So a reading transaction works on a synchronous connection,
and its `await` never waits.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import Executable

from storage.compiled import SQLITE

_KEPT = 4  # connections open between transactions; each may cache half a megabyte


class InPlaceConnection:
    """A synchronous connection with as much of the face of an asynchronous one as stores use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Any:
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        return self._connection.scalar(statement, parameters)

    async def commit(self) -> None:
        self._connection.commit()


class InPlaceReaders:
    """Read-only connections to one file; those that are idle wait for the next transaction."""

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
        self._idle: list[Connection] = []

    @contextmanager
    def transaction(self) -> Iterator[InPlaceConnection]:
        """Sees one state of the data from its first read on."""
        connection = self._idle.pop() if self._idle else self._engine.connect()
        try:
            # By the driver: through SQLAlchemy it would cost as much as a statement.
            connection.connection.cursor().execute("BEGIN")
            yield InPlaceConnection(connection)
            connection.rollback()
            if connection.connection.in_transaction:  # which SQLAlchemy did not know of: no reads
                connection.connection.rollback()
        except BaseException:
            connection.close()
            raise
        if len(self._idle) < _KEPT:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
        self._engine.dispose()

    def _open(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(
            self._path, check_same_thread=False, **self._connect
        )
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "query_only=ON", "cache_size=-500"):
            connection.execute(f"PRAGMA {pragma}")
        return connection
