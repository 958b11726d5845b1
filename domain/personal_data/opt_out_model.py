"""Families that use no electronic diary, and what they get on paper (S4 П2.VIII, П3.2; R114)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.attendance.model import MissedLesson
from domain.calendar import School
from domain.homework.model import Homework
from domain.marks.model import SubjectRow
from domain.people import Person, Student
from domain.personal_data.statements import Statement
from domain.remarks.model import Remark

FAILURE_COUNTS = timedelta(days=7)
"""So long a sheet that was not sent is to be given on paper; then there is another one."""


class LetterState(StrEnum):
    """Where a letter stands (domain/personal_data/letter_model.py)."""

    WAITING = "waiting"
    LEASED = "leased"  # being sent by the one who holds the lease
    SENT = "sent"  # the mail server took it
    FAILED = "failed"  # to be given on paper
    DROPPED = "dropped"  # not to be sent any more


NOT_SENT = (LetterState.FAILED, LetterState.DROPPED)
"""Of a family that gets letters: it went back to paper for a while, so its week is on paper."""


@dataclass(frozen=True, slots=True)
class LastSheet:
    """The letter of the newest week: its last day, where it stands, since when."""

    day: date
    state: LetterState
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OptOut:
    """A statement of a family that asks for print-outs; with an e-mail address, by letter."""

    id: int
    student: Student
    school: School
    statement: Statement
    recorded_by: Person
    recorded_at: datetime
    email: str = field(default="", repr=False)
    email_typed: str = field(default="", repr=False)  # and not said to be right yet
    last: LastSheet | None = None

    def is_on_paper(self, today: date) -> bool:
        """Whether the family is to get its sheet on paper: so agreed, or no letter was sent."""
        if not self.email:
            return True
        last = self.last
        return last is not None and last.state in NOT_SENT and today < last.day + FAILURE_COUNTS


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """What the weekly print-out of one pupil says: the days, both included."""

    student: Student
    school: School
    begins: date
    ends: date
    subjects: tuple[SubjectRow, ...]
    exceptions: tuple[MissedLesson, ...]  # absences and late arrivals, the newest first
    homework: tuple[Homework, ...]  # for the week that comes
    remarks: tuple[Remark, ...] = ()  # written on these days, the newest first


class Part(StrEnum):
    """What stands on a printed page."""

    HEADING = "heading"
    SECTION = "section"
    TEXT = "text"
    HEADER = "header"  # of a table of two columns
    ROW = "row"
    SIGNATURE = "signature"


class Drawn(NamedTuple):
    """One part in the words that the paper has, whatever the program calls things later."""

    part: Part
    words: tuple[str, ...]


Page = tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class PrintRun:
    """The print-outs of a class that one person made on one day."""

    class_id: int
    class_title: str
    made_on: date
    made_by: Person
    pupils: int


class OptOutStore(Protocol):
    """The register of statements."""

    async def of_class(self, class_id: int) -> list[OptOut]:
        """In force, in the order of the class list."""

    async def of_school(self, school_id: int) -> list[OptOut]:
        """In force, by class and name."""

    async def opt_out(self, opt_out_id: int) -> OptOut:
        """In force; `NotFound` without it."""

    async def add(self, student_id: int, statement: Statement, recorded_by: int) -> int | None:
        """None when there is one in force already."""

    async def end(self, opt_out_id: int, ended_by: int) -> bool:
        """False when it had ended. The address is forgotten."""

    async def keep_typed(self, opt_out_id: int, email: str) -> None:
        """An address that is to be looked at before letters go there."""

    async def set_email(self, opt_out_id: int, email: str) -> bool:
        """The one typed is the one agreed upon. False where another one, or none, is typed."""

    async def forget_email(self, opt_out_id: int) -> bool:
        """The sheet is printed again. False when it was."""

    async def forget_emails(self, school_id: int) -> int:
        """All families of the school are on paper; how many were not."""

    async def keep(self, class_id: int, day: date, pages: Mapping[int, Page], by: int) -> None:
        """What is printed on this day, by pupil."""

    async def kept(self, class_id: int, day: date) -> list[tuple[int, Page]]:
        """Each pupil's id with the page, in the order in which they were printed."""

    async def printed(self, school_id: int, class_id: int, day: date) -> tuple[str, list[Page]]:
        """The title of a class of this school, of whichever year, with what it printed that day."""

    async def print_runs(
        self, school_id: int, *, offset: int, limit: int
    ) -> tuple[list[PrintRun], int]:
        """The newest first, and how many there are."""
