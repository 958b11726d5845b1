"""What SQL a statement is, is worked out once for all engines of a database."""

from typing import Any

from sqlalchemy import Integer, bindparam, literal, select

from storage.compiled import POSTGRESQL, SQLITE, CompiledStatements
from storage.database import Database
from storage.tables import school
from tests.support.clock import SCHOOL_MORNING


def statements(database: Database) -> CompiledStatements:
    return (SQLITE if database.is_sqlite else POSTGRESQL)["compiled_cache"]


async def test_all_engines_of_a_database_share_what_is_compiled(database: Database) -> None:
    statement = select(school.c.id, school.c.name).where(school.c.name == bindparam("of_its_own"))
    values = {"of_its_own": "nobody"}

    async def at_once(uow: Any) -> None:
        await uow.connection.execute(statement, values)

    before = len(statements(database))
    async with database.read(SCHOOL_MORNING) as uow:
        await uow.connection.execute(statement, values)
    assert len(statements(database)) == before + 1
    async with database.write(SCHOOL_MORNING) as uow:
        await uow.connection.execute(statement, values)
    await database.at_once(SCHOOL_MORNING, at_once)
    assert len(statements(database)) == before + 1


async def test_values_are_never_shared(database: Database) -> None:
    """A value written into a statement, and one that is bound, is each execution's own."""
    async with database.read(SCHOOL_MORNING) as uow:
        for number in (1, 2):
            assert await uow.connection.scalar(select(literal(number))) == number
            bound = select(bindparam("number", type_=Integer()))
            assert await uow.connection.scalar(bound, {"number": number}) == number


def test_what_is_kept_has_a_bound() -> None:
    """Statements that are put together anew each time are as many as there are people."""
    kept = CompiledStatements()
    for number in range(5_000):
        kept["dialect", ("statement", number), (), False, False] = number
        assert kept.get(("dialect", ("statement", number), (), False, False)) == number
    assert len(kept) <= 1_500
    assert len(kept._known) <= 1_000
