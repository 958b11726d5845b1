"""Loading many rows at once leaves a database like any other."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, func, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from storage.bulk import BrokenReference, Bulk, bulk_load
from storage.database import Database
from storage.tables import metadata, person, school

MOMENT = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)
SCHOOL = ("id", "sourced_id", "name", "policy", "imported_at")
PERSON = ("id", "sourced_id", "school_id", "family_name", "given_name", "birth_date", "sort_key")
ROW = (1, "school-1", "Школа № 1", {"lowest_mark": 1}, MOMENT)


def somebody(number: int, school_id: int = 1) -> tuple[object, ...]:
    born = date(2013, 5, 1 + number % 28)
    return (number, f"person-{number}", school_id, "Ёлкина", "Анна", born, "елкина анна")


async def count(database: Database) -> int:
    async with database.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(person)) or 0


async def fill(bulk: Bulk, people: int) -> None:
    await bulk.add(school, SCHOOL, [ROW])
    await bulk.add(person, PERSON, [somebody(number) for number in range(1, people + 1)])


@pytest.mark.parametrize("rebuild_indexes", [False, True])
async def test_rows_come_back_as_they_were(database: Database, rebuild_indexes: bool) -> None:
    async with bulk_load(database.engine, metadata, rebuild_indexes=rebuild_indexes) as bulk:
        await fill(bulk, 30)
    assert bulk.counts == {"school": 1, "person": 30}
    async with database.engine.connect() as connection:
        one = (await connection.execute(select(school))).mappings().one()
        assert (one["policy"], one["imported_at"]) == ({"lowest_mark": 1}, MOMENT)
        anna = (await connection.execute(select(person).where(person.c.id == 7))).mappings().one()
    assert anna["birth_date"] == date(2013, 5, 8)
    assert (anna["middle_name"], anna["is_active"], anna["sex"]) == ("", True, None)


async def test_portions_larger_than_one_write_arrive_whole(database: Database) -> None:
    async with bulk_load(database.engine, metadata) as bulk:
        await fill(bulk, 45_000)
    assert await count(database) == 45_000


async def test_an_error_in_the_middle_keeps_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError, match="interrupted"):  # noqa: PT012
        async with bulk_load(database.engine, metadata, rebuild_indexes=True) as bulk:
            await fill(bulk, 25_000)
            raise RuntimeError("interrupted")
    assert await count(database) == 0
    async with database.engine.connect() as connection:
        assert await connection.run_sync(indexes) == expected_indexes()


async def test_a_row_that_points_at_nothing_is_refused(database: Database) -> None:
    with pytest.raises(BrokenReference, match="person"):  # noqa: PT012
        async with bulk_load(database.engine, metadata) as bulk:
            await fill(bulk, 2)
            await bulk.add(person, PERSON, [somebody(3, school_id=99)])
    assert await count(database) == 0


async def test_references_are_guarded_again_afterwards(database: Database) -> None:
    async with bulk_load(database.engine, metadata) as bulk:
        await fill(bulk, 1)
    async with database.engine.connect() as connection:
        with pytest.raises(IntegrityError):
            await connection.execute(
                insert(person), dict(zip(PERSON, somebody(2, school_id=99), strict=True))
            )


async def test_indexes_are_there_again(database: Database) -> None:
    async with bulk_load(database.engine, metadata, rebuild_indexes=True) as bulk:
        await fill(bulk, 1)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(indexes) == expected_indexes()


async def test_new_ids_follow_those_given(database: Database) -> None:
    async with bulk_load(database.engine, metadata) as bulk:
        await fill(bulk, 12)
    values = dict(zip(PERSON, somebody(13), strict=True))
    del values["id"]
    async with database.engine.begin() as connection:
        result = await connection.execute(insert(person), values)
        assert result.inserted_primary_key == (13,)


def indexes(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {
        str(index["name"])
        for table in metadata.sorted_tables
        for index in inspector.get_indexes(table.name)
        if not index.get("duplicates_constraint")
    }


def expected_indexes() -> set[str]:
    return {str(index.name) for table in metadata.sorted_tables for index in table.indexes}
