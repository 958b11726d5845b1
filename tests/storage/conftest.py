"""The storage tests run twice: on SQLite and on a real PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.support.bundles import MadeBundle, small_bundle
from tests.support.databases import SqliteTemplate
from tests.support.hashes import _hashes_cost_nothing
from tests.support.importing import Importing, import_small_bundle, importing_into
from tests.support.people import Client, World
from tests.support.prepared import asked_fill

__all__ = ["_hashes_cost_nothing"]  # a fixture


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def database(
    request: pytest.FixtureRequest, sqlite_template: SqliteTemplate
) -> AsyncIterator[Database]:
    template = (
        sqlite_template
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_databases")
    )
    bundle = import_small_bundle if "imported" in request.fixturenames else None
    async with template.new(bundle or asked_fill(request)) as database:
        yield database


@pytest.fixture
def bundle() -> MadeBundle:
    return small_bundle()


@pytest.fixture
def importing(database: Database, tmp_path: Path) -> Importing:
    """Imports a made bundle as a folder, each time an hour later."""
    return importing_into(database, tmp_path / "bundle")


@pytest.fixture
def imported(database: Database, tmp_path: Path) -> Importing:
    """The same where the small bundle is in the database already."""
    return importing_into(database, tmp_path / "bundle", first_hour=1)


@pytest.fixture
async def mother(world: World) -> Client:
    return await world.guardian("elena", "anna")
