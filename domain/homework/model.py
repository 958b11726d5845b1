"""Homework as a diary shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Homework:
    """Set for a section, due at a lesson of it; `due_lesson_id` None: the date is all there is."""

    id: int
    section_id: int
    subject: str
    due_lesson_id: int | None
    due_date: date
    text: str


@dataclass(frozen=True, slots=True)
class SetHomework:
    """Homework as its teacher sees it, from the lesson it was set in."""

    id: int
    due_lesson_id: int | None
    due_date: date
    text: str


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

    async def of_lesson(self, lesson_id: int) -> list[SetHomework]:
        """Homework set in this lesson, in the order of setting."""

    async def add(self, new: NewHomework, set_by: int) -> int:
        """Records it; its id."""

    async def change(
        self, homework_id: int, text: str, due_lesson_id: int | None, due_date: date, set_by: int
    ) -> None: ...

    async def remove(self, homework_id: int) -> None: ...
