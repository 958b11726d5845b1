"""Plans of topics, and what the lessons of a section made of them."""

from collections import defaultdict
from datetime import date

from sqlalchemy import RowMapping, delete, insert

from domain.errors import NotFound
from domain.plans.model import (
    ClassPlan,
    Draft,
    Followed,
    LearntSubject,
    Plan,
    PlanLesson,
    PlannedSection,
    PlannedTopic,
    Source,
    TaughtTopic,
)
from domain.plans.reading import from_json, to_json
from storage.plan_queries import (
    DRAFT,
    FOLLOWED,
    LESSONS,
    LESSONS_OF_CLASS,
    LOCK,
    OF_CLASS,
    OF_SCHOOL,
    SECTION,
    SOURCES,
    SUBJECTS,
    TAUGHT,
    TOPICS_OF_CLASS,
    linked,
)
from storage.rows import to_person_if_any
from storage.store import Store
from storage.tables import lesson, lesson_plan, lesson_plan_draft, lesson_topic
from storage.upsert import insert_or_change


class Plans(Store):
    """domain.plans.model.PlanStore."""

    async def section(self, section_id: int, *, to_change: bool = False) -> PlannedSection:
        if to_change:
            await self._connection.execute(LOCK, {"section_id": section_id})
        rows = await self._rows(SECTION, section_id=section_id)
        if not rows:
            raise NotFound("section")
        return _to_section(rows[0])

    async def followed(self, section_id: int) -> Followed:
        rows = await self._rows(FOLLOWED, section_id=section_id)
        had = {row["ordinal"]: row["had"] for row in rows if row["had"]}
        return Followed(Plan(tuple(map(to_topic, rows))), had)

    async def lessons(self, section_id: int) -> list[PlanLesson]:
        return [PlanLesson(**row) for row in await self._rows(LESSONS, section_id=section_id)]

    async def sources(self, section: PlannedSection) -> list[PlannedSection]:
        rows = await self._rows(
            SOURCES,
            school_id=section.school_id,
            subject_id=section.subject_id,
            grade_level=section.grade_level,
            section_id=section.id,
        )
        return [_to_section(row) for row in rows]

    async def replace(
        self, section_id: int, plan: Plan, source: Source, entered_by: int | None
    ) -> None:
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

    async def approve(self, section_id: int, approved_by: int | None) -> None:
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
        return [_to_section(row) for row in await self._rows(OF_SCHOOL, school_id=school_id)]

    async def of_class(self, class_id: int) -> list[ClassPlan]:
        sections = [_to_section(row) for row in await self._rows(OF_CLASS, class_id=class_id)]
        topics: dict[int, list[PlannedTopic]] = defaultdict(list)
        for row in await self._rows(TOPICS_OF_CLASS, class_id=class_id):
            topics[row["section_id"]].append(to_topic(row))
        lessons: dict[int, list[PlanLesson]] = defaultdict(list)
        for row in await self._rows(LESSONS_OF_CLASS, class_id=class_id):
            lessons[row["section_id"]].append(
                PlanLesson(row["date"], row["is_cancelled"], row["topic"], row["topic_ordinal"])
            )
        return [
            ClassPlan(each, Plan(tuple(topics[each.id])), tuple(lessons[each.id]))
            for each in sections
        ]

    async def subjects(self, student_id: int, day: date) -> list[LearntSubject]:
        found = await self._connection.execute(SUBJECTS, {"student_id": student_id, "day": day})
        return [LearntSubject(*row) for row in found]

    async def taught(self, student_id: int, section_id: int, day: date) -> list[TaughtTopic]:
        asked = {"student_id": student_id, "section_id": section_id, "day": day}
        return [TaughtTopic(*row) for row in await self._connection.execute(TAUGHT, asked)]

    async def draft(self, person_id: int) -> Draft | None:
        rows = await self._rows(DRAFT, person_id=person_id)
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
