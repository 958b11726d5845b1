"""Plans of topics, and what the lessons of a section made of them."""

from collections import defaultdict

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
    ClassPlan,
    Draft,
    Followed,
    Plan,
    PlanLesson,
    PlannedSection,
    PlannedTopic,
    Source,
)
from domain.plans.reading import from_json, to_json
from storage.rows import person_columns, to_person_if_any
from storage.store import Store
from storage.tables import (
    lesson,
    lesson_plan,
    lesson_plan_draft,
    lesson_topic,
    person,
    school_class,
    section,
    section_student,
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
    _TOPICS.label("topics"),
    lesson_plan.c.source,
    lesson_plan.c.entered_at,
    lesson_plan.c.approved_at,
    *person_columns(person, "teacher"),
).select_from(
    section.join(subject, subject.c.id == section.c.subject_id)
    .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
    .outerjoin(lesson_plan, lesson_plan.c.section_id == section.c.id)
    .outerjoin(person, person.c.id == section.c.teacher_id)
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
_ACTIVE = _SECTIONS.where(
    section.c.is_active,
    section.c.teacher_id.is_not(None),
    exists().where(section_student.c.section_id == section.c.id, section_student.c.ends.is_(None)),
)
_OF_SCHOOL = _ACTIVE.where(section.c.school_id == bindparam("school_id")).order_by(
    person.c.sort_key, section.c.title, section.c.id
)
_IN_CLASS = section.c.school_class_id == bindparam("class_id")
_OF_CLASS = _ACTIVE.where(_IN_CLASS).order_by(subject.c.title, section.c.group_name, section.c.id)
_TOPICS_OF_CLASS = (
    select(lesson_topic.c.section_id, *TOPIC_COLUMNS)
    .select_from(lesson_topic.join(section, section.c.id == lesson_topic.c.section_id))
    .where(_IN_CLASS)
    .order_by(lesson_topic.c.section_id, lesson_topic.c.ordinal)
)
_LESSONS_OF_CLASS = (
    select(
        lesson.c.section_id,
        lesson.c.date,
        lesson.c.is_cancelled,
        lesson.c.topic,
        lesson.c.topic_ordinal,
    )
    .select_from(lesson.join(section, section.c.id == lesson.c.section_id))
    .where(_IN_CLASS)
    .order_by(lesson.c.date, lesson.c.number)
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
            "approved_by": None,
            "approved_at": None,
        }
        await self._connection.execute(
            insert_or_change(self._connection, lesson_plan, ["section_id"], list(entered)), entered
        )
        await self._connection.execute(linked(lesson.c.section_id == section_id))

    async def approve(self, section_id: int, approved_by: int) -> None:
        approved = {
            "section_id": section_id,
            "source": Source.IMPORT.value,
            "approved_by": approved_by,
            "approved_at": self._transaction.now,
        }
        change = ["approved_by", "approved_at"]
        await self._connection.execute(
            insert_or_change(self._connection, lesson_plan, ["section_id"], change), approved
        )

    async def of_school(self, school_id: int) -> list[PlannedSection]:
        return [_to_section(row) for row in await self._rows(_OF_SCHOOL, school_id=school_id)]

    async def of_class(self, class_id: int) -> list[ClassPlan]:
        sections = [_to_section(row) for row in await self._rows(_OF_CLASS, class_id=class_id)]
        topics: dict[int, list[PlannedTopic]] = defaultdict(list)
        for row in await self._rows(_TOPICS_OF_CLASS, class_id=class_id):
            topics[row["section_id"]].append(to_topic(row))
        lessons: dict[int, list[PlanLesson]] = defaultdict(list)
        for row in await self._rows(_LESSONS_OF_CLASS, class_id=class_id):
            lessons[row["section_id"]].append(
                PlanLesson(row["date"], row["is_cancelled"], row["topic"], row["topic_ordinal"])
            )
        return [
            ClassPlan(each, Plan(tuple(topics[each.id])), tuple(lessons[each.id]))
            for each in sections
        ]

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
    return PlannedSection(
        id=row["id"],
        school_id=row["school_id"],
        school_class_id=row["school_class_id"],
        class_title=row["class_title"],
        subject_id=row["subject_id"],
        subject=row["subject"],
        group_name=row["group_name"],
        grade_level=row["grade_level"],
        teacher=to_person_if_any(row, "teacher"),
        topics=row["topics"],
        source=Source(row["source"]) if row["source"] else None,
        entered_at=row["entered_at"],
        approved_at=row["approved_at"],
    )


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
