"""What every store begins with."""

from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Executable

from storage.transaction import Transaction


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
        return list(found.mappings())
