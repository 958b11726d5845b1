"""What was not told, by whom it was missed and why: of a class, of a school."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.calendar import GradingPeriod, PeriodKind, School
from domain.classes.model import SchoolClass
from domain.notices.model import Kind, Reason, State
from domain.people import Person, Student


class Missed(StrEnum):
    """Why a guardian was not told of something, or not yet."""

    WAITING = "waiting"
    FAILED = "failed"  # a dead notice: it can be sent again
    BLOCKED = "blocked"
    GONE = "gone"
    SWITCHED_OFF = "switched_off"  # connected, and wants to hear nothing of this kind
    NO_CONSENT = "no_consent"  # connected, and nothing may be sent without it (R022)
    CONNECTED_LATER = "connected_later"
    NOT_CONNECTED = "not_connected"


@dataclass(frozen=True, slots=True)
class FinalTelling:
    """One final mark's last change, and what became of the notices to one guardian.

    `person_id` None: no notice of it was written to any guardian.
    """

    student_id: int
    final_mark_id: int
    changed_at: datetime
    person_id: int | None = None
    state: State | None = None
    reason: Reason | None = None
    sent_at: datetime | None = None


class Standing(StrEnum):
    """How a pupil's final marks of a period were told, the worst first."""

    MISSED = "missed"
    WAITING = "waiting"
    LATE = "late"
    IN_TIME = "in_time"


@dataclass(frozen=True, slots=True)
class MissedBy:
    """A guardian who was not told, and why; `since`: from when that is so, where it is known."""

    person: Person
    why: Missed
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FinalStanding:
    """Of one pupil: how many final marks there are, how they were told, and by whom missed."""

    student: Person
    marks: int
    standing: Standing
    told_at: datetime | None = None  # the last of them
    changed_at: datetime | None = None  # the earliest that was not told
    missed_by: tuple[MissedBy, ...] = ()


@dataclass(frozen=True, slots=True)
class FinalsDelivery:
    """Final marks of a class in a period, and who was told of them within 24 h."""

    school_class: SchoolClass
    period: GradingPeriod
    periods: tuple[GradingPeriod, ...]
    pupils: tuple[FinalStanding, ...]

    def of(self, standing: Standing) -> list[FinalStanding]:
        return [each for each in self.pupils if each.standing is standing]


@dataclass(frozen=True, slots=True)
class Untold:
    """What reached nobody of a family."""

    student_id: int
    kind: Kind
    count: int
    since: datetime
    title: str = ""  # of the grading period
    has_failed: bool = False  # a notice of it is dead
    period_kind: PeriodKind | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A family to be told on paper: of what, and why no message does it."""

    student: Student
    untold: tuple[Untold, ...]
    missed_by: tuple[MissedBy, ...]

    @property
    def since(self) -> datetime:
        return min(each.since for each in self.untold)


@dataclass(frozen=True, slots=True)
class PaperList:
    """Families of a school to be told on paper, by class and name."""

    school: School
    days: int
    lines: tuple[PaperLine, ...]


class UntoldStore(Protocol):
    """What these questions need of the storage."""

    async def final_tellings(self, class_id: int, period_id: int) -> list[FinalTelling]:
        """Final marks of a period that were set here, a row for each notice to a guardian."""

    async def untold_finals(self, school_id: int, since: datetime) -> list[Untold]:
        """Final marks last changed since then that reached no guardian and wait for none."""

    async def untold_letters(self, school_id: int, since: datetime) -> list[Untold]:
        """Letters to families, the same."""

    async def students(self, student_ids: Collection[int]) -> dict[int, Student]:
        """Pupils with their classes of today, in the order of classes and lists."""
