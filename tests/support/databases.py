"""Empty databases, quickly: an SQLite file is copied, PostgreSQL copies a template."""

import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
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


class SqliteTemplate:
    """One file with every table; each test gets a copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "template.db"
        engine = create_engine(f"sqlite:///{self._path}")
        metadata.create_all(engine)
        engine.dispose()

    @asynccontextmanager
    async def new(self) -> AsyncIterator[Database]:
        path = self._folder / f"{next(_numbers)}.db"
        shutil.copy(self._path, path)
        database = Database(f"sqlite+aiosqlite:///{path}", MOSCOW)
        SECRECY.begin()
        try:
            yield database
        finally:
            await database.close()
            search_sqlite(path)
            for leftover in self._folder.glob(f"{path.name}*"):
                leftover.unlink()


class PostgresTemplate:
    """One database with every table; each test gets a copy made by the server itself."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._is_ready = False

    @asynccontextmanager
    async def new(self) -> AsyncIterator[Database]:
        await self._prepare()
        async with self._made("TEMPLATE diary_template") as database:
            yield database

    @asynccontextmanager
    async def bare(self) -> AsyncIterator[Database]:
        """A database without tables, for the migrations."""
        async with self._made() as database:
            yield database

    @asynccontextmanager
    async def _made(self, options: str = "") -> AsyncIterator[Database]:
        name = f"test_{next(_numbers)}"
        await self._run(f"CREATE DATABASE {name} {options}")
        database = Database(self._address(name), MOSCOW)
        SECRECY.begin()
        try:
            yield database
            async with database.engine.connect() as connection:
                await search_postgres(connection)
        finally:
            await database.close()
            await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    async def _prepare(self) -> None:
        if self._is_ready:
            return
        await self._run("DROP DATABASE IF EXISTS diary_template")
        await self._run("CREATE DATABASE diary_template")
        database = Database(self._address("diary_template"), MOSCOW)
        async with database.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        await database.close()
        self._is_ready = True

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(
            self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        )
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def postgres_template() -> Iterator[PostgresTemplate]:
    with postgres_server() as server:
        yield PostgresTemplate(server)
