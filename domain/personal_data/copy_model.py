"""A copy of everything held of a guardian and their children (152-ФЗ art. 14; R024)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.calendar import School
from domain.people import Person

MAX_DOCUMENT = 50 * 1024 * 1024  # bytes that a bot may send (Bot API)


@dataclass(frozen=True, slots=True)
class CopyScope:
    """Whose data: the reader and, of a guardian, the children whom they may read of."""

    school: School
    reader_id: int
    children: tuple[int, ...]

    @property
    def people(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys((self.reader_id, *self.children)))


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table, its columns by their names; other people's are not among them."""

    table: str
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Copy:
    """All of it, as it was at one moment."""

    scope: CopyScope
    made_at: datetime
    people: tuple[Person, ...]
    sections: tuple[Section, ...]

    @property
    def rows(self) -> int:
        return sum(len(each.rows) for each in self.sections)


class CopyStore(Protocol):
    """Reading it all in one transaction."""

    async def people(self, person_ids: Sequence[int]) -> list[Person]:
        """In this order."""

    async def sections(self, scope: CopyScope) -> list[Section]:
        """Of every table that holds something of them; empty ones are left out."""
