"""Final marks as a family reads them: subjects down, periods across."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from domain.calendar import GradingPeriod, School
from domain.marks.value import MarkValue
from domain.people import Student


class FinalMark(NamedTuple):
    """A mark of a quarter, a half-year or the year."""

    subject_id: int
    subject: str
    period: GradingPeriod
    value: MarkValue


@dataclass(frozen=True, slots=True)
class SubjectFinals:
    """One subject's marks by the id of their period."""

    subject: str
    marks: dict[int, MarkValue]


@dataclass(frozen=True, slots=True)
class YearFinals:
    """A pupil's final marks of one school year (`school_year` is the one in which it ends)."""

    student: Student
    school: School
    school_year: int
    periods: tuple[GradingPeriod, ...]
    subjects: tuple[SubjectFinals, ...]
    other_years: tuple[int, ...]

    @property
    def is_marked(self) -> bool:
        """Whether this pupil's grade has marks at all (R092)."""
        return self.school.policy.has_marks(self.student.grade_level)


class FinalMarkStore(Protocol):
    """What reading final marks needs of the storage."""

    async def of_student(self, student_id: int) -> list[FinalMark]:
        """Every final mark of the pupil, in any order: some 80 for a year of school."""
