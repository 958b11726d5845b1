"""The small school as a template: written once a process, copied for each test."""

import pickle
from typing import cast

import pytest

from storage.database import Database
from tests.support.databases import Fill
from tests.support.school import BEGAN, SmallSchool, build_school

_built: list[SmallSchool] = []
_packed: list[bytes] = []  # unpacked in a tenth of the time that a deep copy takes


async def small_school(database: Database) -> None:
    """What the databases of most tests begin with; `built_school` has the ids."""
    async with database.write(BEGAN) as uow:
        school = await build_school(uow.connection)
        await uow.commit()
    assert not _built or school == _built[0], "SQLite and PostgreSQL count alike"
    _built[:] = [school]
    _packed[:] = [pickle.dumps(school)]


def asked_fill(request: pytest.FixtureRequest) -> Fill | None:
    """The school, for whoever asks for the fixture `school`."""
    return small_school if "school" in request.fixturenames else None


def built_school() -> SmallSchool:
    """Of the database that `small_school` filled, a copy that a test may change."""
    return cast(SmallSchool, pickle.loads(_packed[0]))
