"""Requests to change what the register says of a pupil or a guardian (R028)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.calendar import School
from domain.people import Person, Student
from domain.personal_data.fields import Field


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Card:
    """What the register has of a person, all of it (R025)."""

    person: Person
    birth_date: date | None = None

    def value(self, field: Field) -> str:
        """As it is stored: dates in ISO 8601, nothing as an empty text."""
        match field:
            case Field.SEX:
                return self.person.sex or ""
            case Field.BIRTH_DATE:
                return self.birth_date.isoformat() if self.birth_date else ""
            case _:
                return str(getattr(self.person, field))


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """One field of one person; `student` is the child through whom the family asks."""

    id: int
    person: Person
    student: Student
    school: School
    field: Field
    old_value: str
    new_value: str
    asked_by: Person
    asked_at: datetime
    state: RequestState
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN


class ChangeStore(Protocol):
    """Requests and what they changed."""

    async def card(self, person_id: int) -> Card:
        """`NotFound` without such a person."""

    async def cards(self, person_ids: Sequence[int]) -> list[Card]:
        """The same of several, in their order."""

    async def add(
        self, card: Card, student_id: int, field: Field, new_value: str, asked_by: int
    ) -> int:
        """Stores a request in place of an open one of the same field; gives its id."""

    async def request(self, request_id: int) -> ChangeRequest:
        """`NotFound` without it."""

    async def of_family(self, student_id: int, asked_by: Collection[int]) -> list[ChangeRequest]:
        """What these people asked about the child or through it, the newest first."""

    async def waiting(self, school_id: int, class_ids: Collection[int]) -> list[ChangeRequest]:
        """Open requests of pupils of these classes, the oldest first."""

    async def decide(
        self, request_id: int, state: RequestState, decided_by: int, reason: str
    ) -> bool:
        """False when it was not open any more."""

    async def change(self, request: ChangeRequest, changed_by: int) -> None:
        """The card says the new value from now on, the history the old one."""
