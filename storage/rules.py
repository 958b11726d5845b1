"""The rules of a school, kept in its row."""

from typing import Any

from sqlalchemy import Select, select, update

from domain.errors import NotFound
from domain.rules.model import StoredRules
from storage.store import Store
from storage.tables import school


class Rules(Store):
    """domain.rules.model.RuleStore."""

    async def stored(self, school_id: int) -> StoredRules:
        return await self._read(_of(school_id))

    async def locked(self, school_id: int) -> StoredRules:
        return await self._read(_of(school_id).with_for_update())

    async def save(self, school_id: int, rules: StoredRules) -> None:
        await self._connection.execute(
            update(school)
            .where(school.c.id == school_id)
            .values(policy=dict(rules.policy), timezone=rules.timezone)
        )

    async def _read(self, statement: Select[Any]) -> StoredRules:
        rows = await self._rows(statement)
        if not rows:
            raise NotFound("school")
        (row,) = rows
        default = self._transaction.timezone
        return StoredRules(row["policy"] or {}, row["timezone"], str(default))


def _of(school_id: int) -> Select[Any]:
    return select(school.c.policy, school.c.timezone).where(school.c.id == school_id)
