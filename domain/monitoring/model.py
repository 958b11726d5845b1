"""How works of a kind came out, class by class (S2 3.2, R094)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Protocol

from domain.calendar import School
from domain.policy import SchoolPolicy
from domain.work_types.model import WorkKind


class Counted(NamedTuple):
    """Marks of a class in a subject that say the same; `value` None: they are no number."""

    subject_id: int
    subject: str
    class_id: int
    class_title: str
    grade_level: int
    value: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Marks by number, and how many have none (зач, осв, «точка»)."""

    marks: Mapping[int, int]
    without: int = 0

    @property
    def total(self) -> int:
        return sum(self.marks.values())

    @property
    def average(self) -> Decimal | None:
        """The plain mean, two decimals: works of one kind weigh alike here."""
        if not self.total:
            return None
        points = sum(value * count for value, count in self.marks.items())
        return (Decimal(points) / self.total).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def quality(self, policy: SchoolPolicy) -> int | None:
        """Percent of the two best marks of the scale, the half goes up; None without marks."""
        return self._percent(policy.highest_mark - 1)

    def passed(self, policy: SchoolPolicy) -> int | None:
        """Percent of marks that are not unsatisfactory, in the same way."""
        return self._percent(policy.lowest_pass)

    def _percent(self, least: int) -> int | None:
        if not self.total:
            return None
        reached = sum(count for value, count in self.marks.items() if value >= least)
        return (200 * reached + self.total) // (2 * self.total)


def figures(counted: Iterable[Counted]) -> Figures:
    """Of any of them together."""
    marks: dict[int, int] = {}
    without = 0
    for each in counted:
        if each.value is None:
            without += each.number
        else:
            marks[each.value] = marks.get(each.value, 0) + each.number
    return Figures(marks, without)


class ClassFigures(NamedTuple):
    """One class in one subject."""

    title: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class SubjectReport:
    """A subject over the classes of a grade, and all of them together."""

    subject: str
    classes: tuple[ClassFigures, ...]
    whole: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """Works of a kind in a grade since `begins`; `grade_levels` are all that have any."""

    school: School
    kind: WorkKind
    grade_level: int
    begins: date
    grade_levels: tuple[int, ...]
    subjects: tuple[SubjectReport, ...]


class MonitoringStore(Protocol):
    """What the report needs of the storage."""

    async def counted(self, school_id: int, kind: WorkKind, begins: date) -> list[Counted]:
        """Standing marks for works of this kind from the day on, by subject and class.

        The class is the one that a pupil was in on the day of the mark.
        """
