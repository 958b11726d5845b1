"""What every store begins with."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Executable

from storage.transaction import Transaction

AT_ONCE = 5_000  # ids; both databases limit the parameters of a statement to some 32 000


class Store:
    """A subject's queries within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    @property
    def _connection(self) -> AsyncConnection:
        return self._transaction.connection

    async def _rows(self, statement: Executable, **values: Any) -> list[RowMapping]:
        """All rows of a statement, by the names of their columns."""
        found = await self._connection.execute(statement, values)
        return list(found.mappings().all())

    async def _rows_of(
        self, statement: Executable, ids: Collection[int], **values: Any
    ) -> list[RowMapping]:
        """The same for so many `ids` as a statement takes at a time."""
        ordered, rows = sorted(ids), list[RowMapping]()
        for start in range(0, len(ordered), AT_ONCE):
            rows += await self._rows(statement, ids=ordered[start : start + AT_ONCE], **values)
        return rows
