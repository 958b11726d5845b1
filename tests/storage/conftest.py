"""The storage tests run twice: on SQLite and on a real PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.support.databases import SqliteTemplate


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def database(
    request: pytest.FixtureRequest, sqlite_template: SqliteTemplate
) -> AsyncIterator[Database]:
    template = (
        sqlite_template
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_databases")
    )
    async with template.new() as database:
        yield database
