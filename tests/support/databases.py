"""Databases, empty or filled, quickly: an SQLite file is copied, PostgreSQL copies a template."""

import itertools
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import create_engine
from sqlalchemy.engine import URL

from storage.database import Database
from storage.tables import metadata
from tests.support.clock import MOSCOW
from tests.support.postgres import postgres_server
from tests.support.secrecy import SECRECY, search_postgres, search_sqlite

_numbers = itertools.count(1)

Fill = Callable[[Database], Awaitable[None]]
"""Writes what several tests begin with; it is done once, and its name is the template's."""


class SqliteTemplate:
    """One file with every table; each test gets a copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "template.db"
        make_tables(self._path)
        self._filled: dict[str, Path] = {}

    @asynccontextmanager
    async def new(self, fill: Fill | None = None) -> AsyncIterator[Database]:
        path = self._folder / f"{next(_numbers)}.db"
        shutil.copy(await self._of(fill), path)
        database = Database(f"sqlite+aiosqlite:///{path}", MOSCOW)
        SECRECY.begin()
        try:
            yield database
        finally:
            await database.close()
            search_sqlite(path)
            for leftover in self._folder.glob(f"{path.name}*"):
                leftover.unlink()

    async def _of(self, fill: Fill | None) -> Path:
        if fill is None:
            return self._path
        if fill.__name__ not in self._filled:
            path = self._folder / f"{fill.__name__}.db"
            shutil.copy(self._path, path)
            database = Database(f"sqlite+aiosqlite:///{path}", MOSCOW)
            await fill(database)
            await database.close()
            self._filled[fill.__name__] = path
        return self._filled[fill.__name__]


class PostgresTemplate:
    """One database with every table; each test gets a copy made by the server itself."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._ready: set[str] = set()

    @asynccontextmanager
    async def new(self, fill: Fill | None = None) -> AsyncIterator[Database]:
        await self._prepare("diary_template", "", _make_tables)
        template = "diary_template"
        if fill is not None:
            template = fill.__name__
            await self._prepare(template, "TEMPLATE diary_template", fill)
        async with self._made(f"TEMPLATE {template}") as database:
            yield database

    @asynccontextmanager
    async def bare(self) -> AsyncIterator[Database]:
        """A database without tables, for the migrations."""
        async with self._made() as database:
            yield database

    @asynccontextmanager
    async def _made(self, options: str = "") -> AsyncIterator[Database]:
        name = f"test_{next(_numbers)}"
        await self._create(name, options)
        database = Database(self._address(name), MOSCOW)
        SECRECY.begin()
        try:
            yield database
            async with database.engine.connect() as connection:
                await search_postgres(connection)
        finally:
            await database.close()
            await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    async def _prepare(self, name: str, options: str, fill: Fill) -> None:
        if name in self._ready:
            return
        await self._run(f"DROP DATABASE IF EXISTS {name}")
        await self._create(name, options)
        database = Database(self._address(name), MOSCOW)
        await fill(database)
        await database.close()
        self._ready.add(name)

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    async def _create(self, name: str, options: str) -> None:
        """Files are copied as they are: block by block through the log takes twice as long."""
        async with self._connected() as connection:
            if connection.get_server_version() >= (15,):
                options += " STRATEGY file_copy"
            await connection.execute(f"CREATE DATABASE {name} {options}")

    async def _run(self, statement: str) -> None:
        async with self._connected() as connection:
            await connection.execute(statement)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(
            self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        )
        try:
            yield connection
        finally:
            await connection.close()


def make_tables(path: Path) -> None:
    """An SQLite file with every table; what the disk has of it meanwhile is of no account."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
        metadata.create_all(connection)
        connection.commit()
    engine.dispose()


async def _make_tables(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)


@contextmanager
def postgres_template() -> Iterator[PostgresTemplate]:
    with postgres_server() as server:
        yield PostgresTemplate(server)
