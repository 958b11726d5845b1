"""Loading many rows at once: the driver's own fast way, all of it in one transaction.

SQLAlchemy's INSERT costs about as much for a row as SQLite does, and asyncpg's COPY is many times
faster than either, so rows go straight to the driver as tuples. Foreign keys, and on request
secondary indexes, are put aside while loading; PostgreSQL checks and builds them again inside the
transaction, SQLite is asked for broken references before the commit.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg
from sqlalchemy import MetaData, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.schema import (
    AddConstraint,
    CreateIndex,
    DropConstraint,
    DropIndex,
)
from sqlalchemy.sql.schema import ScalarElementColumnDefault

_AT_ONCE = 20_000

Row = tuple[Any, ...]


class BrokenReference(Exception):
    """A loaded row points at one that is not there; nothing was kept."""


class _Driver(Protocol):
    async def run(self, sql: str) -> None: ...

    async def insert(self, table: Table, columns: Sequence[str], rows: list[Row]) -> None: ...


class Bulk:
    """Takes rows with their ids given and writes them in large portions."""

    def __init__(self, driver: _Driver, dialect: Dialect) -> None:
        self._driver = driver
        self._dialect = dialect
        self._waiting: dict[tuple[Table, tuple[str, ...]], list[Row]] = {}
        self.counts: dict[str, int] = {}

    async def add(self, table: Table, columns: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Rows with values in the order of `columns`.

        A column left out gets its default where that is a plain value, else NULL.
        """
        if not rows:
            return
        self.counts[table.name] = self.counts.get(table.name, 0) + len(rows)
        waiting = self._waiting.setdefault((table, columns), [])
        waiting.extend(rows)
        if len(waiting) >= _AT_ONCE:
            await self._write(table, columns)

    async def flush(self) -> None:
        """Writes what still waits."""
        for table, columns in list(self._waiting):
            await self._write(table, columns)

    async def _write(self, table: Table, columns: tuple[str, ...]) -> None:
        rows = self._waiting.pop((table, columns))
        usual = {
            column.name: column.default.arg
            for column in table.columns
            if column.name not in columns and isinstance(column.default, ScalarElementColumnDefault)
        }
        if usual:
            columns, rest = (*columns, *usual), tuple(usual.values())
            rows = [(*row, *rest) for row in rows]
        await self._driver.insert(table, columns, self._prepared(table, columns, rows))

    def _prepared(self, table: Table, columns: tuple[str, ...], rows: list[Row]) -> list[Row]:
        """The values as the driver takes them, converted column by column."""
        processors = [
            table.c[name].type.dialect_impl(self._dialect).bind_processor(self._dialect)
            for name in columns
        ]
        if not any(processors):
            return rows
        converted = [
            values if process is None else _convert(values, process)
            for values, process in zip(zip(*rows, strict=True), processors, strict=True)
        ]
        return list(zip(*converted, strict=True))


class _Converted(dict[Any, Any]):
    """Each distinct value converted once: a lesson's marks share their dates."""

    def __init__(self, process: Callable[[Any], Any]) -> None:
        super().__init__()
        self._process = process

    def __missing__(self, value: Any) -> Any:
        self[value] = converted = self._process(value)
        return converted


def _convert(values: Sequence[Any], process: Callable[[Any], Any]) -> list[Any]:
    if isinstance(values[0], dict | list):  # JSON, which is no key
        return [process(value) for value in values]
    return list(map(_Converted(process).__getitem__, values))


@asynccontextmanager
async def bulk_load(
    engine: AsyncEngine, metadata: MetaData, *, rebuild_indexes: bool = False
) -> AsyncIterator[Bulk]:
    """A `Bulk` whose rows are all there when the block ends, or none when it raises.

    With `rebuild_indexes` the indexes that are not constraints are made anew after the rows, which
    is faster for millions of them. Other connections of the engine must not be writing.
    """
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        if driver is None:
            raise ConnectionError("the database closed the connection")
        load = _postgres_load if engine.dialect.name == "postgresql" else _sqlite_load
        async with load(driver, engine.dialect, metadata, rebuild_indexes) as bulk:
            yield bulk
            await bulk.flush()


