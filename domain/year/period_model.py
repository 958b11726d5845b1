"""School years and grading periods as they are entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from domain.calendar import GradingPeriod, PeriodKind, School
from domain.school_days import YearFault


@dataclass(frozen=True, slots=True)
class StoredPeriod:
    """A period of the school, or with a grade that grade's own; `in_use`: final marks stand."""

    period: GradingPeriod
    school_id: int
    grade_level: int | None
    in_use: bool


class PeriodToAdd(NamedTuple):
    """A new one."""

    kind: PeriodKind
    ordinal: int
    title: str
    school_year: int
    begins: date
    ends: date
    grade_level: int | None = None


@dataclass(frozen=True, slots=True)
class YearPeriods:
    """One school year; `kinds`: which grades go by which kind, `faults` by kind."""

    school: School
    today: date
    year: StoredPeriod | None
    periods: tuple[StoredPeriod, ...]
    kinds: Mapping[PeriodKind, list[int]]
    faults: Mapping[PeriodKind, list[YearFault]]

    def of_kind(self, kind: PeriodKind) -> list[StoredPeriod]:
        return [each for each in self.periods if each.period.kind is kind]

    def kinds_of(self, grade_level: int) -> list[PeriodKind]:
        """One, unless classes of the grade differ; none: the school has no such grade."""
        return [kind for kind, grades in self.kinds.items() if grade_level in grades]


class PeriodStore(Protocol):
    """Every change of bounds is somebody's decision: an import leaves it."""

    async def years(self, school_id: int, since: date) -> list[int]:
        """School years that are not over by then, by the year in which they end."""

    async def of_year(self, school_id: int, school_year: int) -> list[StoredPeriod]:
        """The year itself and its periods of every kind, in the order of time."""

    async def period(self, period_id: int) -> StoredPeriod:
        """One of whichever school; `NotFound`."""

    async def hold(self, period_id: int) -> None:
        """No mark is set in it meanwhile; who sets one at this moment is waited for."""

    async def kinds(self, school_id: int) -> Mapping[PeriodKind, list[int]]:
        """By which kind the grades of the school go."""

    async def choose_kind(self, school_id: int, grade_level: int, kind: PeriodKind) -> None:
        """By which all classes of the grade go; an import leaves it."""

    async def has_finals(self, school_id: int, grade_level: int, school_year: int) -> bool:
        """Whether pupils of the grade have final marks of parts of the year."""

    async def has_exams(self, school_id: int, school_year: int) -> bool:
        """Whether days of exams are entered of that year."""

    async def add(self, school_id: int, new: PeriodToAdd) -> int: ...

    async def change(self, period_id: int, begins: date, ends: date) -> None:
        """Columns of final marks have the bounds of their year."""

    async def remove(self, period_id: int) -> None: ...
