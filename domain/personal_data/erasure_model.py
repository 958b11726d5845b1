"""Requests to erase personal data, their term, and the act of it (152-ФЗ art. 21)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.calendar import School
from domain.people import Person
from domain.personal_data.keeping import Keep, Situation
from domain.personal_data.statements import Statement
from domain.policy import SchoolPolicy


class ErasureState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # whoever asked thought better of it


class Erased(StrEnum):
    """What goes, in the order in which the act names it."""

    CHATS = "chats"
    CODES = "codes"
    CHOICES = "choices"
    NOTICES = "notices"
    LETTERS = "letters"
    TRUSTS = "trusts"
    HISTORY = "history"
    REMARKS = "remarks"
    JOURNAL = "journal"
    FINAL_MARKS = "final_marks"
    GUARDIANSHIPS = "guardianships"
    CARD = "card"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Subject:
    """The person whose data it is, as the register has them."""

    person: Person
    school: School
    situation: Situation
    class_title: str = ""  # of a pupil of today
    child: Person | None = None  # of a guardian, one of them


@dataclass(frozen=True, slots=True)
class Erasure:
    """A request. `statement`: it came on paper and was recorded by the school."""

    id: int
    person_id: int
    school: School
    asked_at: datetime
    due_on: date
    state: ErasureState
    asked_by: int | None = None
    student_id: int | None = None  # the child through whom a guardian asked
    statement: Statement | None = None
    decided_at: datetime | None = None
    reason: str = ""
    act_number: int | None = None
    erased: Mapping[Erased, int] = field(default_factory=dict)
    kept: tuple[Keep, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state is ErasureState.OPEN

    def days_left(self, today: date) -> int:
        """Until the last day; less than nothing when it is over."""
        return (self.due_on - today).days


@dataclass(frozen=True, slots=True)
class Act:
    """What an executed request says on paper; the names are those of the moment before."""

    erasure: Erasure
    subject: Subject
    by: Person
    on: date


def due_on(policy: SchoolPolicy, received_on: date) -> date:
    """The last day to erase or to decline: `erasure_days` after the day it was received."""
    return received_on + timedelta(days=policy.erasure_days)


def is_pressing(policy: SchoolPolicy, erasure: Erasure, today: date) -> bool:
    """Whether the administrator is to be alarmed: due within `erasure_warned_days`, or over."""
    return erasure.is_open and erasure.days_left(today) <= policy.erasure_warned_days


class ErasureStore(Protocol):
    """Requests to erase, and the erasing."""

    async def subject(self, person_id: int) -> Subject:
        """`NotFound` without such a person."""

    async def subjects(self, person_ids: Collection[int]) -> dict[int, Subject]:
        """The same of several, by their ids."""

    async def find(self, school_id: int, begins: str, limit: int) -> list[Subject]:
        """Pupils, guardians and trusted persons whose surname begins so, who have left included."""

    async def take_turn(self, school_id: int) -> None:
        """One at a time in a school: nobody else asks or erases until the transaction ends."""

    async def open_of(self, person_ids: Collection[int]) -> dict[int, Erasure]:
        """Open requests about these people."""

    async def add(
        self,
        subject: Subject,
        due: date,
        *,
        asked_by: int | None = None,
        student_id: int | None = None,
        recorded_by: int | None = None,
        statement: Statement | None = None,
    ) -> int: ...

    async def erasure(self, erasure_id: int) -> Erasure:
        """`NotFound` without it."""

    async def of_school(self, school_id: int, *, is_open: bool, limit: int) -> list[Erasure]:
        """Open ones by their last day, or decided ones, the newest first."""

    async def open_everywhere(self) -> list[Erasure]:
        """Of every school, by their last day."""

    async def decide(
        self, erasure_id: int, state: ErasureState, decided_by: int, reason: str = ""
    ) -> bool:
        """False when it was not open any more."""

    async def erase(self, subject: Subject, keep: Collection[Keep]) -> dict[Erased, int]:
        """Everything but `keep`; gives how many rows of what went."""

    async def note_act(
        self, erasure_id: int, erased: Mapping[Erased, int], keep: Collection[Keep]
    ) -> int:
        """Gives the number of the act, the next of the school."""
