"""Reasons of absences as the homeroom teacher keeps them, and papers handed in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from domain.absences.model import Announced
from domain.attendance.missing import Missed, PupilDay
from domain.attendance.model import MissedLesson, Reason
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.people import Person, Student
from domain.working_days import CalendarDate


@dataclass(frozen=True, slots=True)
class Paper:
    """A document about an absence, on the day it was handed in; `due`: the last day (D06)."""

    id: int
    student_id: int
    begins: date
    ends: date
    handed_on: date
    due: date


class StoredPaper(NamedTuple):
    """The same before it is known which days are working days."""

    id: int
    student_id: int
    begins: date
    ends: date
    handed_on: date


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Days in a row on which a pupil missed lessons, and nobody has set why."""

    student: Person
    begins: date
    ends: date
    lessons: int
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class ToExplain:
    """What a class still lacks, the pressing first."""

    school_class: SchoolClass
    today: date
    missing: tuple[Unexplained, ...]


@dataclass(frozen=True, slots=True)
class PupilAbsence:
    """Some days of one pupil: the lessons missed, what the family said, the paper."""

    student: Student
    school: School
    today: date
    begins: date
    ends: date
    lessons: tuple[MissedLesson, ...]
    announced: tuple[Announced, ...]
    paper: Paper | None
    is_looked_for: bool = False  # today


@dataclass(frozen=True, slots=True)
class ClassWeek:
    """A week of a class by pupils and days, and the totals of its month."""

    school_class: SchoolClass
    today: date
    begins: date
    pupils: tuple[Person, ...]
    days: Mapping[tuple[int, date], PupilDay]
    month: Mapping[int, Missed]


class ReasonStore(Protocol):
    """Reasons and papers."""

    async def unexplained(self, class_id: int, since: date) -> list[tuple[Person, date, int]]:
        """Pupils of the class of today, days, and lessons missed without a reason."""

    async def set_reason(
        self, student_id: int, days: tuple[date, date], reason: Reason, replaced: Collection[Reason]
    ) -> Mapping[Reason, int]:
        """The missed lessons of these days with one of the reasons `replaced` have this one.

        How many had which.
        """

    async def accept(self, announced_id: int) -> None: ...

    async def papers(self, student_ids: Collection[int]) -> list[StoredPaper]:
        """Those that wait for the reason."""

    async def of_pupil(
        self, student_id: int, day: date
    ) -> tuple[list[StoredPaper], list[CalendarDate], bool]:
        """The pupil's, days of the school that differ where there is one, and whether the pupil is
        looked for on the day."""

    async def add_paper(
        self, student_id: int, begins: date, ends: date, handed_on: date, by: int
    ) -> int: ...

    async def settle_papers(self, student_id: int, begins: date, ends: date) -> None:
        """Papers within these days wait no more."""

    async def pupils(self, class_id: int, day: date) -> list[Person]:
        """Of the class on the day, in the order of a list."""

    async def of_class(self, class_id: int, begins: date, ends: date) -> list[PupilDay]:
        """The pupils' days with lessons whose roll was called."""
