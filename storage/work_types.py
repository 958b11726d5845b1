"""The school's list of work types."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from domain.errors import NotFound
from domain.work_types.model import SchoolWorkType, WorkKind
from storage.store import Store
from storage.tables import school, work_type

_WORKS = select(
    work_type.c.id,
    work_type.c.school_id,
    work_type.c.title,
    work_type.c.short_title,
    work_type.c.weight,
    work_type.c.days_open,
    work_type.c.closed_before,
    work_type.c.term_changed_on,
    work_type.c.counts,
    work_type.c.is_control,
    work_type.c.kind,
    work_type.c.is_active,
)
_OF_SCHOOL = _WORKS.where(work_type.c.school_id == bindparam("school_id")).order_by(
    work_type.c.ordinal, work_type.c.id
)
_ONE = _WORKS.where(work_type.c.id == bindparam("work_type_id"))
# Whoever changes the list waits for who does so before; SQLite has one writer anyway.
_LOCK = select(school.c.id).where(school.c.id == bindparam("school_id")).with_for_update()
_LAST = select(
    func.coalesce(func.max(work_type.c.id), 0), func.coalesce(func.max(work_type.c.ordinal), 0)
)


class WorkTypeTable(Store):
    """domain.work_types.model.WorkTypeStore."""

    async def of_school(self, school_id: int, *, to_change: bool = False) -> list[SchoolWorkType]:
        if to_change:
            await self._connection.execute(_LOCK, {"school_id": school_id})
        return [_to_work(row) for row in await self._rows(_OF_SCHOOL, school_id=school_id)]

    async def work_type(self, work_type_id: int) -> SchoolWorkType:
        rows = await self._rows(_ONE, work_type_id=work_type_id)
        if not rows:
            raise NotFound("work_type")
        return _to_work(rows[0])

    async def add(self, school_id: int, values: Mapping[str, Any]) -> int:
        newest, ordinal = (await self._connection.execute(_LAST)).one()
        code = f"own{newest + 1}"
        done = await self._connection.execute(
            insert(work_type).values(school_id=school_id, code=code, ordinal=ordinal + 1, **values)
        )
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def change(self, work_type_id: int, values: Mapping[str, Any]) -> None:
        await self._connection.execute(
            update(work_type).where(work_type.c.id == work_type_id).values(**values)
        )


def _to_work(row: RowMapping) -> SchoolWorkType:
    return SchoolWorkType(**{**row, "kind": WorkKind(row["kind"])})
