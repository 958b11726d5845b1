"""A pupil whose absence nobody has explained, as it is stored."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.absences.case import Answer, Closing, Level
from domain.attendance.model import Reason
from domain.calendar import School
from domain.hat import Target
from domain.people import Person, Student


@dataclass(frozen=True, slots=True)
class Case:
    """One a pupil and day; `starts` is when the lesson of the first absence begins."""

    id: int
    student: Student
    school: School
    date: date
    lesson_id: int
    starts: int  # minutes after midnight, school time
    opened_at: datetime
    level: Level
    next_at: datetime | None
    answer: Answer | None
    by: Person | None  # who said the last word
    closing: Closing | None  # None: open

    @property
    def target(self) -> Target:
        return Target(
            school_id=self.school.id,
            student_id=self.student.id,
            school_class_id=self.student.school_class_id,
        )

    @property
    def is_open(self) -> bool:
        return self.closing is None


class CaseStore(Protocol):
    """Cases, and who is on duty."""

    async def of_day(self, student_ids: Collection[int], day: date) -> dict[int, Case]:
        """By pupil, the closed ones too."""

    async def locked(self, student_id: int, day: date) -> Case | None:
        """The same of one pupil; nobody else changes it until this transaction ends."""

    async def one(self, case_id: int) -> Case:
        """By its id; `NotFound` when it is gone."""

    async def locked_one(self, case_id: int) -> Case:
        """The same by its id; `NotFound` when it is gone."""

    async def due(self, limit: int) -> list[int]:
        """Open cases whose next step is due, the longest waiting first."""

    async def open(self, student_id: int, day: date, lesson_id: int) -> int:
        """A new one, or the one of the day opened again; its id."""

    async def go_on(self, case_id: int, level: Level, next_at: datetime | None) -> None: ...

    async def note_word(self, case_id: int, answer: Answer | None, by: int) -> None:
        """The last word of the family or of the school; one that was over is open again."""

    async def close(self, case_id: int, closing: Closing) -> None: ...

    async def can_be_told(self, person_id: int) -> bool:
        """Whether somebody of the staff has a chat that is reached."""

    async def people(self, person_ids: Collection[int]) -> list[Person]:
        """By id, in the order of a list."""

    async def settle_reasons(
        self, student_id: int, begins: date, ends: date, reason: Reason
    ) -> int:
        """The journal's unexplained absences of these days have this reason; their number."""

    async def duty_days(self, school_id: int) -> dict[int, list[Person]]:
        """Who is on duty, by weekday (ISO)."""

    async def deputies(self, school_id: int) -> list[Person]:
        """The deputy principals of today."""

    async def name_duty(self, school_id: int, weekday: int, person_id: int, by: int) -> None: ...

    async def end_duty(self, school_id: int, weekday: int, person_id: int) -> None: ...
