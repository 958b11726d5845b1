"""Importing made bundles, and what is in the database then."""

import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, func, insert, select

from storage import tables as t
from storage.database import Database
from storage.roster.load import Report, import_path
from storage.roster.problems import ImportRefused
from tests.support.bundles import MadeBundle, small_bundle

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
TODAY = date(2026, 11, 24)

Importing = Callable[..., Awaitable[Report]]


def importing_into(database: Database, folder: Path, first_hour: int = 0) -> Importing:
    """Imports a bundle as a folder, each time an hour later."""
    moments = iter(NOW + timedelta(hours=hour) for hour in range(first_hour, 100))

    async def run(bundle: MadeBundle, **options: Any) -> Report:
        return await import_path(database, bundle.write(folder), next(moments), **options)

    return run


async def import_small_bundle(database: Database) -> None:
    """What most imports begin with: the bundle was imported at `NOW`."""
    with tempfile.TemporaryDirectory() as folder:
        await import_path(database, small_bundle().write(Path(folder)), NOW)


async def rows(database: Database, query: Select[Any]) -> list[Any]:
    async with database.read(NOW) as uow:
        return [tuple(row) for row in (await uow.connection.execute(query)).all()]


async def count(database: Database, table: Any) -> int:
    return int((await rows(database, select(func.count()).select_from(table)))[0][0])


async def refused(importing: Importing, bundle: MadeBundle) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        await importing(bundle)
    return [str(problem) for problem in refusal.value.problems.listed]


def by_sourced_id(sourced_id: str) -> Any:
    return select(t.person.c.id).where(t.person.c.sourced_id == sourced_id).scalar_subquery()


async def bind(database: Database, chat_id: int, person: str, student: str, role: str) -> None:
    async with database.write(NOW) as uow:
        ids = {}
        for name in (person, student):
            ids[name] = (await uow.connection.execute(select(by_sourced_id(name)))).scalar_one()
        await uow.connection.execute(
            insert(t.chat).values(id=chat_id, locale="ru", plain_text=False, created_at=NOW)
        )
        await uow.connection.execute(
            insert(t.binding).values(
                chat_id=chat_id,
                person_id=ids[person],
                student_id=ids[student],
                role=role,
                bound_at=NOW,
            )
        )
        await uow.commit()