@asynccontextmanager
async def _sqlite_load(
    connection: Any, dialect: Dialect, metadata: MetaData, rebuild_indexes: bool
) -> AsyncIterator[Bulk]:
    driver = _Sqlite(connection)
    # Outside of the transaction: inside it these pragmas do nothing. 64 MB of cache keep the
    # inner pages of the indexes at hand.
    for pragma in ("foreign_keys=OFF", "cache_size=-64000"):
        await driver.run(f"PRAGMA {pragma}")
    dropped, made = _indexes(metadata, dialect) if rebuild_indexes else ([], [])
    try:
        await driver.run("BEGIN IMMEDIATE")
        for sql in dropped:
            await driver.run(sql)
        bulk = Bulk(driver, dialect)
        yield bulk
        for sql in made:
            await driver.run(sql)
        await driver.check_references(bulk.counts)
        await driver.run("COMMIT")
    except BaseException:
        await driver.run("ROLLBACK")
        raise
    finally:
        for pragma in ("foreign_keys=ON", "cache_size=-2000"):
            await driver.run(f"PRAGMA {pragma}")


class _Sqlite:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def run(self, sql: str) -> None:
        await self._connection.execute(sql)

    async def insert(self, table: Table, columns: Sequence[str], rows: list[Row]) -> None:
        places = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
        await self._connection.executemany(sql, rows)

    async def check_references(self, tables: dict[str, int]) -> None:
        for name in tables:
            cursor = await self._connection.execute(f"PRAGMA foreign_key_check({name})")
            if broken := await cursor.fetchone():
                raise BrokenReference(f"{name}: row {broken[1]} points at no {broken[2]}")


@asynccontextmanager
async def _postgres_load(
    connection: Any, dialect: Dialect, metadata: MetaData, rebuild_indexes: bool
) -> AsyncIterator[Bulk]:
    driver = _Postgres(connection)
    dropped, made = _indexes(metadata, dialect) if rebuild_indexes else ([], [])
    keys = [key for table in metadata.sorted_tables for key in table.foreign_key_constraints]
    dropped += [_sql(DropConstraint(key), dialect) for key in keys]
    made += [_sql(AddConstraint(key), dialect) for key in keys]
    try:
        async with connection.transaction():
            for sql in dropped:
                await driver.run(sql)
            bulk = Bulk(driver, dialect)
            yield bulk
            for sql in made:
                await driver.run(sql)
            for table in metadata.sorted_tables:
                if table.name in bulk.counts:
                    await driver.count_on(table)
    except asyncpg.ForeignKeyViolationError as error:
        raise BrokenReference(str(error)) from error
    for name in bulk.counts:
        await driver.run(f"ANALYZE {name}")


class _Postgres:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def run(self, sql: str) -> None:
        await self._connection.execute(sql)

    async def insert(self, table: Table, columns: Sequence[str], rows: list[Row]) -> None:
        await self._connection.copy_records_to_table(
            table.name, records=rows, columns=list(columns)
        )

    async def count_on(self, table: Table) -> None:
        """Ids were given: the sequence goes on after the largest."""
        column = table.autoincrement_column
        if column is not None:
            await self.run(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'),"  # noqa: S608
                f" (SELECT max({column.name}) FROM {table.name}))"
            )


def _indexes(metadata: MetaData, dialect: Dialect) -> tuple[list[str], list[str]]:
    indexes = [
        index
        for table in metadata.sorted_tables
        for index in sorted(table.indexes, key=lambda one: str(one.name))
    ]
    return (
        [_sql(DropIndex(index), dialect) for index in indexes],
        [_sql(CreateIndex(index), dialect) for index in indexes],
    )


def _sql(element: Any, dialect: Dialect) -> str:
    return str(element.compile(dialect=dialect))
