"""Reading everything held of a family, all in one transaction."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, select

from domain.people import Person
from domain.personal_data.copy_model import CopyScope, Section
from storage import tables as t
from storage.people import SCHOOL_COLUMNS
from storage.personal_data.parts import PARTS
from storage.rows import person_columns, to_person, to_school
from storage.spans import has_not_ended
from storage.store import Store
from storage.transaction import today

_PERSON = select(*person_columns(t.person, "person")).where(
    t.person.c.id.in_(bindparam("people", expanding=True))
)

_SCOPE = (
    select(
        t.person.c.id.label("person_id"),
        exists().where(t.enrollment.c.student_id == t.person.c.id).label("is_pupil"),
        *SCHOOL_COLUMNS,
    )
    .select_from(t.person.join(t.school, t.school.c.id == t.person.c.school_id))
    .where(t.person.c.sourced_id == bindparam("sourced_id"))
)
_CHILDREN = (
    select(t.guardianship.c.student_id)
    .where(
        t.guardianship.c.guardian_id == bindparam("person_id"),
        has_not_ended(t.guardianship, bindparam("day")),
    )
    .order_by(t.guardianship.c.student_id)
)

_PORTION = 1_000  # rows, some ten milliseconds


@cache
def _ordered() -> Mapping[str, Select[Any]]:
    """In an order that holds from portion to portion."""
    return {
        name: part if "ORDER BY" in str(part) else part.order_by(*part.selected_columns)
        for name, part in PARTS.items()
    }


class Copies(Store):
    """domain.personal_data.copy_model.CopyStore."""

    async def people(self, person_ids: Sequence[int]) -> list[Person]:
        rows = await self._rows(_PERSON, people=list(person_ids))
        found = {row["person_id"]: to_person(row, "person") for row in rows}
        return [found[each] for each in person_ids]

    async def scope_of(self, sourced_id: str) -> CopyScope | None:
        """Of a pupil or a guardian by the number in the school's system, with the children of
        today; None for anybody else."""
        day = today(self._transaction)
        rows = await self._rows(_SCOPE, sourced_id=sourced_id)
        if not rows:
            return None
        person_id = rows[0]["person_id"]
        children = [
            row["student_id"] for row in await self._rows(_CHILDREN, person_id=person_id, day=day)
        ]
        if not children and not rows[0]["is_pupil"]:
            return None
        school = to_school(rows[0], self._transaction.timezone)
        return CopyScope(school, person_id, tuple(children or [person_id]))

    async def sections(self, scope: CopyScope) -> list[Section]:
        values = {"people": list(scope.people), "children": list(scope.children)}
        found = []
        for name, statement in _ordered().items():
            rows: list[dict[str, object]] = []
            is_more = True
            while is_more:
                portion = await self._rows(statement.limit(_PORTION).offset(len(rows)), **values)
                rows += [dict(row) for row in portion]
                is_more = len(portion) == _PORTION
                await asyncio.sleep(0)  # reads run in place: others are answered between them
            if rows:
                found.append(Section(name, rows))
        return found
