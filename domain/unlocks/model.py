"""A request to open one place for a mark after its term, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.hat import Target
from domain.marks.value import MarkValue
from domain.people import Person


class UnlockState(StrEnum):
    """Whether the deputy has answered, and how."""

    ASKED = "asked"
    OPEN = "open"  # until `open_until`; after it the place is closed again
    DECLINED = "declined"


class Place(NamedTuple):
    """Where a mark stands or would: lesson, pupil, work, which of several."""

    lesson_id: int
    student_id: int
    work_type_id: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Unlock:
    """One place of the journal, why it should be opened, and the answer."""

    id: int
    place: Place
    reason: str
    state: UnlockState
    open_until: datetime | None = None
    answer: str = ""

    def opens(self, now: datetime) -> bool:
        """Whether the place is open by it: not declined, not over."""
        is_open = self.state is UnlockState.OPEN and self.open_until is not None
        return is_open and self.open_until is not None and now < self.open_until


@dataclass(frozen=True, slots=True)
class UnlockRequest:
    """The same as the deputy reads it: what stands there, who asks, whose mark it is."""

    unlock: Unlock
    school_id: int
    student: Person
    class_title: str
    subject: str
    date: date
    work: str
    stands: MarkValue | None
    asked_by: Person
    asked_at: datetime
    decided_by: Person | None
    is_own: bool = False  # the reader asked for it, so somebody else answers

    @property
    def target(self) -> Target:
        return Target(school_id=self.school_id)


class Asked(NamedTuple):
    """A request that was recorded; `is_heard`: somebody who may answer it has a chat.

    `by_who_answers`: the teacher could answer it too, were it not the own one.
    """

    unlock_id: int
    is_heard: bool
    by_who_answers: bool


class NewUnlock(NamedTuple):
    """A request about to be recorded."""

    place: Place
    asked_by: int
    reason: str


def opening(unlocks: Iterable[Unlock], place: Place, now: datetime) -> Unlock | None:
    """The answer by which the place is open at this moment."""
    return next((each for each in unlocks if each.place == place and each.opens(now)), None)


def newest(unlocks: Sequence[Unlock], place: Place) -> Unlock | None:
    """The last request for the place, whatever came of it."""
    own = [each for each in unlocks if each.place == place]
    return max(own, key=lambda each: each.id, default=None)


class UnlockStore(Protocol):
    """Requests to open places."""

    async def of_lesson(self, lesson_id: int) -> list[Unlock]: ...

    async def waiting(self, school_id: int) -> list[UnlockRequest]:
        """Without an answer yet, the oldest first."""

    async def waiting_count(self, school_id: int) -> int:
        """How many there are of these."""

    async def request(self, unlock_id: int, *, to_change: bool = False) -> UnlockRequest:
        """`NotFound` without it; `to_change`: others who decide wait for this transaction."""

    async def ask(self, new: NewUnlock) -> int: ...

    async def open(self, unlock_id: int, until: datetime, decided_by: int) -> None: ...

    async def decline(self, unlock_id: int, answer: str, decided_by: int) -> None: ...
