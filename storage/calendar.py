"""The school year as the school keeps it: days that differ."""

from datetime import date

from sqlalchemy import bindparam, select

from domain.calendar import Holiday
from domain.working_days import CalendarDate, DateKind
from storage.store import Store
from storage.tables import calendar_date, holiday

_DIFFERING = (
    select(calendar_date.c.date, calendar_date.c.kind, calendar_date.c.title)
    .where(calendar_date.c.school_id == bindparam("school_id"))
    .order_by(calendar_date.c.date)
)

_HOLIDAYS = (
    select(holiday.c.title, holiday.c.begins, holiday.c.ends, holiday.c.grade_level)
    .where(
        holiday.c.school_id == bindparam("school_id"),
        holiday.c.begins <= bindparam("ends"),
        holiday.c.ends >= bindparam("begins"),
    )
    .order_by(holiday.c.begins, holiday.c.id)
)


class Calendar(Store):
    """domain.year.model.CalendarStore."""

    async def differing(self, school_id: int) -> list[CalendarDate]:
        return [
            CalendarDate(row["date"], DateKind(row["kind"]), row["title"])
            for row in await self._rows(_DIFFERING, school_id=school_id)
        ]

    async def holidays(self, school_id: int, begins: date, ends: date) -> list[Holiday]:
        rows = await self._rows(_HOLIDAYS, school_id=school_id, begins=begins, ends=ends)
        return [Holiday(**row) for row in rows]
