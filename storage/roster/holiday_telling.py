"""Tells of holidays that files have changed, as of those that are changed in the chat (R064)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from domain.calendar import School
from domain.events.announcing import announce_in
from domain.events.model import Announcement, Audience
from domain.uow import UnitOfWork
from storage import tables as t
from storage.roster.run import Run

_YEAR_BEGINS = 8  # August: what comes then is of the school year that is ahead
Stored = Mapping[int, Row[Any]]


async def stored_holidays(run: Run) -> Stored:
    """Those of the bundle's schools, by number."""
    scope = t.holiday.c.school_id.in_(list(run.schools.values()))
    found = await run.connection.execute(select(t.holiday).where(scope).order_by(t.holiday.c.id))
    return {row.id: row for row in found}


async def tell_of_holidays(run: Run, uow: UnitOfWork) -> int:
    """Gives the number of notices: of what comes, is on other days, or is off, and is not over.

    Of a school that is imported for the first time nothing is told, nor of the holidays of a school
    year that had none yet: files fill them in. Nor is another name for the same days.
    """
    before = run.holidays_before
    if before is None:
        return 0
    after = await stored_holidays(run)
    known = {(row.school_id, _year(row.begins)) for row in before.values()}
    by_another_name = {_days(row) for row in before.values()} & {
        _days(row) for row in after.values()
    }
    told = 0
    for school in await uow.evening.schools():
        if school.id in run.new_school_ids or school.id not in run.schools.values():
            continue
        today = school.today(run.now)
        for key in sorted({*before, *after}):
            old, new = before.get(key), after.get(key)
            one = new if new is not None else old
            if one is None or one.school_id != school.id or _says(old) == _says(new):
                continue
            if old is None and (school.id, _year(one.begins)) not in known:
                continue
            if (old is None or new is None) and _days(one) in by_another_name:
                continue
            told += await _tell(uow, school, old, new, today)
    return told


async def _tell(
    uow: UnitOfWork, school: School, old: Row[Any] | None, new: Row[Any] | None, today: date
) -> int:
    if new is not None and new.ends >= today:
        return await announce_in(uow, school, _announcement(new, is_off=False))
    if old is not None and old.ends >= today:
        return await announce_in(uow, school, _announcement(old, is_off=True))
    return 0


def _announcement(row: Row[Any], *, is_off: bool) -> Announcement:
    return Announcement(
        row.school_id,
        row.id,
        row.title,
        row.begins,
        row.ends,
        None,
        Audience(row.grade_level, row.school_class_id),
        is_holiday=True,
        is_off=is_off,
    )


def _says(row: Row[Any] | None) -> tuple[Any, ...] | None:
    if row is None:
        return None
    return row.title, row.begins, row.ends, row.grade_level, row.school_class_id


def _days(row: Row[Any]) -> tuple[Any, ...]:
    """Who is free when, whatever it is called."""
    return row.school_id, row.begins, row.ends, row.grade_level, row.school_class_id


def _year(day: date) -> int:
    """The year in which the school year of the day ends."""
    return day.year + (day.month >= _YEAR_BEGINS)
