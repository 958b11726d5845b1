"""What the walks of this room share."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.access.scene import Scene, full_schools, made_scene
from tests.support.databases import SqliteTemplate
from tests.support.hashes import hash_quickly


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not what is looked at here."""
    hash_quickly(monkeypatch)


@pytest.fixture
async def database(sqlite_template: SqliteTemplate) -> AsyncIterator[Database]:
    """With both schools of the walk in it."""
    async with sqlite_template.new(full_schools) as database:
        yield database


@pytest.fixture
def scene(database: Database) -> Scene:
    return made_scene()
