"""Whether there are enough marks to judge by, while there is time to set more (R102)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from domain.calendar import PeriodKind
from domain.marks.value import MarkKind, MarkValue
from domain.policy import SchoolPolicy

JUDGING = frozenset({MarkKind.NUMBER, MarkKind.CREDIT, MarkKind.NO_CREDIT})


class Short(NamedTuple):
    """A pupil with fewer marks than the period asks for."""

    student_id: int
    has: int
    lacks: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """`least` marks are due by the end of the period, and so many lessons are left until then."""

    least: int
    lessons_left: int
    short: tuple[Short, ...]

    def is_reachable(self, short: Short) -> bool:
        """Whether a mark at every lesson that is left would do."""
        return short.lacks <= self.lessons_left


def least_marks(weekly_hours: int | None, kind: PeriodKind, policy: SchoolPolicy) -> int | None:
    """The least number of marks by the hours a week (S1 6.2, facts §2.7).

    None where the hours are not known, and for the year, which is judged by its periods.
    """
    table = {
        PeriodKind.QUARTER: policy.least_marks_quarter,
        PeriodKind.TRIMESTER: policy.least_marks_trimester,
        PeriodKind.HALF_YEAR: policy.least_marks_half_year,
        PeriodKind.MODULE: policy.least_marks_module,
    }.get(kind)
    if table is None or weekly_hours is None:
        return None
    return table[max((hours for hours in table if hours <= weekly_hours), default=min(table))]


def judges(value: MarkValue) -> bool:
    """Whether a pupil can be judged by it: not by «осв», nor by a «точка» that is still open."""
    return value.kind in JUDGING


def mark_coverage(counts: Mapping[int, int], least: int, lessons_left: int) -> Coverage:
    """Who has fewer marks than `least`, whoever lacks most first; `counts` by the pupil's id."""
    short = [Short(who, count, least - count) for who, count in counts.items() if count < least]
    short.sort(key=lambda each: -each.lacks)
    return Coverage(least, lessons_left, tuple(short))
