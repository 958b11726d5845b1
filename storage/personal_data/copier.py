"""Reading everything held of a family, all in one transaction."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import bindparam, select

from domain.people import Person
from domain.personal_data.copy_model import CopyScope, Section
from storage import tables as t
from storage.personal_data.parts import PARTS
from storage.rows import person_columns, to_person
from storage.store import Store

_PERSON = select(*person_columns(t.person, "person")).where(
    t.person.c.id.in_(bindparam("people", expanding=True))
)


class Copies(Store):
    """domain.personal_data.copy_model.CopyStore."""

    async def people(self, person_ids: Sequence[int]) -> list[Person]:
        rows = await self._rows(_PERSON, people=list(person_ids))
        found = {row["person_id"]: to_person(row, "person") for row in rows}
        return [found[each] for each in person_ids]

    async def sections(self, scope: CopyScope) -> list[Section]:
        values = {"people": list(scope.people), "children": list(scope.children)}
        found = []
        for name, statement in PARTS.items():
            rows = await self._rows(statement, **values)
            if rows:
                found.append(Section(name, [dict(row) for row in rows]))
            await asyncio.sleep(0)  # reads run in place: others are answered between them
        return found
