"""Writes only what differs, from a query or from rows in hand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.roster.run import Change

_AT_ONCE = 5_000


async def merge_select(
    connection: AsyncConnection,
    target: Table,
    source: Select[Any],
    key: Sequence[str],
    *,
    keep_if_null: frozenset[str] = frozenset(),
    only_new: frozenset[str] = frozenset(),
) -> Change:
    """Brings the rows of `target` in line with `source`, whose columns have the same names.

    Rows are the same by `key`. Columns of `keep_if_null` are left where the source says nothing;
    those of `only_new` are written with new rows and not compared.
    """
    rows = source.subquery("wanted")
    names = [column.name for column in rows.columns]
    same = and_(*(target.c[name] == rows.c[name] for name in key))
    compared = [name for name in names if name not in key and name not in only_new]
    wanted = {
        name: func.coalesce(rows.c[name], target.c[name]) if name in keep_if_null else rows.c[name]
        for name in compared
    }
    changed = 0
    if compared:
        differs = or_(*(target.c[name].is_distinct_from(wanted[name]) for name in compared))
        done = await connection.execute(update(target).values(wanted).where(same, differs))
        changed = done.rowcount
    new = select(*(rows.c[name] for name in names)).where(
        ~exists(select(literal(1)).select_from(target).where(same))
    )
    done = await connection.execute(insert(target).from_select(names, new))
    return Change(added=done.rowcount, changed=changed)


async def merge_rows(
    connection: AsyncConnection,
    target: Table,
    rows: Iterable[Mapping[str, Any]],
    key: Sequence[str],
    scope: ColumnElement[bool],
    *,
    clears: frozenset[str] = frozenset(),
) -> Change:
    """The same for rows in hand: few enough, such as classes and bells, to be compared here.

    `scope` limits which stored rows are looked at. None replaces what is stored only in the
    columns of `clears`.
    """
    stored = {
        tuple(row[name] for name in key): row
        for row in (await connection.execute(select(target).where(scope))).mappings()
    }
    new: list[dict[str, Any]] = []
    changed = 0
    for row in rows:
        there = stored.get(tuple(row[name] for name in key))
        if there is None:
            new.append({name: value for name, value in row.items() if name in target.c})
            continue
        differing = {
            name: value
            for name, value in row.items()
            if there[name] != value and (value is not None or name in clears)
        }
        if differing:
            primary = [column.name for column in target.primary_key]
            await connection.execute(
                update(target)
                .where(*(target.c[name] == there[name] for name in primary))
                .values(differing)
            )
            changed += 1
    await insert_many(connection, target, new)
    return Change(added=len(new), changed=changed)


async def insert_many(
    connection: AsyncConnection, target: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Inserts rows, all with the same columns; None takes the column's default."""
    plain = [
        {
            name: value
            for name, value in row.items()
            if value is not None or target.c[name].default is None
        }
        for row in rows
    ]
    by_columns: dict[frozenset[str], list[dict[str, Any]]] = {}
    for row in plain:
        by_columns.setdefault(frozenset(row), []).append(row)
    for group in by_columns.values():
        for start in range(0, len(group), _AT_ONCE):
            await connection.execute(insert(target), group[start : start + _AT_ONCE])


async def update_many(
    connection: AsyncConnection, target: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Updates rows by `id`; all have the same columns."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    statement = (
        update(target)
        .where(target.c.id == bindparam("row_id"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    for start in range(0, len(rows), _AT_ONCE):
        await connection.execute(
            statement,
            [
                {"row_id": row["id"], **{f"new_{name}": row[name] for name in names}}
                for row in rows[start : start + _AT_ONCE]
            ],
        )
