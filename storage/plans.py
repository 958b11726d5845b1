"""Plans of topics, and what the lessons of a section made of them."""

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Update,
    bindparam,
    exists,
    func,
    select,
    update,
)

from domain.plans.model import Followed, Plan, PlannedTopic
from storage.store import Store
from storage.tables import lesson, lesson_topic

TOPIC_COLUMNS = (
    lesson_topic.c.id,
    lesson_topic.c.ordinal,
    lesson_topic.c.title,
    lesson_topic.c.hours,
    lesson_topic.c.planned_on,
    lesson_topic.c.homework,
)

_HAD = (
    select(lesson.c.topic_ordinal, func.count().label("had"))
    .where(
        lesson.c.section_id == bindparam("section_id"),
        lesson.c.topic_ordinal.is_not(None),
        lesson.c.is_cancelled.is_(False),
    )
    .group_by(lesson.c.topic_ordinal)
    .subquery()
)
_FOLLOWED = (
    select(*TOPIC_COLUMNS, _HAD.c.had)
    .select_from(lesson_topic.outerjoin(_HAD, _HAD.c.topic_ordinal == lesson_topic.c.ordinal))
    .where(lesson_topic.c.section_id == bindparam("section_id"))
    .order_by(lesson_topic.c.ordinal)
)


_SAME = lesson_topic.alias("same")
_NAMED = lesson_topic.alias("named")


def linked(of: ColumnElement[bool]) -> Update:
    """Topics already taught, found by their names in a plan that has become another one."""
    same = exists().where(
        _SAME.c.section_id == lesson.c.section_id,
        _SAME.c.ordinal == lesson.c.topic_ordinal,
        _SAME.c.title == lesson.c.topic,
    )
    named = (
        select(func.min(_NAMED.c.ordinal))
        .where(_NAMED.c.section_id == lesson.c.section_id, _NAMED.c.title == lesson.c.topic)
        .scalar_subquery()
    )
    return update(lesson).where(of, lesson.c.topic != "", ~same).values(topic_ordinal=named)


class Plans(Store):
    """domain.plans.model.PlanStore."""

    async def followed(self, section_id: int) -> Followed:
        rows = await self._rows(_FOLLOWED, section_id=section_id)
        had = {row["ordinal"]: row["had"] for row in rows if row["had"]}
        return Followed(Plan(tuple(map(to_topic, rows))), had)


def to_topic(row: RowMapping) -> PlannedTopic:
    """The topic of a row of `TOPIC_COLUMNS`."""
    return PlannedTopic(
        ordinal=row["ordinal"],
        title=row["title"],
        hours=row["hours"],
        planned_on=row["planned_on"],
        homework=row["homework"],
        id=row["id"],
    )
