"""The revisions make the tables that the code expects, and can be undone."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.database import Database
from storage.migrations import migrate
from storage.tables import metadata
from tests.support.clock import MOSCOW
from tests.support.databases import PostgresTemplate


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database without a single table."""
    if request.param == "sqlite":
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}", MOSCOW)
        yield database
        await database.close()
        return
    template: PostgresTemplate = request.getfixturevalue("postgres_databases")
    async with template.bare() as database:
        yield database


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_up_gives_the_tables_of_the_code(empty: Database) -> None:
    await migrate(empty)
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_down_leaves_nothing_and_up_works_again(empty: Database) -> None:
    newest = await migrate(empty)
    assert await migrate(empty, "base") is None
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(_tables) == set()
    assert await migrate(empty) == newest


async def test_migrating_twice_changes_nothing(empty: Database) -> None:
    assert await migrate(empty) == await migrate(empty)


async def test_programs_that_start_together_make_the_tables_once(empty: Database) -> None:
    """On PostgreSQL; SQLite has one program."""
    if empty.is_sqlite:
        return
    url = empty.url.render_as_string(hide_password=False)
    databases = [Database(url, MOSCOW) for _ in range(3)]
    assert len({*await asyncio.gather(*map(migrate, databases))}) == 1
    for database in databases:
        await database.close()
    async with empty.engine.connect() as connection:
        assert await connection.run_sync(_tables) == set(metadata.tables)
