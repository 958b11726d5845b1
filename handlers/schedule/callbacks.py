"""Where the timetable's buttons lead."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, Page


class OpenDay(CallbackData, prefix="sd"):
    """A pupil's day; `day` is a proleptic ordinal, six digits."""

    student_id: Id
    day: int

    @classmethod
    def of(cls, student_id: int, day: date) -> "OpenDay":
        return cls(student_id=student_id, day=day.toordinal())


class OpenWeek(CallbackData, prefix="sw"):
    """The week that holds `day`."""

    student_id: Id
    day: int

    @classmethod
    def of(cls, student_id: int, day: date) -> "OpenWeek":
        return cls(student_id=student_id, day=day.toordinal())


class OpenYearAhead(CallbackData, prefix="sy"):
    """Holidays and events that are still to come."""

    student_id: Id
    page: Page = 0


class GetCalendar(CallbackData, prefix="is"):
    """The timetable of the coming weeks as a file for other calendars."""

    student_id: Id


class GetOwnCalendar(CallbackData, prefix="it"):
    """The same of one's own lessons."""
