"""Bell schedules of a school, and for whom and when each of them holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import PeriodKind
from domain.errors import NotFound
from domain.school_days import BellRule
from domain.year.bell_model import BellSchedule, StoredBellRule
from storage.store import Store
from storage.tables import (
    bell_rule,
    bell_schedule,
    class_period,
    grading_period,
    lesson,
    school_class,
    section,
)

_STORED = select(
    bell_rule, func.coalesce(school_class.c.title, "").label("class_title")
).select_from(bell_rule.outerjoin(school_class, school_class.c.id == bell_rule.c.school_class_id))
_RULES = _STORED.where(bell_rule.c.school_id == bindparam("school_id")).order_by(bell_rule.c.id)
_RULE = _STORED.where(bell_rule.c.id == bindparam("rule_id"))
_SCHEDULES = (
    select(
        bell_schedule.c.id,
        bell_schedule.c.title,
        bell_schedule.c.school_id,
        class_period.c.number,
        class_period.c.starts,
        class_period.c.ends,
    )
    .select_from(
        bell_schedule.outerjoin(class_period, class_period.c.bell_schedule_id == bell_schedule.c.id)
    )
    .order_by(bell_schedule.c.id, class_period.c.number)
)
_OF_SCHOOL = _SCHEDULES.where(bell_schedule.c.school_id == bindparam("school_id"))
_ONE = _SCHEDULES.where(bell_schedule.c.id == bindparam("schedule_id"))
_LAST_DAY = select(func.max(grading_period.c.ends)).where(
    grading_period.c.school_id == bindparam("school_id"),
    grading_period.c.kind != PeriodKind.EXAM.value,
)


def standing_schedule(weekday: Any) -> ScalarSelect[Any]:
    """domain.school_days.bells_on without its dates: what is usual on a weekday.

    `section` and `school_class` have to be among the tables.
    """
    return _schedule(weekday, (bell_rule.c.date.is_(None),), ())


def schedule_on(weekday: Any, day: Any) -> ScalarSelect[Any]:
    """domain.school_days.bells_on, of a day and its weekday; the same tables."""
    of_day = or_(bell_rule.c.date.is_(None), bell_rule.c.date == day)
    return _schedule(weekday, (of_day,), (bell_rule.c.date,))


def _schedule(
    weekday: Any, dates: Sequence[ColumnElement[bool]], first: Sequence[ColumnElement[Any]]
) -> ScalarSelect[Any]:
    named = (
        bell_rule.c.weekday,
        bell_rule.c.school_class_id,
        bell_rule.c.grade_level,
        bell_rule.c.shift,
    )
    values = (weekday, section.c.school_class_id, section.c.grade_level, school_class.c.shift)
    return (
        select(bell_rule.c.bell_schedule_id)
        .where(
            bell_rule.c.school_id == section.c.school_id,
            *dates,
            *(
                or_(each.is_(None), each == value)
                for each, value in zip(named, values, strict=True)
            ),
        )
        .order_by(*(each.is_(None) for each in (*first, *named)), bell_rule.c.bell_schedule_id)
        .limit(1)
        .correlate_except(bell_rule)
        .scalar_subquery()
    )


_FIRST_BELLS = (
    select(func.min(bell_schedule.c.id))
    .where(bell_schedule.c.school_id == section.c.school_id)
    .correlate(section)
    .scalar_subquery()
)
_OWN_BELLS = func.coalesce(school_class.c.bell_schedule_id, _FIRST_BELLS)
_RULED = schedule_on(bindparam("weekday"), bindparam("day"))
# The class's own first, then what a rule has instead that day.
OF_LESSON = (
    select(
        class_period.c.number,
        class_period.c.starts,
        class_period.c.ends,
        (class_period.c.bell_schedule_id == _OWN_BELLS).label("is_own"),
    )
    .select_from(
        lesson.join(section, section.c.id == lesson.c.section_id)
        .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
        .join(class_period, class_period.c.bell_schedule_id.in_([_OWN_BELLS, _RULED]))
    )
    .where(lesson.c.id == bindparam("lesson_id"))
    .order_by(class_period.c.number, (class_period.c.bell_schedule_id == _OWN_BELLS).desc())
)


async def bell_rules(connection: AsyncConnection, school_id: int) -> list[BellRule]:
    """The rules of a school as the planning of lessons takes them."""
    rows = (await connection.execute(_RULES, {"school_id": school_id})).mappings()
    return [_to_rule(row).rule for row in rows]


class BellTable(Store):
    """domain.year.bell_model.BellStore."""

    async def schedules(self, school_id: int) -> list[BellSchedule]:
        return _to_schedules(await self._rows(_OF_SCHOOL, school_id=school_id))

    async def schedule(self, schedule_id: int) -> tuple[BellSchedule, int]:
        rows = await self._rows(_ONE, schedule_id=schedule_id)
        if not rows:
            raise NotFound("bell_schedule")
        return _to_schedules(rows)[0], rows[0]["school_id"]

    async def rules(self, school_id: int) -> list[StoredBellRule]:
        return [_to_rule(row) for row in await self._rows(_RULES, school_id=school_id)]

    async def rule(self, rule_id: int) -> tuple[StoredBellRule, int]:
        rows = await self._rows(_RULE, rule_id=rule_id)
        if not rows:
            raise NotFound("bell_rule")
        return _to_rule(rows[0]), rows[0]["school_id"]

    async def add_schedule(
        self, school_id: int, title: str, rings: Sequence[tuple[int, int]]
    ) -> int:
        done = await self._connection.execute(
            insert(bell_schedule).values(school_id=school_id, title=title)
        )
        key = done.inserted_primary_key
        assert key is not None
        rows = [
            {"bell_schedule_id": key[0], "number": number, "starts": starts, "ends": ends}
            for number, (starts, ends) in enumerate(rings, start=1)
        ]
        await self._connection.execute(insert(class_period), rows)
        return int(key[0])

    async def add_rule(self, school_id: int, rule: BellRule) -> int:
        done = await self._connection.execute(
            insert(bell_rule).values(
                school_id=school_id,
                bell_schedule_id=rule.bell_schedule_id,
                grade_level=rule.grade_level,
                shift=rule.shift,
                weekday=rule.weekday,
                date=rule.on,
                school_class_id=rule.school_class_id,
            )
        )
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def remove_rule(self, rule_id: int) -> None:
        await self._connection.execute(delete(bell_rule).where(bell_rule.c.id == rule_id))

    async def last_day(self, school_id: int) -> date | None:
        found: date | None = await self._connection.scalar(_LAST_DAY, {"school_id": school_id})
        return found


def _to_rule(row: Mapping[Any, Any]) -> StoredBellRule:
    rule = BellRule(
        row["bell_schedule_id"],
        row["grade_level"],
        row["shift"],
        row["weekday"],
        row["date"],
        row["school_class_id"],
    )
    return StoredBellRule(row["id"], rule, row["class_title"])


def _to_schedules(rows: Sequence[Mapping[Any, Any]]) -> list[BellSchedule]:
    rings: dict[int, list[tuple[int, int, int]]] = {}
    titles: dict[int, str] = {}
    for row in rows:
        titles[row["id"]] = row["title"]
        known = rings.setdefault(row["id"], [])
        if row["number"] is not None:
            known.append((row["number"], row["starts"], row["ends"]))
    return [BellSchedule(key, title, tuple(rings[key])) for key, title in titles.items()]
