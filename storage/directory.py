"""Finding schools, classes and people by the names the command line is given."""

from dataclasses import dataclass

from sqlalchemy import select

from domain.calendar import School
from storage.people import SCHOOL_COLUMNS
from storage.roster.naming import class_key
from storage.rows import to_school
from storage.store import Store
from storage.tables import person, school, school_class


@dataclass(frozen=True, slots=True)
class Found:
    """Something with a title, and the school it is in."""

    id: int
    title: str
    school_sourced_id: str


_SCHOOL = school.c.sourced_id.label("school_sourced_id")


class Directory(Store):
    """Look-ups of the command line; not for screens."""

    async def person_id(self, sourced_id: str) -> int | None:
        """The id behind a sourcedId."""
        found = await self._connection.scalar(
            select(person.c.id).where(person.c.sourced_id == sourced_id)
        )
        return int(found) if found is not None else None

    async def schools(self, sourced_id: str | None) -> list[Found]:
        """All of them, or the one."""
        statement = select(school.c.id, school.c.name.label("title"), _SCHOOL)
        if sourced_id is not None:
            statement = statement.where(school.c.sourced_id == sourced_id)
        rows = await self._connection.execute(statement.order_by(school.c.id))
        return [Found(**row) for row in rows.mappings()]

    async def school(self, school_id: int) -> School:
        """One of them with its policy."""
        [row] = await self._rows(select(*SCHOOL_COLUMNS).where(school.c.id == school_id))
        return to_school(row, self._transaction.timezone)

    async def classes(self, title: str, school_sourced_id: str | None) -> list[Found]:
        """Classes of this title today; «7A» typed in Latin is «7А», case and quotes aside."""
        statement = (
            select(school_class.c.id, school_class.c.title, _SCHOOL)
            .join(school, school.c.id == school_class.c.school_id)
            .where(school_class.c.is_active)
            .order_by(school_class.c.id)
        )
        if school_sourced_id is not None:
            statement = statement.where(school.c.sourced_id == school_sourced_id)
        rows = await self._connection.execute(statement)
        wanted = _key(title)
        return [Found(**row) for row in rows.mappings() if _key(row["title"]) == wanted]


def _key(title: str) -> str:
    """Upper case first: the look-alikes of small letters are fewer."""
    return class_key(title.upper())
