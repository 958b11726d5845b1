"""A school year as its teachers live it: when lessons are, and when each record is filled in."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.support.school import PERIODS

ONE = timedelta(days=1)
FIRST, LAST = date(2026, 8, 25), date(2027, 8, 31)
AUTUMN = date(2026, 10, 24), date(2026, 11, 1)
QUARANTINE = date(2027, 2, 22), date(2027, 2, 28)  # a check is due at its end
DAY_OF_RUSSIA = date(2027, 6, 14)  # the 12th is a Saturday
PLANS_DUE = date(2026, 10, 15)
SETUP_DUE, SET_UP = date(2026, 9, 15), date(2026, 9, 25)
NEVER = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Course:
    """A section: who teaches it, its week, and the day from which it has a plan of topics."""

    section: str
    teacher: str
    homeroom: str
    weekdays: tuple[int, ...]
    school_week: int  # days
    planned_from: date


COURSES = (
    Course("algebra", "orlova", "orlova", (1, 2, 3, 4, 5), 5, date(2026, 9, 10)),
    Course("physics", "sokolova", "orlova", (2, 4), 5, date(2026, 11, 18)),
    # Grade 8 of 7Б: lessons on Saturdays too.
    Course("history_7b", "kuznetsov", "kuznetsov", (3, 6), 6, NEVER),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something to be done by a day, and the evening on which it is done before the bell rings."""

    deadline: str
    course: Course  # or, of a duty of the school, a course whose class has a week of five days
    due: date
    done: date
    begins: date  # it can be missed from this day on
    ends: date  # and is forgotten after this one

    @property
    def performers(self) -> frozenset[str]:
        match self.deadline:
            case "D04" | "D05":
                return frozenset({self.course.teacher, self.course.homeroom})
            case "D08":
                return frozenset({"admin", "deputy"})
            case "D14" | "D16":
                return frozenset({"deputy"})
            case "D15":
                return frozenset({"admin"})
            case "D17" | "D18":
                return frozenset({self.course.homeroom})
        return frozenset({self.course.teacher})

    def is_open(self, day: date) -> bool:
        return self.begins <= day <= self.ends and day < self.done


def is_school_day(course: Course, day: date) -> bool:
    """In a quarter, on a day of the class's week, not in the autumn vacation or the quarantine."""
    in_a_quarter = any(begins <= day <= ends for _title, begins, ends in PERIODS)
    is_free = any(begins <= day <= ends for begins, ends in (AUTUMN, QUARANTINE))
    return in_a_quarter and day.isoweekday() <= course.school_week and not is_free


def is_told(course: Course, day: date) -> bool:
    """A day of school; in June, when lessons are over, any working day of staff."""
    if day <= PERIODS[-1][2]:
        return is_school_day(course, day)
    return day.isoweekday() <= 5 and day != DAY_OF_RUSSIA


def lessons() -> Iterator[tuple[Course, date]]:
    """Of every course on its weekdays, all year."""
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + number * ONE
        for course in COURSES:
            if day.isoweekday() in course.weekdays and is_school_day(course, day):
                yield course, day


def gaps() -> Iterator[Gap]:
    for course, day in lessons():
        # Punctual on odd days of the month; two days late on even ones; never on the 30th.
        done = NEVER if day.day == 30 else day + 2 * ONE * (day.day % 2 == 0)
        yield Gap("D01", course, day, done, day, day + 30 * ONE)
    for ordinal, (_title, _begins, ends) in enumerate(PERIODS, start=1):
        for course in COURSES:
            done = ends if ordinal % 2 else ends + 6 * ONE
            yield Gap("D04", course, ends, done, FIRST, ends + 60 * ONE)
    year_ends = PERIODS[-1][2]
    for course in COURSES:
        done = NEVER if course.section == "physics" else year_ends
        yield Gap("D05", course, year_ends, done, FIRST, year_ends + 60 * ONE)
    for course in COURSES:
        yield Gap("D09", course, PLANS_DUE, course.planned_from, FIRST, date(2027, 7, 31))
    yield Gap("D08", COURSES[0], SETUP_DUE, SET_UP, FIRST, SETUP_DUE + 30 * ONE)
    yield from duties()


def duties() -> Iterator[Gap]:
    """Checks twice a month, a report a month, one a quarter, a print-out and an analysis a week.

    Of every second one somebody says in time that it was done, of the others never.
    """
    school, of_7a, of_7b = COURSES[0], COURSES[0], COURSES[2]
    months = [(2026, month) for month in (9, 10, 11, 12)] + [(2027, month) for month in range(1, 6)]
    ends = [date(year, month, monthrange(year, month)[1]) for year, month in months]
    halves = sorted([*ends, *(date(year, month, 15) for year, month in months)])
    quarters = [ends_on for _title, _begins, ends_on in PERIODS]
    fridays = [date(2026, 9, 4) + number * 7 * ONE for number in range(39)]  # until May
    # A week without school has neither: there is nothing to print or to analyse.
    weeks = [
        friday
        for friday in fridays
        if any(is_school_day(school, friday - back * ONE) for back in range(5))
    ]
    dues = [
        *(("D14", school, due, 30) for due in halves),
        *(("D16", school, due, 30) for due in ends),
        *(("D17", course, due, 30) for due in quarters for course in (of_7a, of_7b)),
        *(("D18", of_7b, due, 6) for due in weeks),
        *(("D15", school, due, 6) for due in weeks),
    ]
    for number, (deadline, course, due, days) in enumerate(dues):
        done = due if number % 2 else NEVER
        yield Gap(deadline, course, due, done, FIRST, due + days * ONE)


def told(gap: Gap, reminded: tuple[int, ...], again: int) -> set[date]:
    """The evenings on which the table wants it said, found by walking through them."""
    evenings = [
        day
        for number in range((LAST - FIRST).days + 1)
        if is_told(gap.course, day := FIRST + number * ONE)
    ]
    wanted = {gap.due - before * ONE for before in reminded}
    said = {max((day for day in evenings if day <= each), default=NEVER) for each in wanted}
    slot = gap.due + ONE
    while slot <= gap.ends:
        said.add(min((day for day in evenings if day >= slot), default=NEVER))
        slot += again * ONE
    return {day for day in said if gap.is_open(day)}


def overdue_heard(gap: Gap) -> set[date]:
    """The evening on which those who oversee it hear of it: the next one with school."""
    day = gap.due + ONE
    while not is_told(gap.course, day) and day < LAST:
        day += ONE
    return {day} if is_told(gap.course, day) and gap.is_open(day) else set()
