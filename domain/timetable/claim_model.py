"""A teacher says that a lesson was not held, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.hat import Target
from domain.people import Person


class ClaimState(StrEnum):
    """Whether who keeps the timetable has answered, and how."""

    ASKED = "asked"
    CONFIRMED = "confirmed"  # the lesson is cancelled with the reason
    DECLINED = "declined"  # it was held: its record is lacking


@dataclass(frozen=True, slots=True)
class Claim:
    """The lesson, who says so and why, and the answer."""

    id: int
    lesson_id: int
    school_id: int
    class_title: str
    subject: str
    date: date
    number: int
    reason: str
    state: ClaimState
    asked_by: Person
    asked_at: datetime
    decided_by: Person | None = None
    is_recorded: bool = False  # the journal says by now that it was held
    is_cancelled: bool = False

    @property
    def waits(self) -> bool:
        """Whether an answer would change anything."""
        return self.state is ClaimState.ASKED and not (self.is_recorded or self.is_cancelled)

    @property
    def target(self) -> Target:
        return Target(school_id=self.school_id)


class Claimed(NamedTuple):
    """`is_heard`: somebody who may answer it has a chat."""

    lesson_id: int
    is_heard: bool


class ClaimStore(Protocol):
    """What teachers say of their lessons."""

    async def claim(self, claim_id: int) -> Claim:
        """`NotFound` without it."""

    async def of_lesson(self, lesson_id: int) -> Claim | None:
        """The newest."""

    async def waiting(self, school_id: int) -> list[Claim]:
        """Without an answer, the oldest first.

        Of lessons that are neither cancelled nor recorded: those say themselves what came of it.
        """

    async def add(self, lesson_id: int, person_id: int, reason: str) -> int: ...

    async def decide(self, claim_id: int, state: ClaimState, person_id: int) -> None: ...
