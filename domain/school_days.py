"""Days with lessons for a class: week, holidays, bells, grading periods (R035, R038, R062)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from domain.calendar import GradingPeriod, Holiday, PeriodKind
from domain.policy import SchoolPolicy

WEEKS = (5, 6)  # days, from Monday on
SHIFTS = (1, 2, 3)
SHORTEST_VACATION = 7  # days, weekends included (facts §2.3)
_ONE = timedelta(days=1)
_LONGEST_BREAK = 120  # days: the summer, and a month more


class ClassKey(NamedTuple):
    """What a rule of the calendar can be about; no class: a group of several."""

    school_class_id: int | None
    grade_level: int
    shift: int = 1


def week_days(own: int | None, grade_level: int, policy: SchoolPolicy) -> int:
    """From Monday on, 5 or 6: what the class has of its own, else what its grade has (R035)."""
    if own is not None:
        return own
    return 6 if grade_level in policy.six_day_grade_levels else 5


def concerns(holiday: Holiday, who: ClassKey) -> bool:
    """Whether these days are without lessons for this class."""
    if holiday.school_class_id is not None:
        return holiday.school_class_id == who.school_class_id
    return holiday.grade_level in (None, who.grade_level)


def is_school_day(day: date, who: ClassKey, days: int, holidays: Iterable[Holiday]) -> bool:
    """Whether the class has lessons on such a day: in its week of `days` and in no holiday."""
    if day.isoweekday() > days:
        return False
    return not any(day in each for each in holidays if concerns(each, who))


def next_school_day(
    day: date, who: ClassKey, days: int, holidays: Sequence[Holiday]
) -> date | None:
    """The first one after `day`; None where there is none within the longest break."""
    ahead = (day + _ONE * each for each in range(1, _LONGEST_BREAK + 1))
    return next((each for each in ahead if is_school_day(each, who, days, holidays)), None)


@dataclass(frozen=True, slots=True)
class BellRule:
    """By which bells lessons ring: for whom and on which days; what is not named is all of it."""

    bell_schedule_id: int
    grade_level: int | None = None
    shift: int | None = None
    weekday: int | None = None  # ISO: Monday is 1
    on: date | None = None
    school_class_id: int | None = None

    def holds(self, who: ClassKey, day: date) -> bool:
        is_of = self.grade_level in (None, who.grade_level) and self.shift in (None, who.shift)
        is_of = is_of and self.school_class_id in (None, who.school_class_id)
        return is_of and self.weekday in (None, day.isoweekday()) and self.on in (None, day)

    @property
    def specificity(self) -> tuple[bool, ...]:
        """A date before a weekday before any day; then class, grade, shift, school (R062)."""
        return (
            self.on is not None,
            self.weekday is not None,
            self.school_class_id is not None,
            self.grade_level is not None,
            self.shift is not None,
        )


def bells_on(rules: Iterable[BellRule], who: ClassKey, day: date) -> int | None:
    """The schedule by the most specific rule that holds; None where no rule does."""
    found = [each for each in rules if each.holds(who, day)]
    best = max(found, key=lambda each: (each.specificity, -each.bell_schedule_id), default=None)
    return best.bell_schedule_id if best is not None else None


@dataclass(frozen=True, slots=True)
class PeriodOfGrade:
    """A grading period; with a grade it is that grade's own instead of the school's."""

    period: GradingPeriod
    grade_level: int | None = None


def periods_of(
    stored: Iterable[PeriodOfGrade], kind: PeriodKind, grade_level: int
) -> list[GradingPeriod]:
    """Those of one kind and the year, in the order of time (R038).

    A grade's own period stands in the place of the school's of the same kind, year and number.
    """
    chosen: dict[tuple[PeriodKind, int, int], PeriodOfGrade] = {}
    for each in stored:
        period = each.period
        if period.kind not in (kind, PeriodKind.SCHOOL_YEAR):
            continue
        if each.grade_level not in (None, grade_level):
            continue
        key = period.kind, period.school_year, period.ordinal
        if key not in chosen or each.grade_level is not None:
            chosen[key] = each
    return sorted(
        (each.period for each in chosen.values()), key=lambda each: (each.begins, each.ends)
    )


class Fault(StrEnum):
    """What is odd about a school year."""

    OUTSIDE_YEAR = "outside_year"
    OVERLAP = "overlap"
    DAYS_BETWEEN = "days_between"  # in no period and in no holiday
    SHORT_VACATION = "short_vacation"


class YearFault(NamedTuple):
    """A fault, with the days it is about."""

    fault: Fault
    begins: date
    ends: date


def check_year(
    year: GradingPeriod, periods: Sequence[GradingPeriod], holidays: Sequence[Holiday]
) -> list[YearFault]:
    """What a school should look at again, in the order of time; nothing of it is forbidden.

    `periods` are of one kind and grade, `holidays` those of the same pupils. Days between two
    periods belong to a vacation, which lasts a week at least with its weekends (facts §2.3).
    """
    parts = sorted((each for each in periods if each != year), key=lambda each: each.begins)
    faults = [
        YearFault(Fault.OUTSIDE_YEAR, each.begins, each.ends)
        for each in parts
        if each.begins < year.begins or each.ends > year.ends
    ]
    for one, other in pairwise(parts):
        if other.begins <= one.ends:
            faults.append(YearFault(Fault.OVERLAP, other.begins, min(one.ends, other.ends)))
            continue
        first, last = one.ends + _ONE, other.begins - _ONE
        between = [first + timedelta(days=each) for each in range((last - first).days + 1)]
        free = [day for day in between if any(day in each for each in holidays)]
        school = [day for day in between if day not in free and day.isoweekday() <= 5]
        if school:
            faults.append(YearFault(Fault.DAYS_BETWEEN, school[0], school[-1]))
        elif free and len(between) < SHORTEST_VACATION:
            faults.append(YearFault(Fault.SHORT_VACATION, first, last))
    return sorted(faults, key=lambda each: (each.begins, each.ends))
