"""Exams of a grade: they open the column of the exam and that of the final mark (R097)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from domain.calendar import GradingPeriod, School


class Exam(NamedTuple):
    """An exam of a whole grade in a subject."""

    id: int
    school_id: int
    school_year: int
    grade_level: int
    subject_id: int
    subject: str
    date: date


class ExamToSave(NamedTuple):
    """One that takes the place of what there was in the subject and the year."""

    school_id: int
    school_year: int
    grade_level: int
    subject_id: int
    date: date


@dataclass(frozen=True, slots=True)
class GradeExams:
    """Exams of one grade in a school year, by date; no `year`: none is entered."""

    school: School
    today: date
    grade_level: int
    year: GradingPeriod | None
    exams: tuple[Exam, ...]


class ExamStore(Protocol):
    """What planning exams needs of the storage."""

    async def of_grade(self, school_id: int, school_year: int, grade_level: int) -> list[Exam]:
        """By date and subject."""

    async def exam(self, exam_id: int) -> Exam:
        """`NotFound` without it."""

    async def subjects(self, school_id: int, grade_level: int) -> dict[int, str]:
        """Titles of the marked subjects that the grade has, by id."""

    async def save(self, new: ExamToSave) -> int:
        """Its id; the columns of the grade are there from now on."""

    async def has_marks(self, of: Exam) -> bool:
        """Whether somebody has a mark of it; who sets one at this moment is waited for."""

    async def remove(self, old: Exam) -> None:
        """With the last one of a grade its columns go, unless marks stand in them."""
