"""INSERT … ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy does not."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_of(dialect: str, table: Table) -> Any:
    """The dialect's own INSERT, loaded where it is used: a school on SQLite needs no other."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert(table)
    return sqlite_insert(table)


def _insert(connection: AsyncConnection, table: Table) -> Any:
    return insert_of(connection.dialect.name, table)


def insert_or_keep(connection: AsyncConnection, table: Table, key: list[str]) -> Any:
    """Inserts rows whose `key` is new and leaves the others as they are."""
    return _insert(connection, table).on_conflict_do_nothing(index_elements=key)


def insert_selected_or_keep(
    connection: AsyncConnection, table: Table, columns: Sequence[str], rows: Select[Any]
) -> Any:
    """Inserts what a query gives and leaves rows alone that are there already.

    SQLite can only read it when the query has a WHERE.
    """
    statement = _insert(connection, table).from_select(list(columns), rows)
    return statement.on_conflict_do_nothing()


def insert_or_change(
    connection: AsyncConnection, table: Table, key: list[str], change: list[str]
) -> Any:
    """Inserts rows; where `key` is there already, sets the columns of `change`."""
    statement = _insert(connection, table)
    return statement.on_conflict_do_update(
        index_elements=key, set_={name: statement.excluded[name] for name in change}
    )


def insert_or_extend(connection: AsyncConnection, table: Table, key: list[str], value: str) -> Any:
    """Inserts rows; where `key` is there already, the greater `value` holds."""
    statement = _insert(connection, table)
    greater = statement.excluded[value]
    return statement.on_conflict_do_update(
        index_elements=key, set_={value: greater}, where=table.c[value] < greater
    )
