"""The school year as the school keeps it: days that differ, holidays, what is missing."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import RowMapping, bindparam, delete, func, insert, select, update

from domain.calendar import Holiday
from domain.errors import NotFound
from domain.school_days import ClassKey
from domain.working_days import CalendarDate, DateKind
from domain.year.model import StoredHoliday, YearCounts
from storage.replanning import Replanner
from storage.store import Store
from storage.tables import (
    calendar_date,
    holiday,
    school,
    school_class,
)
from storage.upsert import insert_or_change
from storage.year_counts import COUNTS, SOON

# Whoever changes the calendar waits for who does so before; SQLite has one writer anyway. Others
# who write something of the school do not: they would hold lessons that are wanted here.
_LOCK = (
    select(school.c.id).where(school.c.id == bindparam("school_id")).with_for_update(key_share=True)
)

_DIFFERING = (
    select(calendar_date.c.date, calendar_date.c.kind, calendar_date.c.title)
    .where(calendar_date.c.school_id == bindparam("school_id"))
    .order_by(calendar_date.c.date)
)
_HOLIDAY_COLUMNS = (
    holiday.c.title,
    holiday.c.begins,
    holiday.c.ends,
    holiday.c.grade_level,
    holiday.c.school_class_id,
)
_HOLIDAYS = (
    select(*_HOLIDAY_COLUMNS)
    .where(
        holiday.c.school_id == bindparam("school_id"),
        holiday.c.begins <= bindparam("ends"),
        holiday.c.ends >= bindparam("begins"),
    )
    .order_by(holiday.c.begins, holiday.c.id)
)
_STORED = select(
    holiday.c.id,
    *_HOLIDAY_COLUMNS,
    holiday.c.is_late,
    holiday.c.school_id,
    func.coalesce(school_class.c.title, "").label("class_title"),
).select_from(holiday.outerjoin(school_class, school_class.c.id == holiday.c.school_class_id))
_SINCE = _STORED.where(
    holiday.c.school_id == bindparam("school_id"), holiday.c.ends >= bindparam("since")
).order_by(holiday.c.begins, holiday.c.id)
_ONE = _STORED.where(holiday.c.id == bindparam("holiday_id"))
_OWN_WEEKS = select(school_class.c.id, school_class.c.week_days).where(
    school_class.c.school_id == bindparam("school_id"), school_class.c.week_days.is_not(None)
)


class Calendar(Store):
    """domain.year.model.CalendarStore."""

    async def lock(self, school_id: int) -> None:
        await self._connection.execute(_LOCK, {"school_id": school_id})

    async def differing(self, school_id: int) -> list[CalendarDate]:
        return [to_differing(row) for row in await self._rows(_DIFFERING, school_id=school_id)]

    async def set_date(self, school_id: int, day: CalendarDate) -> None:
        connection = self._connection
        await connection.execute(
            insert_or_change(connection, calendar_date, ["school_id", "date"], ["kind", "title"]),
            [
                {
                    "school_id": school_id,
                    "date": day.date,
                    "kind": day.kind.value,
                    "title": day.title,
                }
            ],
        )

    async def drop_date(self, school_id: int, day: date) -> DateKind | None:
        own = (calendar_date.c.school_id == school_id, calendar_date.c.date == day)
        kind = await self._connection.scalar(select(calendar_date.c.kind).where(*own))
        await self._connection.execute(delete(calendar_date).where(*own))
        return DateKind(kind) if kind is not None else None

    async def holidays(self, school_id: int, begins: date, ends: date) -> list[Holiday]:
        rows = await self._rows(_HOLIDAYS, school_id=school_id, begins=begins, ends=ends)
        return [Holiday(**row) for row in rows]

    async def holidays_since(self, school_id: int, since: date) -> list[StoredHoliday]:
        rows = await self._rows(_SINCE, school_id=school_id, since=since)
        return [_to_stored(row) for row in rows]

    async def holiday(self, holiday_id: int) -> tuple[StoredHoliday, int]:
        rows = await self._rows(_ONE, holiday_id=holiday_id)
        if not rows:
            raise NotFound("holiday")
        return _to_stored(rows[0]), rows[0]["school_id"]

    async def add_holiday(self, school_id: int, added: Holiday, *, is_late: bool) -> int:
        done = await self._connection.execute(
            insert(holiday).values(
                school_id=school_id,
                title=added.title,
                begins=added.begins,
                ends=added.ends,
                grade_level=added.grade_level,
                school_class_id=added.school_class_id,
                is_decided=True,
                is_late=is_late,
            )
        )
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def remove_holiday(self, holiday_id: int) -> None:
        await self._connection.execute(delete(holiday).where(holiday.c.id == holiday_id))

    async def own_weeks(self, school_id: int) -> Mapping[int | None, int]:
        rows = await self._rows(_OWN_WEEKS, school_id=school_id)
        return {row["id"]: row["week_days"] for row in rows}

    async def set_week(self, class_id: int, days: int | None) -> None:
        await self._change_class(class_id, week_days=days)

    async def set_shift(self, class_id: int, shift: int) -> None:
        await self._change_class(class_id, shift=shift, is_shift_decided=True)

    async def _change_class(self, class_id: int, **values: int | None) -> None:
        await self._connection.execute(
            update(school_class).where(school_class.c.id == class_id).values(values)
        )

    async def replan(
        self,
        school_id: int,
        who: ClassKey | None,
        begins: date,
        ends: date,
        minute: int,
        sections: Collection[int] = (),
    ) -> int:
        replanner = Replanner(self._transaction)
        return await replanner.replan(school_id, who, begins, ends, minute, sections)

    async def counts(self, school_id: int, today: date) -> YearCounts:
        [row] = await self._rows(COUNTS, school_id=school_id, today=today, soon=today + SOON)
        return YearCounts(**{**row, "year_title": row["year_title"] or ""})


def to_differing(row: RowMapping) -> CalendarDate:
    return CalendarDate(row["date"], DateKind(row["kind"]), row["title"])


def _to_stored(row: RowMapping) -> StoredHoliday:
    named = Holiday(
        row["title"], row["begins"], row["ends"], row["grade_level"], row["school_class_id"]
    )
    return StoredHoliday(row["id"], named, row["class_title"], row["is_late"])
