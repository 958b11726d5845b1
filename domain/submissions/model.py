"""Handed-in work."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.attachments.model import Attachment
from domain.homework.model import Homework, SetHomework
from domain.lessons.model import TaughtLesson
from domain.people import Person, Student


@dataclass(frozen=True, slots=True)
class Submission:
    """What one pupil handed in for one homework; `is_marked` once the teacher gave a mark for it.

    A mark for it is one for homework, in the lesson it was due at or the one it was set in.
    """

    id: int
    homework_id: int
    student_id: int
    text: str
    handed_at: datetime
    files: int
    is_marked: bool


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A homework of a pupil, and what that pupil handed in for it."""

    student: Student
    homework: Homework
    submission: Submission | None
    files: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The homework of a day that a pupil can hand in, by id what is there already."""

    student: Student
    day: date
    homework: tuple[Homework, ...]
    handed: dict[int, Submission]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """All that was handed in for a homework, by pupil in the order of the class list."""

    taught: TaughtLesson
    item: SetHomework
    works: tuple[tuple[Person, Submission], ...]


@dataclass(frozen=True, slots=True)
class HandedWork:
    """One pupil's work, for the teacher.

    A mark for it is given in the lesson `marked_in`, for the work `work_type_id`; None: the lesson
    it is due at is still ahead.
    """

    taught: TaughtLesson
    item: SetHomework
    pupil: Person
    submission: Submission
    files: tuple[Attachment, ...]
    marked_in: int | None
    work_type_id: int


class SubmissionStore(Protocol):
    """What pupils handed in."""

    async def of_pupil(self, student_id: int, homework_ids: list[int]) -> list[Submission]:
        """Those that were not taken back."""

    async def in_section(
        self, homework_id: int, student_id: int, section_id: int, day: date
    ) -> tuple[Person, Submission, int] | None:
        """That of a pupil who is in the section on `day`, with the type of work that marks for it
        have (0: the school has none); None where there is no such pupil or no work."""

    async def hold(self, homework_id: int) -> None:
        """Whoever marks in the lessons of this homework waits for this transaction, as it waits
        for who does so before."""

    async def is_handed_in(self, student_id: int, lesson_id: int) -> bool:
        """Whether a work that is marked in this lesson was handed in and not taken back."""

    async def of_homework(self, homework_id: int) -> list[Submission]:
        """Of all pupils."""

    async def hand_in(self, homework_id: int, student_id: int, text: str) -> int:
        """Its id; what was handed in before is replaced by the text."""

    async def take_back(self, submission_id: int) -> None: ...
