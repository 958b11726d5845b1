"""What stands on the first screen of a diary."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from domain.access import Action
from domain.calendar import Holiday, School
from domain.marks.model import Mark
from domain.people import Student
from domain.schedule.model import minute_of
from domain.school_days import ClassKey


class BriefLesson(NamedTuple):
    """A lesson that takes place; `starts` and `ends` are minutes after midnight, school time."""

    date: date
    number: int
    starts: int
    ends: int
    subject: str
    location: str
    has_homework: bool


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """The lessons of one day by number; two groups of a class may share a number."""

    date: date
    lessons: tuple[BriefLesson, ...]

    @property
    def count(self) -> int:
        """How many lessons a pupil sits through."""
        return len({lesson.number for lesson in self.lessons})

    @property
    def homework_count(self) -> int:
        """In how many subjects something is due."""
        return len({lesson.subject for lesson in self.lessons if lesson.has_homework})


@dataclass(frozen=True, slots=True)
class DiaryOverview:
    """A pupil's day at one moment; `next_day` is the next one with lessons, if one is near.

    What is not among the `readings` is empty.
    """

    student: Student
    school: School
    readings: Set[Action]
    today: SchoolDay
    next_day: SchoolDay | None
    newest_mark: Mark | None
    unread_messages: int
    holiday: Holiday | None
    asked_of: int | None = None  # the lesson that nobody has said why the pupil is missing from

    def lesson_on(self, local: datetime) -> BriefLesson | None:
        """The lesson that is under way."""
        minute = minute_of(local)
        return next(
            (each for each in self.today.lessons if each.starts <= minute < each.ends), None
        )

    def next_lesson(self, local: datetime) -> BriefLesson | None:
        """The next lesson of today."""
        minute = minute_of(local)
        return next((each for each in self.today.lessons if each.starts > minute), None)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the day's lessons do not tell."""

    unread_messages: int
    holiday: Holiday | None
    asked_of: int | None = None  # the number of the lesson an unanswered absence began with


class OverviewStore(Protocol):
    """What the first screen needs of the storage, in few statements."""

    async def lessons_around(self, student_id: int, day: date, latest: date) -> list[BriefLesson]:
        """Lessons of `day` and of the next day with lessons up to `latest`, by day and number."""

    async def newest_mark(self, student_id: int, since: date) -> Mark | None:
        """The mark set last among those dated `since` or later."""

    async def unread_messages(self, person_id: int) -> int:
        """How many messages a member of staff has not read."""

    async def surroundings(
        self, school_id: int, who: ClassKey, day: date, person_id: int, student_id: int
    ) -> Surroundings:
        """The holiday of `day`, how many messages about the pupil the person has not read, and
        whether the family is asked where the pupil is on that day.
        """
