"""The demo's school year: the real one where it fits the date, else the same year moved there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEMO_TIME = time(10, 40)  # during the third lesson

# The year 2026/27 (facts §2.3) and two Mondays in it: the middle of the second quarter, and the
# last week but one of the year, by which a full year of marks has been given.
_QUARTERS = (
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 30)),
    (date(2027, 1, 11), date(2027, 3, 26)),
    (date(2027, 4, 5), date(2027, 5, 26)),
)
_SUMMER_ENDS = date(2027, 8, 31)
_EXTRA_FOR_GRADE_1 = (date(2027, 2, 15), date(2027, 2, 21))
_MIDDLE_OF_AUTUMN = date(2026, 11, 23)
_END_OF_YEAR = date(2027, 5, 17)
_SETTLED = timedelta(days=14)  # so far into a quarter that it has marks to show …
_LEFT = timedelta(days=10)  # … and so far from its end that there is a next week

_PUBLIC_HOLIDAYS = {
    (11, 4): "День народного единства",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
}
_SEASONS = ("Осенние каникулы", "Зимние каникулы", "Весенние каникулы", "Летние каникулы")


@dataclass(frozen=True, slots=True)
class Period:
    """A grading period, its last day included."""

    kind: str
    ordinal: int
    title: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A holiday, its last day included; `grade_level` None means the whole school."""

    title: str
    begins: date
    ends: date
    grade_level: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """Quarters, half-years and holidays of the year in which `today` lies."""

    today: date
    quarters: tuple[Period, ...]
    half_years: tuple[Period, ...]
    holidays: tuple[DaysOff, ...]

    @property
    def begins(self) -> date:
        return self.quarters[0].begins

    @property
    def ends(self) -> date:
        return self.quarters[-1].ends

    def periods(self, grade_level: int) -> tuple[Period, ...]:
        """Half-years in grades 10 and 11, quarters below (facts §2.3)."""
        return self.half_years if grade_level >= 10 else self.quarters

    def school_days(self, grade_level: int) -> list[date]:
        """Days with lessons: Monday to Friday of the quarters without holidays."""
        off = [each for each in self.holidays if each.grade_level in (None, grade_level)]
        days = []
        for quarter in self.quarters:
            day = quarter.begins
            while day <= quarter.ends:
                if day.isoweekday() <= 5 and not any(o.begins <= day <= o.ends for o in off):
                    days.append(day)
                day += timedelta(days=1)
        return days


def school_day_for(real: date) -> date:
    """The demo's date: the real one, on a weekend the Monday after it."""
    return real + timedelta(days=max(0, 8 - real.isoweekday()) if real.isoweekday() > 5 else 0)


def demo_clock(real_now: datetime, timezone: ZoneInfo) -> timedelta:
    """What to add to the wall clock so that at school it is 10:40 of a school day."""
    today = school_day_for(real_now.astimezone(timezone).date())
    return datetime.combine(today, DEMO_TIME, timezone).astimezone(UTC) - real_now


def year_around(today: date, *, full_year: bool = False) -> SchoolYear:
    """A year that has `today`, a weekday, as a school day well inside a grading period.

    It is the real year when the date lies well inside its second, third or fourth quarter (one is
    over, with final marks). Else it is moved by whole weeks, so that today is in the middle of the
    second quarter; with `full_year`, near the end of the year.
    """
    if today.isoweekday() > 5:
        raise ValueError("the demo's today is a weekday")
    real = _year(today, timedelta(0))
    if not full_year and _is_well_inside(today, real):
        return real
    monday = today - timedelta(days=today.isoweekday() - 1)
    return _year(today, monday - (_END_OF_YEAR if full_year else _MIDDLE_OF_AUTUMN))


def _is_well_inside(today: date, year: SchoolYear) -> bool:
    return today in year.school_days(1) and any(
        quarter.begins + _SETTLED <= today <= quarter.ends - _LEFT for quarter in year.quarters[1:]
    )


def _year(today: date, shift: timedelta) -> SchoolYear:
    spans = [(begins + shift, ends + shift) for begins, ends in _QUARTERS]
    quarters = tuple(
        Period("quarter", at + 1, f"{numeral} четверть", begins, ends)
        for at, (numeral, (begins, ends)) in enumerate(
            zip(("I", "II", "III", "IV"), spans, strict=True)
        )
    )
    half_years = (
        Period("half_year", 1, "I полугодие", spans[0][0], spans[1][1]),
        Period("half_year", 2, "II полугодие", spans[2][0], spans[3][1]),
    )
    return SchoolYear(today, quarters, half_years, tuple(_holidays(today, spans, shift)))


def _holidays(today: date, spans: list[tuple[date, date]], shift: timedelta) -> list[DaysOff]:
    """Breaks between the quarters, and public holidays on their true dates, except on today."""
    edges = [*spans, (_SUMMER_ENDS + shift + timedelta(days=1), date.max)]
    found = []
    for at, season in enumerate(_SEASONS):
        title = season if not shift else "Каникулы"  # a break in July is not an autumn one
        begins, ends = edges[at][1] + timedelta(days=1), edges[at + 1][0] - timedelta(days=1)
        found.append(DaysOff(title, begins, ends))
    extra = (_EXTRA_FOR_GRADE_1[0] + shift, _EXTRA_FOR_GRADE_1[1] + shift)
    if not extra[0] <= today <= extra[1]:
        found.append(DaysOff("Дополнительные каникулы", *extra, grade_level=1))
    for year in range(spans[0][0].year, spans[-1][1].year + 1):
        for (month, number), title in _PUBLIC_HOLIDAYS.items():
            found.extend(_public_holiday(date(year, month, number), title, today, spans))
    return sorted(found, key=lambda each: (each.begins, each.title))


def _public_holiday(
    day: date, title: str, today: date, spans: list[tuple[date, date]]
) -> list[DaysOff]:
    """The day itself, or up to Monday where it falls on a weekend (ТК РФ ст. 112)."""
    last = day + timedelta(days=max(0, 8 - day.isoweekday()) if day.isoweekday() > 5 else 0)
    in_term = any(begins <= last <= ends for begins, ends in spans)
    return [DaysOff(title, day, last)] if in_term and not day <= today <= last else []


def period_at(periods: tuple[Period, ...], day: date) -> int:
    return next(at for at, period in enumerate(periods) if period.begins <= day <= period.ends)
