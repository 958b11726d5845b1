"""Plans of topics, and what the lessons of a section made of them."""

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Update,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from domain.errors import NotFound
from domain.plans.model import (
    Draft,
    Followed,
    Plan,
    PlanLesson,
    PlannedSection,
    PlannedTopic,
    Source,
)
from domain.plans.reading import from_json, to_json
from storage.store import Store
from storage.tables import (
    lesson,
    lesson_plan,
    lesson_plan_draft,
    lesson_topic,
    school_class,
    section,
    subject,
)
from storage.upsert import insert_or_change

_MOST_SOURCES = 10  # a grade has no more classes that anybody would choose from

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


_TOPICS = (
    select(func.count())
    .where(lesson_topic.c.section_id == section.c.id)
    .correlate(section)
    .scalar_subquery()
)
_SECTIONS = select(
    section.c.id,
    section.c.school_id,
    section.c.school_class_id,
    func.coalesce(school_class.c.title, section.c.title).label("class_title"),
    section.c.subject_id,
    subject.c.title.label("subject"),
    section.c.group_name,
    section.c.grade_level,
    section.c.teacher_id,
    _TOPICS.label("topics"),
    lesson_plan.c.source,
    lesson_plan.c.entered_at,
).select_from(
    section.join(subject, subject.c.id == section.c.subject_id)
    .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
    .outerjoin(lesson_plan, lesson_plan.c.section_id == section.c.id)
)
_SECTION = _SECTIONS.where(section.c.id == bindparam("section_id"))
_SOURCES = (
    _SECTIONS.where(
        section.c.school_id == bindparam("school_id"),
        section.c.subject_id == bindparam("subject_id"),
        section.c.grade_level == bindparam("grade_level"),
        section.c.id != bindparam("section_id"),
        exists().where(lesson_topic.c.section_id == section.c.id),
    )
    .order_by(section.c.is_active.desc(), section.c.title, section.c.id)
    .limit(_MOST_SOURCES)
)
# Whoever saves waits for who saves the same plan before; SQLite has one writer anyway.
_LOCK = select(section.c.id).where(section.c.id == bindparam("section_id")).with_for_update()
_LESSONS = (
    select(lesson.c.date, lesson.c.is_cancelled, lesson.c.topic, lesson.c.topic_ordinal)
    .where(lesson.c.section_id == bindparam("section_id"))
    .order_by(lesson.c.date, lesson.c.number)
)
_DRAFT = select(lesson_plan_draft).where(lesson_plan_draft.c.person_id == bindparam("person_id"))


class Plans(Store):
    """domain.plans.model.PlanStore."""

    async def section(self, section_id: int, *, to_change: bool = False) -> PlannedSection:
        if to_change:
            await self._connection.execute(_LOCK, {"section_id": section_id})
        rows = await self._rows(_SECTION, section_id=section_id)
        if not rows:
            raise NotFound("section")
        return _to_section(rows[0])

    async def followed(self, section_id: int) -> Followed:
        rows = await self._rows(_FOLLOWED, section_id=section_id)
        had = {row["ordinal"]: row["had"] for row in rows if row["had"]}
        return Followed(Plan(tuple(map(to_topic, rows))), had)

    async def lessons(self, section_id: int) -> list[PlanLesson]:
        return [PlanLesson(**row) for row in await self._rows(_LESSONS, section_id=section_id)]

    async def sources(self, section: PlannedSection) -> list[PlannedSection]:
        rows = await self._rows(
            _SOURCES,
            school_id=section.school_id,
            subject_id=section.subject_id,
            grade_level=section.grade_level,
            section_id=section.id,
        )
        return [_to_section(row) for row in rows]

    async def replace(self, section_id: int, plan: Plan, source: Source, entered_by: int) -> None:
        await self._connection.execute(
            delete(lesson_topic).where(lesson_topic.c.section_id == section_id)
        )
        await self._connection.execute(
            insert(lesson_topic),
            [
                {
                    "section_id": section_id,
                    "ordinal": each.ordinal,
                    "title": each.title,
                    "homework": each.homework,
                    "hours": each.hours,
                    "planned_on": each.planned_on,
                }
                for each in plan.topics
            ],
        )
        entered = {
            "section_id": section_id,
            "source": source.value,
            "entered_by": entered_by,
            "entered_at": self._transaction.now,
        }
        await self._connection.execute(
            insert_or_change(self._connection, lesson_plan, ["section_id"], list(entered)), entered
        )
        await self._connection.execute(linked(lesson.c.section_id == section_id))

    async def draft(self, person_id: int) -> Draft | None:
        rows = await self._rows(_DRAFT, person_id=person_id)
        if not rows:
            return None
        [row] = rows
        return Draft(row["section_id"], Source(row["source"]), from_json(row["topics"]))

    async def keep_draft(self, person_id: int, draft: Draft) -> None:
        kept = {
            "person_id": person_id,
            "section_id": draft.section_id,
            "source": draft.source.value,
            "topics": to_json(draft.plan),
            "made_at": self._transaction.now,
        }
        await self._connection.execute(
            insert_or_change(self._connection, lesson_plan_draft, ["person_id"], list(kept)), kept
        )

    async def drop_draft(self, person_id: int) -> None:
        await self._connection.execute(
            delete(lesson_plan_draft).where(lesson_plan_draft.c.person_id == person_id)
        )


def _to_section(row: RowMapping) -> PlannedSection:
    source = Source(row["source"]) if row["source"] else None
    return PlannedSection(**{**row, "source": source})


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
