"""Homework as a diary shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.calendar import School
from domain.homework.load import PupilLoad
from domain.lessons.record import RecordState
from domain.people import Student, sort_key


@dataclass(frozen=True, slots=True)
class Version:
    """What a homework said before it was changed (R105)."""

    text: str
    due_date: date


@dataclass(frozen=True, slots=True)
class Homework:
    """Set for a section, due at a lesson of it; `due_lesson_id` None: the date is all there is.

    `due_number` and `due_starts` (minutes after midnight, school time) are of the due lesson.
    `was` is what it said before the last change. `is_done` is for the pupil alone; None: not asked.
    """

    id: int
    section_id: int
    subject: str
    due_lesson_id: int | None
    due_date: date
    text: str
    subject_id: int = 0
    due_number: int | None = None
    due_starts: int | None = None
    set_at: datetime | None = None  # or changed
    was: Version | None = None
    files: int = 0
    quiz: int = 0  # questions
    is_for_some: bool = False
    minutes: int | None = None
    is_done: bool | None = None


@dataclass(frozen=True, slots=True)
class Unset:
    """A subject of the day for which nothing is set, and what its lesson before says of that."""

    subject: str
    state: RecordState
    lesson_date: date


@dataclass(frozen=True, slots=True)
class HomeworkDay:
    """What is due on one day, and the nearest days on which anything is.

    `unset` only for who may see the timetable; `updated_at` is on the school's clock (R118).
    """

    student: Student
    school: School
    day: date
    homework: tuple[Homework, ...]
    day_before: date | None
    day_after: date | None
    unset: tuple[Unset, ...] = ()
    updated_at: datetime | None = None
    opens_quizzes: bool = False  # for who reads: the pupil and the parents

    def unset_as(self, state: RecordState) -> list[Unset]:
        """Those in this state, by lesson."""
        return [each for each in self.unset if each.state is state]

    @property
    def is_set(self) -> bool:
        """Whether this pupil's grade has homework at all (R106)."""
        return self.school.policy.has_homework(self.student.grade_level)


@dataclass(frozen=True, slots=True)
class HomeworkBySubject:
    """What is due from `since` on, and the subjects that had anything lately."""

    student: Student
    school: School
    since: date
    homework: tuple[Homework, ...]

    @property
    def ahead(self) -> list[Homework]:
        """Not due before today, by subject and date."""
        due = [each for each in self.homework if each.due_date >= self.since]
        return sorted(due, key=lambda each: (sort_key(each.subject, ""), each.due_date))

    @property
    def subjects(self) -> dict[int, str]:
        """Titles by id in the order of the alphabet."""
        found = {each.subject_id: each.subject for each in self.homework}
        return dict(sorted(found.items(), key=lambda item: sort_key(item[1], "")))


@dataclass(frozen=True, slots=True)
class Materials:
    """Homework of the school year with files, by subject, the latest due first (R108)."""

    student: Student
    homework: tuple[Homework, ...]


@dataclass(frozen=True, slots=True)
class SubjectHomework:
    """What was set in one subject, the latest due first."""

    student: Student
    school: School
    subject_id: int
    subject: str
    homework: tuple[Homework, ...]


@dataclass(frozen=True, slots=True)
class SetHomework:
    """Homework as its teacher sees it, from the lesson it was set in.

    `for_some` is the number of pupils whom it is for; 0: the whole section.
    """

    id: int
    due_lesson_id: int | None
    due_date: date
    text: str
    was: Version | None = None
    files: int = 0
    quiz: int = 0  # questions
    for_some: int = 0
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class NewHomework:
    """Homework about to be recorded."""

    section_id: int
    lesson_id: int
    due_lesson_id: int | None
    due_date: date
    text: str


class HomeworkStore(Protocol):
    """What the homework's use cases need of the storage."""

    async def due(self, student_id: int, begins: date, ends: date) -> list[Homework]:
        """Homework of the pupil's sections due from `begins` to `ends`, by date and lesson."""

    async def due_with_ticks(self, student_id: int, begins: date, ends: date) -> list[Homework]:
        """The same with the pupil's own ticks, for nobody else."""

    async def tick(self, homework_id: int, student_id: int, minutes: int | None) -> None: ...

    async def untick(self, homework_id: int, student_id: int) -> None: ...

    async def days_around(self, student_id: int, day: date) -> tuple[date | None, date | None]:
        """The nearest days before and after `day` on which anything is due."""

    async def of_student(self, student_id: int, homework_id: int) -> Homework:
        """One that `due` gives; `NotFound` otherwise."""

    async def of_lesson(self, lesson_id: int) -> list[SetHomework]:
        """Homework set in this lesson, in the order of setting."""

    async def add(self, new: NewHomework, set_by: int) -> int:
        """Records it; its id."""

    async def change(
        self,
        homework_id: int,
        text: str,
        due_lesson_id: int | None,
        due_date: date,
        changed_by: int,
    ) -> None:
        """What it said before is kept as a version."""

    async def estimate(self, homework_id: int, minutes: int | None) -> None:
        """How long it takes, as its teacher thinks."""

    async def load_of_section(
        self, section_id: int, day: date, homework_id: int
    ) -> list[PupilLoad]:
        """Of the section's pupils, all homework of theirs that is due on the day.

        With who ticked one of them, which is for counting alone.
        """

    async def load_of_class(
        self, school_class_id: int, begins: date, ends: date
    ) -> list[PupilLoad]:
        """Of the pupils of a class, by pupil and day."""

    async def chosen(self, homework_id: int) -> frozenset[int]:
        """The pupils it is for; empty where it is for the whole section."""

    async def choose(self, homework_id: int, student_ids: Collection[int]) -> None:
        """It is for these from now on; none: for the whole section."""

    async def remove(self, homework_id: int) -> None:
        """No diary and no lesson shows it any more; nothing of it is erased (R158)."""
