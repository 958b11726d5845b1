"""A homeroom hour or a safety briefing as the homeroom teacher records it (S1 4.2; R082)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.classes.model import SchoolClass
from domain.people import Person

TOPIC_LENGTH = 300  # characters


class SessionKind(StrEnum):
    """What it was."""

    CLASS_HOUR = "class_hour"
    BRIEFING = "briefing"


@dataclass(frozen=True, slots=True)
class HomeroomSession:
    """One of them; `absent` are pupils of the class of that day who were not there."""

    id: int
    class_id: int
    kind: SessionKind
    date: date
    topic: str
    held_by: Person
    pupils: tuple[Person, ...] = ()
    absent: frozenset[int] = frozenset()

    @property
    def present(self) -> list[Person]:
        return [pupil for pupil in self.pupils if pupil.id not in self.absent]

    @property
    def missing(self) -> list[Person]:
        return [pupil for pupil in self.pupils if pupil.id in self.absent]


@dataclass(frozen=True, slots=True)
class Register:
    """The sessions of a class in its school year, the newest first."""

    school_class: SchoolClass
    today: date
    sessions: tuple[HomeroomSession, ...]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of them, and whether whoever looks at it may change it."""

    school_class: SchoolClass
    today: date
    session: HomeroomSession
    can_edit: bool


class HomeroomStore(Protocol):
    """Homeroom hours and briefings."""

    async def of_class(
        self, class_id: int, since: date, *, with_pupils: bool = False
    ) -> list[HomeroomSession]:
        """Those since a day, the newest first; with pupils only where asked."""

    async def one(self, session_id: int, *, to_change: bool = False) -> HomeroomSession:
        """With its pupils; `NotFound` when there is none, or it was removed."""

    async def add(
        self, class_id: int, kind: SessionKind, day: date, topic: str, held_by: int
    ) -> int:
        """With every pupil of the class of that day, those absent by the journal as absent."""

    async def set_present(self, session_id: int, student_id: int, *, is_present: bool) -> None: ...

    async def remove(self, session_id: int) -> None: ...
