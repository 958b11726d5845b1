"""An absence that a family or the homeroom teacher announces, and who is called about one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.access import Role
from domain.attendance.model import Reason
from domain.calendar import School
from domain.people import Person, Student


class Excuse(StrEnum):
    """Why a pupil will not be there, as a family says it."""

    ILL = "ill"
    FAMILY = "family"
    EVENT = "event"  # a competition, an olympiad, a concert


REASONS: Mapping[Excuse, Reason] = {
    Excuse.ILL: Reason.ILL,
    Excuse.FAMILY: Reason.EXCUSED,
    Excuse.EVENT: Reason.EXCUSED,
}
"""What it is in the journal once the homeroom teacher takes their word for it (R079)."""


@dataclass(frozen=True, slots=True)
class Term:
    """Days, the last one included; of a single day some of its lessons, by number."""

    begins: date
    ends: date
    first: int | None = None  # None: from the first lesson on
    last: int | None = None

    def covers(self, day: date, number: int) -> bool:
        if not self.begins <= day <= self.ends:
            return False
        return (self.first or 0) <= number and (self.last is None or number <= self.last)


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced absence that was not withdrawn; `came`: where the pupil was there after all."""

    id: int
    student_id: int
    term: Term
    excuse: Excuse
    by: Person
    role: Role
    announced_at: datetime
    is_accepted: bool = False  # by the homeroom teacher or the deputy
    came: tuple[date, int] | None = None  # the day and the number of the lesson
    files: int = 0  # of its note

    def covers(self, day: date, number: int) -> bool:
        """Whether the pupil is announced as absent from this lesson."""
        is_over = self.came is not None and (day, number) >= self.came
        return self.term.covers(day, number) and not is_over

    @property
    def settled(self) -> Reason | None:
        """The reason it gives the journal; a parent's word alone gives none."""
        return REASONS[self.excuse] if self.is_accepted else None


@dataclass(frozen=True, slots=True)
class Announcing:
    """The absences announced for a pupil, with what is needed to announce another."""

    student: Student
    school: School
    today: date
    announced: tuple[Announced, ...]
    is_asked: bool = False  # where the pupil is today
    parts: frozenset[date] = frozenset()  # days of which a part may be missed
    new_id: int | None = None  # the one that was announced just now


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """One about to be written."""

    student_id: int
    term: Term
    excuse: Excuse
    by: int
    role: Role
    is_accepted: bool


class Why(StrEnum):
    """Why somebody is called about a pupil, and what they are told."""

    CONTRADICTION = "contradiction"  # announced as absent, and at the lesson
    FIRST = "first"  # not at the first lesson, and the family is asked
    NOBODY = "nobody"  # of the family nobody can be asked
    SILENT = "silent"  # the family does not answer
    UNKNOWN = "unknown"  # the family does not know either
    COMING = "coming"  # the family says: on the way
    EXPLAINED = "explained"  # the family, or somebody with it, said why
    ARRIVED = "arrived"
    FOUND = "found"  # by the school


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody was called about a pupil, as it stands now."""

    id: int
    why: Why
    student: Student
    school: School
    date: date
    number: int  # of the lesson
    starts: int  # minutes after midnight, school time
    subject: str
    called_at: datetime
    announced: Announced | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class PresenceNews:
    """What a message about where a pupil is says to one person.

    `answer` and `by` are the last word of the family or of the school; `family` all who could be
    asked. With `is_open` there is still something to do.
    """

    call: Call
    is_family: bool
    is_open: bool = False
    answer: str | None = None  # domain.absences.case.Answer
    by: Person | None = None
    family: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call about to be written."""

    student_id: int
    lesson_id: int
    why: Why
    announced_id: int | None = None
    case_id: int | None = None


class AbsenceStore(Protocol):
    """Announced absences, and who was called."""

    async def of_student(self, student_id: int, since: date) -> list[Announced]:
        """Those that last on this day or begin later, the earliest first."""

    async def of_day(self, student_ids: Collection[int], day: date) -> list[Announced]:
        """Those of these pupils that touch the day; what stands last is what was said last."""

    async def any_one(
        self, announced_id: int, *, to_change: bool = False
    ) -> tuple[Announced, bool]:
        """One of them, and whether it was withdrawn; `NotFound` when there is none.

        `to_change`: others who change it or its note wait until this is over.
        """

    async def lock(self, student_id: int) -> None:
        """Whoever announces something for the pupil waits for who does so before."""

    async def announce(self, new: NewAnnouncement) -> int: ...

    async def withdraw(self, announced_id: int) -> None: ...

    async def note_came(self, announced_id: int, day: date, number: int) -> None:
        """The pupil was at this lesson: from it on nothing is announced any more."""

    async def call(self, new: NewCall) -> tuple[int, int]:
        """Notes that people are called; the id of it, and that of the first of the same case."""

    async def people_called(self, case_id: int) -> frozenset[int]:
        """Everybody who was called in a case."""

    async def note_called(self, call_id: int, person_ids: Collection[int]) -> None: ...

    async def called(self, call_id: int) -> tuple[Call, frozenset[int]] | None:
        """A call and who was called; None when it is gone."""

    async def guardians(self, student_ids: Collection[int]) -> dict[int, list[int]]:
        """Who has the right to speak for these pupils, connected or not."""

    async def homeroom_teachers(self, student_ids: Collection[int]) -> dict[int, int]:
        """Who leads the class of each pupil today."""
