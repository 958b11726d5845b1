"""The school year as the school keeps it: days that differ."""

from sqlalchemy import bindparam, select

from domain.working_days import CalendarDate, DateKind
from storage.store import Store
from storage.tables import calendar_date

_DIFFERING = (
    select(calendar_date.c.date, calendar_date.c.kind, calendar_date.c.title)
    .where(calendar_date.c.school_id == bindparam("school_id"))
    .order_by(calendar_date.c.date)
)


class Calendar(Store):
    """domain.working_days.CalendarStore."""

    async def differing(self, school_id: int) -> list[CalendarDate]:
        return [
            CalendarDate(row["date"], DateKind(row["kind"]), row["title"])
            for row in await self._rows(_DIFFERING, school_id=school_id)
        ]
