"""Working days of the school's staff, by the production calendar (ТК РФ ст. 100, 111, 112).

The terms of S4 П2.VII, VIII and XII are in working days. Pupils' vacations are no public holidays,
so they are working days of staff.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from domain.policy import SchoolPolicy

_JANUARY = tuple((1, day) for day in range(1, 9))
_OTHERS = ((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))
# No government moves the days of a whole half-year: a search that goes on longer is a mistake.
_FARTHEST = 366


class DateKind(StrEnum):
    """What a day is by a decree or by the school's own order, whatever weekday it is."""

    WORKING = "working"
    FREE = "free"
    SHORT = "short"  # a working day that ends earlier


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day that differs from the rule, and why: a decree, an order."""

    date: date
    kind: DateKind
    title: str = ""


@lru_cache(maxsize=64)
def public_holidays(year: int, days_a_week: int = 5) -> frozenset[date]:
    """ТК РФ ст. 112: the holidays, and the days onto which those on a day off move.

    A holiday that falls on a day off moves to the next working day; those of January do not: for
    them the government names other days, year by year.
    """
    holidays = [date(year, month, day) for month, day in (*_JANUARY, *_OTHERS)]
    free = set(holidays)
    for holiday in holidays:
        if holiday.month > 1 and holiday.isoweekday() > days_a_week:
            free.add(_next_not_free(holiday, free, days_a_week))
    return frozenset(free)


def _next_not_free(day: date, free: set[date], days_a_week: int) -> date:
    while day in free or day.isoweekday() > days_a_week:
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """`days_a_week` from Monday on; `differing`: days that are by a decree or order what they are.

    >>> WorkingCalendar().after(date(2026, 10, 22), 3)
    datetime.date(2026, 10, 27)
    """

    days_a_week: int = 5
    differing: Mapping[date, DateKind] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        kind = self.differing.get(day)
        if kind is not None:
            return kind is not DateKind.FREE
        if day.isoweekday() > self.days_a_week:
            return False
        return day not in public_holidays(day.year, self.days_a_week)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`: the last one of a term of so many days."""
        return self._step(day, count, timedelta(days=1))

    def before(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`: until then notice is given in time."""
        return self._step(day, count, timedelta(days=-1))

    def between(self, day: date, last: date) -> int:
        """Working days after `day` up to `last`; negative when it is over: the days since then."""
        first, end = min(day, last), max(day, last)
        days = (first + timedelta(days=each) for each in range(1, (end - first).days + 1))
        count = sum(self.is_working(each) for each in days)
        return count if last >= day else -count

    def _step(self, day: date, count: int, step: timedelta) -> date:
        idle = 0
        while count > 0:
            day += step
            is_working = self.is_working(day)
            count -= is_working
            idle = 0 if is_working else idle + 1
            if idle > _FARTHEST:
                raise ValueError("a year without a working day")
        return day


def working_calendar(policy: SchoolPolicy, differing: Iterable[CalendarDate]) -> WorkingCalendar:
    """Of one school: its working week, and the days it keeps otherwise."""
    return WorkingCalendar(policy.working_days_a_week, {each.date: each.kind for each in differing})
