"""School years and grading periods as the school enters them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, bindparam, delete, exists, func, insert, select, update

from domain.calendar import OF_EXAMS, GradingPeriod, PeriodKind
from domain.errors import NotFound
from domain.year.period_model import PeriodToAdd, StoredPeriod
from storage.schedule import to_period
from storage.store import Store
from storage.tables import (
    enrollment,
    exam,
    final_mark,
    final_mark_draft,
    grading_period,
    school_class,
)

_IN_USE = exists().where(final_mark.c.grading_period_id == grading_period.c.id)
# The columns of exams follow from these and are entered nowhere.
_STORED = select(grading_period, _IN_USE.label("in_use")).where(
    grading_period.c.kind.not_in([kind.value for kind in OF_EXAMS])
)
_OF_YEAR = _STORED.where(
    grading_period.c.school_id == bindparam("school_id"),
    grading_period.c.school_year == bindparam("school_year"),
).order_by(grading_period.c.begins, grading_period.c.ends, grading_period.c.id)
_ONE = _STORED.where(grading_period.c.id == bindparam("period_id"))
_HOLD = (
    select(grading_period.c.id)
    .where(grading_period.c.id == bindparam("period_id"))
    .with_for_update()
)
_YEARS = (
    select(grading_period.c.school_year)
    .where(
        grading_period.c.school_id == bindparam("school_id"),
        grading_period.c.kind == PeriodKind.SCHOOL_YEAR,
        grading_period.c.ends >= bindparam("since"),
    )
    .order_by(grading_period.c.begins)
)
_KINDS = (
    select(school_class.c.grade_level, school_class.c.period_kind)
    .distinct()
    .where(school_class.c.school_id == bindparam("school_id"), school_class.c.is_active)
    .order_by(school_class.c.grade_level)
)
_HAS_FINALS = (
    exists()
    .select_from(
        final_mark.join(grading_period, grading_period.c.id == final_mark.c.grading_period_id)
        .join(enrollment, enrollment.c.student_id == final_mark.c.student_id)
        .join(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(
        grading_period.c.school_id == bindparam("school_id"),
        grading_period.c.school_year == bindparam("school_year"),
        grading_period.c.kind != PeriodKind.SCHOOL_YEAR,
        school_class.c.grade_level == bindparam("grade_level"),
        school_class.c.is_active,
    )
)
_HAS_EXAMS = exists().where(
    exam.c.school_id == bindparam("school_id"), exam.c.school_year == bindparam("school_year")
)
_YEAR = grading_period.alias("year")
_OF_SAME_YEAR = exists().where(
    _YEAR.c.id == bindparam("year_id"),
    _YEAR.c.kind == PeriodKind.SCHOOL_YEAR.value,
    _YEAR.c.school_id == grading_period.c.school_id,
    _YEAR.c.school_year == grading_period.c.school_year,
)
_LAST_ID = select(func.coalesce(func.max(grading_period.c.id), 0))


class YearPeriods(Store):
    """domain.year.period_model.PeriodStore."""

    async def years(self, school_id: int, since: date) -> list[int]:
        rows = await self._rows(_YEARS, school_id=school_id, since=since)
        return [row["school_year"] for row in rows]

    async def of_year(self, school_id: int, school_year: int) -> list[StoredPeriod]:
        rows = await self._rows(_OF_YEAR, school_id=school_id, school_year=school_year)
        return [_to_stored(row) for row in rows]

    async def period(self, period_id: int) -> StoredPeriod:
        rows = await self._rows(_ONE, period_id=period_id)
        if not rows:
            raise NotFound("period")
        return _to_stored(rows[0])

    async def hold(self, period_id: int) -> None:
        await self._connection.execute(_HOLD, {"period_id": period_id})

    async def kinds(self, school_id: int) -> Mapping[PeriodKind, list[int]]:
        found: dict[PeriodKind, list[int]] = {}
        for row in await self._rows(_KINDS, school_id=school_id):
            found.setdefault(PeriodKind(row["period_kind"]), []).append(row["grade_level"])
        return found

    async def choose_kind(self, school_id: int, grade_level: int, kind: PeriodKind) -> None:
        await self._connection.execute(
            update(school_class)
            .where(school_class.c.school_id == school_id, school_class.c.grade_level == grade_level)
            .values(period_kind=kind.value, is_period_kind_decided=True)
        )

    async def has_finals(self, school_id: int, grade_level: int, school_year: int) -> bool:
        return bool(
            await self._connection.scalar(
                select(_HAS_FINALS),
                {"school_id": school_id, "grade_level": grade_level, "school_year": school_year},
            )
        )

    async def has_exams(self, school_id: int, school_year: int) -> bool:
        values = {"school_id": school_id, "school_year": school_year}
        return bool(await self._connection.scalar(select(_HAS_EXAMS), values))

    async def add(self, school_id: int, new: PeriodToAdd) -> int:
        last = await self._connection.scalar(_LAST_ID)
        done = await self._connection.execute(
            insert(grading_period).values(
                school_id=school_id,
                sourced_id=f"own:{school_id}:{(last or 0) + 1}",
                kind=new.kind.value,
                ordinal=new.ordinal,
                title=new.title,
                school_year=new.school_year,
                begins=new.begins,
                ends=new.ends,
                grade_level=new.grade_level,
                is_decided=True,
            )
        )
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def change(self, period_id: int, begins: date, ends: date) -> None:
        await self._connection.execute(
            update(grading_period)
            .where(grading_period.c.id == period_id)
            .values(begins=begins, ends=ends, is_decided=True)
        )
        await self._connection.execute(
            update(grading_period)
            .where(grading_period.c.kind == PeriodKind.FINAL.value, _OF_SAME_YEAR)
            .values(begins=begins, ends=ends),
            {"year_id": period_id},
        )

    async def remove(self, period_id: int) -> None:
        drafts = final_mark_draft.c.grading_period_id == period_id
        await self._connection.execute(delete(final_mark_draft).where(drafts))
        await self._connection.execute(
            delete(grading_period).where(grading_period.c.id == period_id)
        )


def _to_stored(row: RowMapping) -> StoredPeriod:
    values: Any = row
    period: GradingPeriod = to_period(values)
    return StoredPeriod(period, row["school_id"], row["grade_level"], bool(row["in_use"]))
