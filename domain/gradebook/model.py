"""The gradebook as it is read: a class by subject, a section by lesson."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from domain.calendar import GradingPeriod, School
from domain.final_marks.setting_model import MarkedSection
from domain.forecast.rules import class_figure
from domain.gradebook.coverage import Coverage
from domain.groups.journal import Learner, is_shown
from domain.marks.averages import mean_of
from domain.marks.value import MarkValue
from domain.people import Person


class Cell(NamedTuple):
    """A pupil's marks in a subject: their sum by weight, the weights, and how many marks judge."""

    total: int
    weights: int
    marks: int

    @property
    def average(self) -> Decimal | None:
        return mean_of(self.total, self.weights)


@dataclass(frozen=True, slots=True)
class Taught:
    """A marked subject of a class; `weekly_hours` of the section that has most of them.

    `sections` are its groups by id, with their names.
    """

    subject_id: int
    subject: str
    weekly_hours: int | None
    sections: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ClassGrid:
    """What is stored of a class in a period; by pupil and subject, who learns it."""

    pupils: tuple[Person, ...]
    subjects: tuple[Taught, ...]
    cells: Mapping[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True)
class ClassGradebook:
    """A class by subject: an average for each pupil, and for the class where it names nobody."""

    class_id: int
    class_title: str
    school: School
    period: GradingPeriod
    periods: tuple[GradingPeriod, ...]
    grid: ClassGrid
    least: Mapping[int, int] = field(default_factory=dict)  # marks, by subject
    grade_level: int = 0

    def average(self, student_id: int, subject_id: int) -> Decimal | None:
        cell = self.grid.cells.get((student_id, subject_id))
        return None if cell is None else cell.average

    def figure(self, subject_id: int) -> Decimal | None:
        """Of the class, where it is large enough to name nobody."""
        found = (self.average(pupil.id, subject_id) for pupil in self.grid.pupils)
        values = [each for each in found if each is not None]
        return class_figure(values, self.school.policy.smallest_group)

    def lacking(self, subject_id: int) -> int:
        """How many pupils have fewer marks than the period asks for."""
        least = self.least.get(subject_id)
        if least is None:
            return 0
        return sum(
            cell.marks < least for (_who, of), cell in self.grid.cells.items() if of == subject_id
        )


class BookMark(NamedTuple):
    """A mark of a lesson; `day` and `number` say which lesson, None: it has none."""

    student_id: int
    day: date
    number: int | None
    value: MarkValue
    weight: int
    counts: bool
    is_control: bool


class BookLesson(NamedTuple):
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class SectionRows:
    """What a section's period holds: lessons that were held, marks, absences, lessons ahead.

    `others` are its pupils' marks of the subject that were set in other groups or classes.
    """

    lessons: tuple[BookLesson, ...]
    marks: tuple[BookMark, ...]
    absent: frozenset[tuple[int, BookLesson]]
    lessons_left: int
    others: tuple[BookMark, ...] = ()

    def of(self, student_id: int) -> list[BookMark]:
        return [each for each in (*self.marks, *self.others) if each.student_id == student_id]

    def shown(self, pupils: Iterable[Learner]) -> "SectionRows":
        """The same with those of `others` that the section may read (`is_shown`).

        None of a period in which it has neither a lesson nor a mark: whoever taught a section of
        another year reads nothing of this one there.
        """
        is_taught = self.lessons or self.lessons_left or self.marks
        left = {each.person.id: each.left for each in pupils if is_taught}
        others = (
            each
            for each in self.others
            if each.student_id in left and is_shown(each.day, left[each.student_id], is_own=False)
        )
        return replace(self, others=tuple(others))


@dataclass(frozen=True, slots=True)
class SectionGradebook:
    """A section by lesson, the newest last; who has left it by now is in it without an average."""

    section: MarkedSection
    school: School
    period: GradingPeriod
    periods: tuple[GradingPeriod, ...]
    pupils: tuple[Learner, ...]
    rows: SectionRows
    averages: Mapping[int, Decimal | None]  # of whom the section reads all marks of the period
    coverage: Coverage | None  # None: the hours are not known, or the period is over

    @property
    def figure(self) -> Decimal | None:
        values = [each for each in self.averages.values() if each is not None]
        return class_figure(values, self.school.policy.smallest_group)


class GradebookStore(Protocol):
    """What the gradebook needs of the storage; each is one statement."""

    async def of_class(self, class_id: int, begins: date, ends: date, day: date) -> ClassGrid:
        """Who is in the class on `day`, what they are taught in the period, with their marks."""

    async def section(self, section_id: int) -> MarkedSection:
        """`NotFound` for an unknown one."""

    async def of_section(
        self, section: MarkedSection, begins: date, ends: date, until: date
    ) -> SectionRows:
        """Lessons up to a day, and how many are left after it.

        Marks in the section, and those of everybody who is or was in it in its subject.
        """
