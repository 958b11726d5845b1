"""A database of which everything can be undone, and which tells the rows that changed.

One connection works inside one transaction: what is committed stays until it is undone, and is
durable once all is closed. There is no thread, no file that is written for every press and none
that is read again. Triggers of the connection note the rows, so that nobody compares whole tables.
"""

import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.compiled import SQLITE
from storage.database import Database
from storage.reading import InPlaceConnection
from storage.uow import SqlUnitOfWork
from tests.support.clock import MOSCOW

T = TypeVar("T")
Row = dict[str, Any]
Rows = dict[str, dict[int, Row]]

_NOTED = (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",)))
_path = ""  # of the file that is opened next


def connected(path: str) -> Connection:
    """A connection to the file, in a transaction that does not end by itself.

    All of them are of one engine, which remembers what SQL its statements are.
    """
    global _path
    _path = path
    connection = _engine().connect()
    connection.exec_driver_sql("BEGIN")
    return connection


@cache
def _engine() -> Engine:
    return create_engine(
        "sqlite://",
        creator=_open,
        poolclass=NullPool,
        hide_parameters=True,
        execution_options=SQLITE,
    )


def _open() -> sqlite3.Connection:
    made = sqlite3.connect(_path, isolation_level=None, check_same_thread=False)
    made.execute("PRAGMA foreign_keys=ON")
    return made


class _Writing(InPlaceConnection):
    """What it commits is there for the next one; `sync_connection` as a writer's has it."""

    @property
    def sync_connection(self) -> Connection:
        return self._connection

    async def commit(self) -> None:
        run(self._connection, "RELEASE written", "SAVEPOINT written")


def run(connection: Connection, *statements: str) -> None:
    """By the driver: through SQLAlchemy it would cost more than what it does."""
    cursor = connection.connection.cursor()
    for each in statements:
        cursor.execute(each)
    cursor.close()


class Undoable(Database):
    """An SQLite file. It must be closed before anybody else writes into it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"sqlite+aiosqlite:///{path}", MOSCOW)
        self._connection = connected(path)
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._driver = driver
        self._written = 0
        self._note_changes()
        # In the transaction that made a trigger whatever is undone forgets the whole schema.
        run(self._connection, "COMMIT", "BEGIN")
        self._now = _everything(driver)
        self._seen = driver.total_changes

    @asynccontextmanager
    async def read(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        """Raises if what was only to read has written."""
        changes, written = self._driver.total_changes, self._written
        yield self._unit(InPlaceConnection(self._connection), now)
        if written == self._written and changes != self._driver.total_changes:
            raise sqlite3.OperationalError("attempt to write in a transaction that reads")

    @asynccontextmanager
    async def write(self, now: datetime) -> AsyncIterator[SqlUnitOfWork]:
        self._written += 1
        run(self._connection, "SAVEPOINT written")
        try:
            yield self._unit(_Writing(self._connection), now)
        finally:
            run(self._connection, "ROLLBACK TO written", "RELEASE written")

    async def at_once(
        self, now: datetime, work: Callable[[SqlUnitOfWork], Coroutine[Any, Any, T]]
    ) -> T:
        async with self.write(now) as uow:
            return await work(uow)

    async def close(self) -> None:
        """What was not undone is in the file from now on."""
        run(self._connection, "COMMIT")
        self._connection.close()
        await super().close()

    @contextmanager
    def marked(self, name: str) -> Iterator[None]:
        """Inside, `undo_to` this name brings back what is here now."""
        run(self._connection, f"SAVEPOINT {name}")
        yield
        run(self._connection, f"RELEASE {name}")

    def undo_to(self, name: str, rows: Rows) -> None:
        """`rows` are those that there were."""
        run(self._connection, f"ROLLBACK TO {name}")
        self._seen, self._now = self._driver.total_changes, rows

    def rows(self) -> Rows:
        """Every row by its number; a table in which nothing was written is the one of before."""
        if self._seen != self._driver.total_changes:
            noted: dict[str, set[int]] = {}
            for table, number in self._driver.execute("SELECT tab, number FROM noted"):
                noted.setdefault(table, set()).add(number)
            self._driver.execute("DELETE FROM noted")
            self._seen = self._driver.total_changes
            for table, numbers in noted.items():
                where = f"WHERE rowid IN ({', '.join(map(str, numbers))})"
                others = {key: row for key, row in self._now[table].items() if key not in numbers}
                there = dict(_rows(self._driver, table, where))
                self._now = {**self._now, table: others | there}
        return self._now

    def check(self) -> None:
        """Nothing was written unseen."""
        assert self.rows() == _everything(self._driver)

    def _note_changes(self) -> None:
        self._driver.execute("CREATE TEMP TABLE noted (tab TEXT, number INTEGER)")
        for table in _tables(self._driver):
            for event, states in _NOTED:
                noted = ", ".join(f"('{table}', {each}.rowid)" for each in states)
                self._driver.execute(
                    f'CREATE TEMP TRIGGER "{table} {event}" AFTER {event} ON main."{table}"'
                    f" BEGIN INSERT INTO noted VALUES {noted}; END"
                )

    def _unit(self, connection: InPlaceConnection, now: datetime) -> SqlUnitOfWork:
        # Stores ask no more of an AsyncConnection than this one has.
        return SqlUnitOfWork(cast(AsyncConnection, connection), now, MOSCOW)


def stored(path: str) -> Rows:
    """Every row that a file holds."""
    driver = sqlite3.connect(path)
    try:
        return _everything(driver)
    finally:
        driver.close()


def _everything(driver: sqlite3.Connection) -> Rows:
    return {table: dict(_rows(driver, table)) for table in _tables(driver)}


def _rows(driver: sqlite3.Connection, table: str, where: str = "") -> Iterator[tuple[int, Row]]:
    cursor = driver.execute(f'SELECT rowid, * FROM "{table}" {where}')
    names = [each[0] for each in cursor.description[1:]]
    for number, *values in cursor:
        yield number, dict(zip(names, values, strict=True))


def _tables(driver: sqlite3.Connection) -> list[str]:
    named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [table for (table,) in driver.execute(named)]
