"""The school year: grading periods, holidays, school days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.policy import SchoolPolicy

# How far the next school day is looked for: longer than any holidays but the summer's.
LOOK_AHEAD = timedelta(days=21)


class PeriodKind(StrEnum):
    """Kinds of grading period (facts §2.3); `SCHOOL_YEAR` carries the marks of the year.

    `EXAM` and `FINAL` are columns beside it in grades that have exams (R097).
    """

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"
    MODULE = "module"
    SCHOOL_YEAR = "school_year"
    EXAM = "exam"
    FINAL = "final"


OF_YEAR = (PeriodKind.SCHOOL_YEAR, PeriodKind.EXAM, PeriodKind.FINAL)
OF_EXAMS = (PeriodKind.EXAM, PeriodKind.FINAL)


@dataclass(frozen=True, slots=True)
class School:
    """One school: where its clock stands and what it decided for itself."""

    id: int
    name: str
    timezone: ZoneInfo
    policy: SchoolPolicy

    @property
    def operator(self) -> str:
        """Who answers for personal data (R031; 152-ФЗ art. 3): every document names them."""
        return self.policy.operator_name or self.name

    def local(self, moment: datetime) -> datetime:
        """The same moment on the school's wall clock."""
        return moment.astimezone(self.timezone)

    def today(self, now: datetime) -> date:
        """The school's date at `now`."""
        return self.local(now).date()


@dataclass(frozen=True, slots=True)
class GradingPeriod:
    """A quarter, half-year … with its last day included."""

    id: int
    kind: PeriodKind
    ordinal: int
    title: str
    school_year: int
    begins: date
    ends: date

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends

    @property
    def is_part(self) -> bool:
        """Whether it is a part of the year, with marks of its own: a quarter, a half-year …"""
        return self.kind not in OF_YEAR

    @property
    def rank(self) -> int:
        """Columns of a year: its parts by date, then the year, the exam and the final mark."""
        return 0 if self.is_part else OF_YEAR.index(self.kind) + 1


@dataclass(frozen=True, slots=True)
class ShownPeriod:
    """The period on the screen among all that have begun, in the order of time."""

    period: GradingPeriod
    begun: tuple[GradingPeriod, ...]

    @property
    def same_year(self) -> list[GradingPeriod]:
        """The periods of the shown school year, the shown one included."""
        return [each for each in self.begun if each.school_year == self.period.school_year]

    @property
    def year_before(self) -> GradingPeriod | None:
        """The last period of the school year before."""
        earlier = [each for each in self.begun if each.school_year < self.period.school_year]
        return earlier[-1] if earlier else None

    @property
    def year_after(self) -> GradingPeriod | None:
        """The last begun period of the school year after."""
        later = [each for each in self.begun if each.school_year > self.period.school_year]
        if not later:
            return None
        return [each for each in later if each.school_year == later[0].school_year][-1]


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days without lessons, last day included: of one class, of a grade, else of the school."""

    title: str
    begins: date
    ends: date
    grade_level: int | None = None
    school_class_id: int | None = None

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends


def current_period(periods: list[GradingPeriod], day: date) -> GradingPeriod | None:
    """The period of `day`; in the holidays after it, the one that ended last."""
    begun = [period for period in periods if period.begins <= day]
    return max(begun, key=lambda period: period.begins, default=periods[0] if periods else None)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return monday, monday + timedelta(days=6)
