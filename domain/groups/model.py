"""Groups into which a class is divided for a subject, and who is in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.people import Person
from domain.timetable.model import TimetableLesson


@dataclass(frozen=True, slots=True)
class Group:
    """A section of a class for a part of it."""

    section_id: int
    subject_id: int
    subject: str
    name: str
    teacher: Person | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A pupil in a group; `ends` is the first day on which it holds no more."""

    section_id: int
    student: Person
    begins: date | None = None
    ends: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on the day."""
        has_begun = self.begins is None or self.begins <= day
        return has_begun and (self.ends is None or day < self.ends)

    def overlaps(self, begins: date, ends: date) -> bool:
        """Whether it is in force on some of these days."""
        first = begins if self.begins is None else max(begins, self.begins)
        return first <= ends and (self.ends is None or first < self.ends)


class GroupStore(Protocol):
    """What moving pupils needs of the storage."""

    async def of_class(self, school_class_id: int) -> list[Group]:
        """Its active groups by subject and name."""

    async def members(self, section_ids: Collection[int], day: date) -> list[Membership]:
        """Who is in them on the day or will be, by name."""

    async def of_section(self, section_id: int) -> list[Membership]:
        """Everybody who is, was or will be in a section, by name."""

    async def of_student(self, student_id: int, section_ids: Collection[int]) -> list[Membership]:
        """In which of them a pupil is, was or will be; nobody else moves the pupil meanwhile."""

    async def move(self, student_id: int, out_of: Collection[int], into: int, since: date) -> None:
        """In `into` from then on, and in no other of `out_of`; files leave that as it is.

        What has not begun by `since` never was; who was to leave `into` only later stays.
        """

    async def lessons(
        self, section_ids: Collection[int], begins: date, ends: date
    ) -> list[TimetableLesson]:
        """What these sections have on these days, by date and time."""
