"""The school year as it is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from domain.calendar import Holiday, School
from domain.classes.model import SchoolClass
from domain.school_days import ClassKey
from domain.working_days import CalendarDate, DateKind, WorkingCalendar


@dataclass(frozen=True, slots=True)
class StoredHoliday:
    """Days without lessons, with whose they are; `is_late`: entered after the term of D10.

    `is_over`: they stay, as the lessons of their days have been.
    """

    id: int
    holiday: Holiday
    class_title: str = ""
    is_late: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """What differs from the production calendar, and what it says from today on."""

    school: School
    today: date
    calendar: WorkingCalendar
    differing: tuple[CalendarDate, ...]
    public: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Holidays:
    """The holidays of a school, those that are over apart."""

    school: School
    today: date
    ahead: tuple[StoredHoliday, ...]
    over: tuple[StoredHoliday, ...]


class Of(NamedTuple):
    """Whose something of the calendar is: a class's, a grade's, else the whole school's."""

    grade_level: int | None = None
    class_id: int | None = None


@dataclass(frozen=True, slots=True)
class HolidayPlace:
    """Whose the holidays that are about to be typed will be; `in_time_from`: D10."""

    today: date
    in_time_from: date
    grade_level: int  # 0: the whole school
    of_class: SchoolClass | None


@dataclass(frozen=True, slots=True)
class YearCounts:
    """How far the school year is set up (D08): what is there, and how much is missing."""

    year_title: str  # empty: no school year is entered for the day
    kinds_without_periods: int  # kinds of grading period that a class has and the year has not
    vacations: int
    bell_schedules: int
    classes: int
    classes_without_timetable: int
    sections_without_teacher: int
    sections_without_hours: int
    first_without_hours: int | None  # the lowest grade that has such a section
    profiled_classes: int  # of grades in which a profile is followed (R037)
    classes_without_profile: int

    @property
    def done(self) -> list[bool]:
        """Point by point, in the order of the screen; of profiles where somebody needs one."""
        profiles = [not self.classes_without_profile] if self.profiled_classes else []
        return [
            bool(self.year_title),
            bool(self.year_title) and not self.kinds_without_periods,
            self.vacations > 0,
            self.bell_schedules > 0,
            self.classes > 0 and not self.classes_without_timetable,
            not self.sections_without_teacher,
            not self.sections_without_hours,
            *profiles,
        ]

    @property
    def left(self) -> int:
        """How many points are still to be done."""
        return self.done.count(False)

    @property
    def percent(self) -> int:
        return 100 * sum(self.done) // len(self.done)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The points, and the day until which they are done."""

    school: School
    today: date
    due: date
    counts: YearCounts


class CalendarStore(Protocol):
    """Days of a school that differ, and days without lessons."""

    async def lock(self, school_id: int) -> None:
        """Whoever changes the calendar of this school waits for who does so before."""

    async def differing(self, school_id: int) -> list[CalendarDate]:
        """What differs from the production calendar, by date."""

    async def set_date(self, school_id: int, day: CalendarDate) -> None:
        """The day is that from now on, whatever it was."""

    async def drop_date(self, school_id: int, day: date) -> DateKind | None:
        """As the production calendar has it again; gives what it was, if it differed."""

    async def holidays(self, school_id: int, begins: date, ends: date) -> list[Holiday]:
        """Of everybody in the school, those of which a day lies between; by date."""

    async def holidays_since(self, school_id: int, since: date) -> list[StoredHoliday]:
        """Those of which a day is not before `since`, by date."""

    async def holiday(self, holiday_id: int) -> tuple[StoredHoliday, int]:
        """One of them with the number of its school; `NotFound`."""

    async def add_holiday(self, school_id: int, holiday: Holiday, *, is_late: bool) -> int:
        """Entered by somebody; an import leaves it."""

    async def remove_holiday(self, holiday_id: int) -> None: ...

    async def own_weeks(self, school_id: int) -> Mapping[int | None, int]:
        """Days of the week by class, of those that have a week of their own."""

    async def set_week(self, class_id: int, days: int | None) -> None: ...

    async def set_shift(self, class_id: int, shift: int) -> None:
        """Decided: an import leaves it."""

    async def replan(
        self,
        school_id: int,
        who: ClassKey | None,
        begins: date,
        ends: date,
        minute: int,
        sections: Collection[int] = (),
    ) -> int:
        """The lessons of these days as timetable and calendar have them now; how many changed.

        `sections`: of these alone; the timetable may have none of them any more.
        """

    async def counts(self, school_id: int, today: date) -> YearCounts:
        """What the checklist needs, in one question."""
