"""Families that use no electronic diary, and what they get on paper (S4 П2.VIII, П3.2; R114)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.attendance.model import MissedLesson
from domain.calendar import School
from domain.homework.model import Homework
from domain.marks.model import SubjectRow
from domain.people import Person, Student
from domain.personal_data.statements import Statement


@dataclass(frozen=True, slots=True)
class OptOut:
    """A statement of a family that asks for print-outs."""

    id: int
    student: Student
    school: School
    statement: Statement
    recorded_by: Person
    recorded_at: datetime


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
        """False when it had ended."""
