"""What a parent had corrected holds against files that do not know of it yet (R028)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from domain.people import sort_key
from storage import tables as t
from storage.database import Database
from storage.roster.load import Report, import_path
from tests.support.bundles import MadeBundle, small_bundle

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
REASON = "values of a card that were corrected here and not there yet"


@pytest.fixture
def bundle() -> MadeBundle:
    return small_bundle()


async def brought(database: Database, bundle: MadeBundle, folder: Path) -> Report:
    return await import_path(database, bundle.write(folder), NOW)


async def anna(database: Database) -> tuple[str, str, date | None]:
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.person.c.family_name, t.person.c.sort_key, t.person.c.birth_date).where(
                t.person.c.sourced_id == "a1"
            )
        )
        family, key, born = found.one()
        return family, key, born


async def corrected(database: Database, field: str, old: str, new: str) -> None:
    """As accepting a request does."""
    async with database.write(NOW) as uow:
        person_id = await uow.connection.scalar(
            select(t.person.c.id).where(t.person.c.sourced_id == "a1")
        )
        values: dict[str, object] = {field: date.fromisoformat(new) if "date" in field else new}
        if field == "family_name":
            values["sort_key"] = sort_key(new, "Анна", "Дмитриевна")
        await uow.connection.execute(
            update(t.person).where(t.person.c.id == person_id).values(values)
        )
        await uow.connection.execute(
            insert(t.person_change).values(
                person_id=person_id,
                field=field,
                old_value=old,
                new_value=new,
                changed_by=person_id,
                changed_at=NOW,
            )
        )
        await uow.commit()


async def history(database: Database) -> list[tuple[str, str, bool, bool]]:
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(select(t.person_change).order_by(t.person_change.c.id))
        return [
            (row.old_value, row.new_value, row.changed_by is None, row.settled_at is not None)
            for row in found
        ]


async def test_files_with_the_old_name_change_nothing(
    database: Database, bundle: MadeBundle, tmp_path: Path
) -> None:
    await brought(database, bundle, tmp_path / "1")
    old = (await anna(database))[0]
    await corrected(database, "family_name", old, "Петрова")
    report = await brought(database, bundle, tmp_path / "2")
    assert (await anna(database))[:2] == ("Петрова", "петрова анна дмитриевна")
    assert report.left_out[REASON] == 1
    assert report.written == 0
    assert await history(database) == [(old, "Петрова", False, False)]


async def test_files_with_the_new_name_settle_it_and_are_believed_again(
    database: Database, bundle: MadeBundle, tmp_path: Path
) -> None:
    await brought(database, bundle, tmp_path / "1")
    old = (await anna(database))[0]
    await corrected(database, "family_name", old, "Петрова")
    bundle.line("users.csv", "a1")["familyName"] = "Петрова"
    report = await brought(database, bundle, tmp_path / "2")
    assert REASON not in report.left_out
    assert await history(database) == [(old, "Петрова", False, True)]
    bundle.line("users.csv", "a1")["familyName"] = old  # a divorce, years later
    await brought(database, bundle, tmp_path / "3")
    assert (await anna(database))[0] == old


async def test_a_third_value_is_newer_than_both(
    database: Database, bundle: MadeBundle, tmp_path: Path
) -> None:
    await brought(database, bundle, tmp_path / "1")
    old = (await anna(database))[0]
    await corrected(database, "family_name", old, "Петрова")
    bundle.line("users.csv", "a1")["familyName"] = "Сидорова"
    await brought(database, bundle, tmp_path / "2")
    assert (await anna(database))[0] == "Сидорова"
    assert await history(database) == [
        (old, "Петрова", False, True),
        ("Петрова", "Сидорова", True, True),
    ]


async def test_corrected_twice_any_of_the_old_values_is_old(
    database: Database, bundle: MadeBundle, tmp_path: Path
) -> None:
    await brought(database, bundle, tmp_path / "1")
    old = (await anna(database))[0]
    await corrected(database, "family_name", old, "Петрова")
    await corrected(database, "family_name", "Петрова", "Сидорова")
    await brought(database, bundle, tmp_path / "2")
    assert (await anna(database))[0] == "Сидорова"


async def test_a_birth_date(database: Database, bundle: MadeBundle, tmp_path: Path) -> None:
    await brought(database, bundle, tmp_path / "1")
    born = (await anna(database))[2]
    await corrected(database, "birth_date", born.isoformat() if born else "", "2013-05-06")
    await brought(database, bundle, tmp_path / "2")
    assert (await anna(database))[2] == date(2013, 5, 6)
