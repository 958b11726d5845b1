"""A class with its families and what connects them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from domain.attendance.model import Reason
from domain.calendar import School
from domain.consent.model import Standing
from domain.hat import Target
from domain.people import Person, Student
from domain.school_days import week_days
from domain.summaries import Summary


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A class of today's school year."""

    id: int
    title: str
    grade_level: int
    school: School
    homeroom_teacher: Person | None = None
    own_week: int | None = None  # days, from Monday on; None: as its grade
    shift: int = 1

    @property
    def days_a_week(self) -> int:
        """How many of them have lessons, from Monday on."""
        return week_days(self.own_week, self.grade_level, self.school.policy)

    @property
    def target(self) -> Target:
        """What the rights to this class depend on."""
        return Target(school_id=self.school.id, school_class_id=self.id)

    @property
    def at_a_glance(self) -> Target:
        """What the right to see how it stands today depends on."""
        return replace(self.target, summary=Summary.CLASSES)


@dataclass(frozen=True, slots=True)
class Member:
    """A pupil or a guardian of a pupil, and how far they have come in connecting.

    `bound_at` is the first chat that holds; None: no chat. `is_unreachable`: every chat refused the
    bot's last message. `code_until`: an unused code is open till then.
    """

    person: Person
    bound_at: datetime | None = None
    is_unreachable: bool = False
    code_until: datetime | None = None
    birth_date: date | None = None

    @property
    def is_connected(self) -> bool:
        return self.bound_at is not None


@dataclass(frozen=True, slots=True)
class Family:
    """A pupil with the guardians, in the order of a list, and the consents about the pupil."""

    student: Student
    pupil: Member
    guardians: tuple[Member, ...]
    standing: Standing = field(default_factory=Standing)

    @property
    def is_connected(self) -> bool:
        """Whether somebody at home reads the diary: the pupil's own phone does not count."""
        return any(guardian.is_connected for guardian in self.guardians)

    @property
    def members(self) -> tuple[Member, ...]:
        return (self.pupil, *self.guardians)

    def member(self, person_id: int) -> Member | None:
        return next((each for each in self.members if each.person.id == person_id), None)


@dataclass(frozen=True, slots=True)
class Absentee:
    """A pupil marked absent on a day, with the reason given last."""

    student: Person
    lesson_numbers: tuple[int, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class ClassDay:
    """The class at a glance: who is in it, who is absent today, whose family is connected."""

    school_class: SchoolClass
    families: tuple[Family, ...]
    day: date
    absentees: tuple[Absentee, ...]
    roll_calls: int  # how many lessons of the day had their roll called
    unread: int  # answers of families that the reader has not opened
    have_read: int | None = None  # families with a confirmed week; None: nothing is to be read

    @property
    def without_reason(self) -> list[Absentee]:
        return [each for each in self.absentees if each.reason is Reason.UNKNOWN]

    @property
    def connected(self) -> list[Family]:
        return [family for family in self.families if family.is_connected]


@dataclass(frozen=True, slots=True)
class PupilCard:
    """One pupil of a class."""

    school_class: SchoolClass
    family: Family
    trusted: int = 0  # persons who see some of the diary besides, by a guardian's leave


class ClassStore(Protocol):
    """What classes need of the storage."""

    async def school_class(self, class_id: int) -> SchoolClass:
        """An active class; `NotFound` without it."""

    async def of_pupil(self, student_id: int) -> SchoolClass:
        """The active class in which the pupil is today; `NotFound` without one."""

    async def of_school(self, school_id: int) -> list[SchoolClass]:
        """Active classes by grade and letter."""

    async def families(
        self, school_class: SchoolClass, student_id: int | None = None
    ) -> list[Family]:
        """Pupils enrolled today with their guardians, in list order; all of them or one."""

    async def attendance(self, class_id: int, day: date) -> tuple[tuple[Absentee, ...], int]:
        """Pupils enrolled today who were absent from a lesson whose roll was called, and how many
        lessons of the class's sections had theirs called."""
