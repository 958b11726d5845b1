"""A lesson as a timetable shows it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from domain.calendar import GradingPeriod, Holiday, School
from domain.people import Person, Student
from domain.school_days import ClassKey


class LessonForm(StrEnum):
    """How it was held (S2 3.2; R083, R084): очная, дистанционная, электронная."""

    IN_PERSON = "in_person"
    REMOTE = "remote"  # by video, everybody there at the same time
    ELECTRONIC = "electronic"  # by tasks, each in their own time


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson on its date; `starts` and `ends` are minutes after midnight, school time."""

    id: int
    section_id: int
    date: date
    number: int
    starts: int
    ends: int
    subject: str
    group_name: str
    location: str
    teacher: Person | None
    is_cancelled: bool
    is_substituted: bool
    replaces_subject: str | None
    change_note: str
    topic: str
    attendance_taken_at: datetime | None
    form: LessonForm = LessonForm.IN_PERSON

    @property
    def starts_at(self) -> time:
        return clock_time(self.starts)

    @property
    def ends_at(self) -> time:
        return clock_time(self.ends)

    @property
    def is_changed(self) -> bool:
        """Differs from the usual timetable in a way that the family should see (R067)."""
        return bool(
            self.is_cancelled or self.is_substituted or self.replaces_subject or self.change_note
        )

    @property
    def is_as_usual(self) -> bool:
        """Nothing of it differs for a family: not changed, or come in another's place and gone."""
        return not self.is_changed or bool(self.is_cancelled and self.replaces_subject)

    def is_on_at(self, local: datetime) -> bool:
        """Whether it is under way at this local moment."""
        minute = minute_of(local)
        return self.date == local.date() and self.starts <= minute < self.ends


@dataclass(frozen=True, slots=True)
class DayNote:
    """What else there is on some days: an event, an exam, or that lessons are held on another day.

    `starts` in minutes after midnight; `moved_to`: where the lessons of `begins` are held. Of an
    exam (`exam_id`) the title is the subject.
    """

    title: str
    begins: date
    ends: date  # last day
    starts: int | None = None
    moved_to: date | None = None
    exam_id: int | None = None

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends or day == self.moved_to


@dataclass(frozen=True, slots=True)
class StudentDays:
    """A pupil's lessons from `begins` to `ends`, both included, with what explains empty days."""

    student: Student
    school: School
    begins: date
    ends: date
    lessons: tuple[Lesson, ...]
    holidays: tuple[Holiday, ...]
    notes: tuple[DayNote, ...] = ()

    def on(self, day: date) -> list[Lesson]:
        """The lessons of one day by number."""
        return [lesson for lesson in self.lessons if lesson.date == day]

    def holiday(self, day: date) -> Holiday | None:
        """The holiday that `day` falls into, if any."""
        return next((holiday for holiday in self.holidays if day in holiday), None)


def clock_time(minutes: int) -> time:
    """Minutes after midnight as a time of day."""
    return time(minutes // 60, minutes % 60)


def minute_of(local: datetime) -> int:
    """Minutes after midnight of a moment on the school's clock."""
    return local.hour * 60 + local.minute


class ScheduleStore(Protocol):
    """What the timetable's use cases need of the storage."""

    async def of_student(self, student_id: int, begins: date, ends: date) -> list[Lesson]:
        """Lessons of every section the pupil is in, by date and number."""

    async def calendar(
        self, school_id: int, who: ClassKey, begins: date, ends: date
    ) -> tuple[list[Holiday], list[DayNote]]:
        """What touches the days, of the whole school, this grade or this class."""

    async def periods(self, school_id: int, school_class_id: int) -> list[GradingPeriod]:
        """Grading periods of the kind of this class in every stored year, by begin."""
