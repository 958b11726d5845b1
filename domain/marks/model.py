"""A mark as the diary and the journal show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

from domain.calendar import School, ShownPeriod
from domain.forecast.rules import Forecast, Outlook, Step
from domain.marks.value import MarkValue
from domain.people import Person, Student
from domain.weeks_read.week import WeekOfPupil
from domain.work_types.model import WorkKind


@dataclass(frozen=True, slots=True)
class WorkType:
    """What a mark was for; the school's own list with weights (facts §2.6)."""

    id: int
    code: str
    title: str
    short_title: str
    weight: int
    counts: bool = True
    is_control: bool = False
    is_active: bool = True  # offered for new marks
    kind: WorkKind = WorkKind.CURRENT
    days_open: int = 0  # after the lesson day, so long a mark may be set (S2 3.2, S4 §4(а))
    closed_before: date | None = None  # lessons before it stay closed (domain.work_types.terms)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark with all that a family may ask about it (R100)."""

    id: int
    student_id: int
    section_id: int
    subject_id: int
    subject: str
    date: date
    value: MarkValue
    work_type: WorkType
    topic: str = ""
    comment: str = ""
    teacher: Person | None = None
    lesson_id: int | None = None
    is_corrected: bool = False

    @property
    def weight(self) -> int:
        return self.work_type.weight

    @property
    def counts(self) -> bool:
        return self.work_type.counts

    @property
    def is_control(self) -> bool:
        return self.work_type.is_control


class BriefMark(NamedTuple):
    """A mark as far as the table of a period needs it."""

    value: MarkValue
    weight: int
    counts: bool
    is_corrected: bool
    is_control: bool = False


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject's marks of a period in date order; no marks: nothing was set yet (R118)."""

    subject_id: int
    subject: str
    marks: tuple[BriefMark, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectSummary:
    """A row with what follows from it; both None without a mark that counts."""

    row: SubjectRow
    average: Decimal | None
    suggested: int | None
    outlook: Outlook = Outlook.NONE  # of a period that is not over


@dataclass(frozen=True, slots=True)
class PeriodMarks:
    """A pupil's marks of a grading period, by subject in the order of the alphabet."""

    student: Student
    school: School
    period: ShownPeriod
    subjects: tuple[SubjectSummary, ...]
    updated_at: datetime | None = None  # when the last of them was set, changed or taken away
    week: WeekOfPupil | None = None  # which the reader may confirm, or somebody has confirmed

    @property
    def is_marked(self) -> bool:
        """Whether this pupil's grade has marks at all (R092)."""
        return self.school.policy.has_marks(self.student.grade_level)


@dataclass(frozen=True, slots=True)
class SubjectMarks:
    """Everything about a pupil's marks in one subject, the newest first (R100).

    `steps`: by the id of a mark, where it moved the average. `forecast` None: the period is over.
    """

    student: Student
    school: School
    period: ShownPeriod
    subject_id: int
    subject: str
    marks: tuple[Mark, ...]
    average: Decimal | None
    suggested: int | None
    steps: Mapping[int, Step] = field(default_factory=dict)
    forecast: Forecast | None = None


class MarkStore(Protocol):
    """What reading marks needs of the storage; marks that were taken away never come."""

    async def updated_at(self, student_id: int, begins: date, ends: date) -> datetime | None:
        """When a mark of these days was recorded last, one that was taken away included."""

    async def by_subject(self, student_id: int, begins: date, ends: date) -> list[SubjectRow]:
        """The pupil's marked subjects of these days, those without marks too, in any order."""

    async def of_subject(
        self, student_id: int, subject_id: int, begins: date, ends: date
    ) -> list[Mark]:
        """Marks with all details, the newest first."""

    async def subject_title(self, student_id: int, subject_id: int) -> str:
        """The title of a subject the pupil learns or learnt; `NotFound` for any other."""
