"""How far the families of a class are with a week."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.attendance.model import Called
from domain.classes.model import Absentee, SchoolClass
from domain.people import Person
from domain.weeks_read.week import Week, WeekOfPupil


class FamilyReads(StrEnum):
    """How far a family is with the week."""

    CONFIRMED = "confirmed"
    ACTIVE = "active"  # has not confirmed, but uses the diary
    SILENT = "silent"  # has neither confirmed nor opened anything for the school's days
    ON_PAPER = "on_paper"
    NOT_CONNECTED = "not_connected"  # no guardian has a chat


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """What is known of a family; days on the school's clock.

    `used_on`: when a guardian's chat last did anything. `bound_on`: since when there is one.
    """

    student: Person
    has_confirmed: bool = False
    is_on_paper: bool = False
    bound_on: date | None = None
    used_on: date | None = None
    read_on: date | None = None  # the last confirmation of any week
    reminded_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClassReading:
    """The families of a class and the week. `due`: those to whom a reminder may go today."""

    school_class: SchoolClass
    week: Week
    had_lessons: bool
    families: Mapping[FamilyReads, Sequence[FamilyRecord]]
    due: tuple[FamilyRecord, ...] = ()

    @property
    def pupils(self) -> int:
        return sum(len(each) for each in self.families.values())

    @property
    def confirmed(self) -> int:
        return len(self.of(FamilyReads.CONFIRMED))

    def of(self, reads: FamilyReads) -> Sequence[FamilyRecord]:
        return self.families.get(reads, ())


class ClassCount(NamedTuple):
    """Of how many pupils of a class the week was confirmed."""

    confirmed: int
    pupils: int


class WeekReadStore(Protocol):
    """What confirming weeks needs of the storage."""

    async def of_pupil(self, student_id: int, week: Week) -> WeekOfPupil: ...

    async def beside_marks(
        self, student_id: int, begins: date, ends: date, week: Week
    ) -> tuple[datetime | None, WeekOfPupil]:
        """What `MarkStore.updated_at` says of these days, and the week, in one statement."""

    async def beside_attendance(
        self, student_id: int, begins: date, ends: date, today: date, week: Week
    ) -> tuple[Called, WeekOfPupil]:
        """The same with `AttendanceStore.called`."""

    async def beside_absences(
        self, class_id: int, day: date, week: Week
    ) -> tuple[tuple[tuple[Absentee, ...], int], int | None]:
        """The same with `ClassStore.attendance`: how many pupils' week was confirmed.

        None where the class had no lessons in the week.
        """

    async def confirm(self, student_id: int, guardian_id: int, week: Week) -> bool:
        """False when this guardian has confirmed it already."""

    async def of_class(
        self, school_class: SchoolClass, week: Week
    ) -> tuple[bool, list[FamilyRecord]]:
        """Whether the class had lessons in the week; its pupils of today in the list's order."""

    async def of_school(self, school_id: int, week: Week) -> dict[int, ClassCount]:
        """By class, of those that had lessons in the week."""

    async def days_of(self, class_id: int, begins: date, ends: date) -> list[date]:
        """Days of these on which the class has lessons, in any order."""

    async def confirmed_of(
        self, class_id: int, weeks: Collection[Week]
    ) -> list[tuple[Person, int]]:
        """The class's pupils of today in the list's order, each with how many of these weeks were
        confirmed."""

    async def remind(self, student_ids: Sequence[int], day: date) -> list[int]:
        """Notes the reminder; gives those who had none on that day."""
