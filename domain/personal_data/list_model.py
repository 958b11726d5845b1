"""Whether a class list is complete and was checked this month (R029, R052)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.people import Person, Student
from domain.policy import SchoolPolicy


class Gap(StrEnum):
    """What a pupil's entry lacks, what the law asks for first."""

    NO_BIRTH_DATE = "no_birth_date"
    NO_SEX = "no_sex"
    NO_GUARDIAN = "no_guardian"
    NO_CONSENT = "no_consent"
    NO_CODE = "no_code"  # no parent is connected and none has a code
    GUARDIAN_INCOMPLETE = "guardian_incomplete"  # a parent's sex or birth date (S4 П2.V)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the class list."""

    student: Student
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class ListCheck:
    """«Список верен»: who said so and when."""

    month: date
    checked_by: Person
    checked_at: datetime
    pupils: int
    incomplete: int


class CheckState(StrEnum):
    """How it is with the check of a month."""

    NOT_ASKED = "not_asked"  # not yet this month, or no lessons in it
    ASKED = "asked"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ClassList:
    """A class list with what is missing, and the checks so far, the newest first."""

    school_class: SchoolClass
    entries: tuple[Entry, ...]
    checks: tuple[ListCheck, ...]
    state: CheckState

    @property
    def incomplete(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.gaps]

    @property
    def last_check(self) -> ListCheck | None:
        return self.checks[0] if self.checks else None


@dataclass(frozen=True, slots=True)
class ClassCheck:
    """A class as the deputy's list has it."""

    school_class: SchoolClass
    state: CheckState
    last: datetime | None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The first and the last day of lessons."""

    begins: date
    ends: date


class LastCheck(NamedTuple):
    """A class, the school year that counts now, the month and the moment of the last check."""

    school_class: SchoolClass
    year: SchoolYear | None
    month: date | None
    checked_at: datetime | None


def first_of(day: date) -> date:
    """The month of a day, as its first day."""
    return day.replace(day=1)


def state_of(
    policy: SchoolPolicy, today: date, year: SchoolYear | None, checked: date | None
) -> CheckState:
    """How it is with this month's check; `checked` is the month of the last one.

    A month counts when the day on which the teacher is asked is in the school year: nobody is
    asked in summer. Asked on `class_list_asked_on`, overdue after `class_list_due_on` (S1 4.2: not
    less than once a month).
    """
    month = first_of(today)
    if checked is not None and checked >= month:
        return CheckState.DONE
    asked = day_of_month(month, policy.class_list_asked_on)
    if year is not None and not year.begins <= asked <= year.ends:
        return CheckState.NOT_ASKED
    if today < asked:
        return CheckState.NOT_ASKED
    due = day_of_month(month, policy.class_list_due_on)
    return CheckState.OVERDUE if today > due else CheckState.ASKED


def day_of_month(month: date, day: int) -> date:
    """That day of the month, or its last one where the month is shorter."""
    next_month = first_of(month + timedelta(days=32))
    return min(month + timedelta(days=day - 1), next_month - timedelta(days=1))


class ListStore(Protocol):
    """Checks of class lists."""

    async def checks(
        self, school_class: SchoolClass, limit: int
    ) -> tuple[SchoolYear | None, list[ListCheck]]:
        """The newest first, and the year that is going on, else the next one, else the last; None:
        none is entered."""

    async def note_check(
        self, class_id: int, month: date, checked_by: int, pupils: int, incomplete: int
    ) -> bool:
        """False when the month's check was there already."""

    async def of_school(self, school: School) -> list[LastCheck]:
        """Active classes by grade and letter, with the year that `checks` speaks of."""

    async def reminded(self, class_ids: Collection[int], since: datetime) -> set[int]:
        """Those of the classes whose teacher was reminded after that moment."""

    async def schools(self) -> list[School]:
        """Every school."""
