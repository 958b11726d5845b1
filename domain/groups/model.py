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
    """A pupil in a group; `ends` is the first day on which it holds no more.

    `spell` counts a pupil's times in one group from 1. `moved_on`: it began on that day, or else
    ends then, by a move inside the program; None: files say when it holds.
    """

    section_id: int
    student: Person
    begins: date | None = None
    ends: date | None = None
    spell: int = 1
    moved_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """It never was in force: what files have said, and somebody has decided otherwise."""
        return self.begins is not None and self.ends is not None and self.ends <= self.begins

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

    async def with_pupils(
        self, school_class_id: int, section_ids: Collection[int], since: date, day: date
    ) -> tuple[list[Membership], list[Person]]:
        """The memberships that held on `since` or later, and the pupils of the class on `day` or
        later; each by name."""

    async def of_section(self, section_id: int) -> list[Membership]:
        """Everybody who is, was or will be in a section, by name."""

    async def of_student(self, student_id: int, section_ids: Collection[int]) -> list[Membership]:
        """In which of them a pupil is, was or will be, if in any; nobody else moves the pupil
        meanwhile."""

    async def write(self, held: Collection[Membership], new: Collection[Membership]) -> None:
        """`new` in place of what a pupil has held in some groups; files leave that as it is."""

    async def lessons(
        self, section_ids: Collection[int], begins: date, ends: date
    ) -> list[TimetableLesson]:
        """What these sections have on these days, by date and time."""
