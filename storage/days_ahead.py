"""What the evening card says of a day: lessons beside the usual ones, the plan, letters."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Date, RowMapping, and_, bindparam, exists, func, select

from domain.evening.model import DayLesson, Usual
from storage.bells import standing_schedule
from storage.schedule import IS_SHOWN, LESSON_COLUMNS, LESSON_TABLES, to_lesson
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    bell_schedule,
    class_period,
    lesson,
    lesson_topic,
    message_recipient,
    school_class,
    section,
    section_student,
    timetable_slot,
    work_type,
)

_IN_TIMETABLE = and_(
    timetable_slot.c.section_id == lesson.c.section_id,
    timetable_slot.c.begins <= lesson.c.date,
    timetable_slot.c.ends >= lesson.c.date,
)
_USUAL_NUMBER = func.coalesce(lesson.c.usual_number, lesson.c.number)
_ANY_SLOT = timetable_slot.alias("any_slot")
# By the school's rules; a class without bells of its own goes by the school's first.
_BELLS = func.coalesce(
    standing_schedule(bindparam("weekday")),
    school_class.c.bell_schedule_id,
    select(func.min(bell_schedule.c.id))
    .where(bell_schedule.c.school_id == section.c.school_id)
    .scalar_subquery(),
)
_LESSONS = (
    select(
        *LESSON_COLUMNS,
        lesson.c.replaces_id,
        func.coalesce(timetable_slot.c.teacher_id, section.c.teacher_id).label("usual_teacher_id"),
        class_period.c.starts.label("usual_starts"),
        timetable_slot.c.id.label("slot_id"),
        timetable_slot.c.location.label("usual_location"),
        exists()
        .where(
            _ANY_SLOT.c.section_id == lesson.c.section_id,
            _ANY_SLOT.c.begins <= lesson.c.date,
            _ANY_SLOT.c.ends >= lesson.c.date,
        )
        .label("has_timetable"),
    )
    .select_from(
        section_student.join(LESSON_TABLES, lesson.c.section_id == section_student.c.section_id)
        .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
        .outerjoin(
            class_period,
            and_(
                class_period.c.bell_schedule_id == _BELLS,
                class_period.c.number == _USUAL_NUMBER,
            ),
        )
        .outerjoin(
            timetable_slot,
            and_(
                _IN_TIMETABLE,
                timetable_slot.c.weekday == bindparam("weekday"),
                timetable_slot.c.number == _USUAL_NUMBER,
            ),
        )
    )
    .where(
        section_student.c.student_id == bindparam("student_id"),
        lesson.c.date == bindparam("day"),
        holds(section_student, lesson.c.date),
        IS_SHOWN,
    )
    # Of two cells of the timetable the one that began later holds.
    .order_by(lesson.c.number, lesson.c.is_cancelled, lesson.c.id, timetable_slot.c.begins)
)

_HAD = lesson_topic.alias("had")
_TOPIC_BEFORE = (
    select(lesson.c.topic)
    .where(
        lesson.c.section_id == section.c.id,
        lesson.c.date < bindparam("day", type_=Date()),
        lesson.c.is_cancelled.is_(False),
    )
    .order_by(lesson.c.date.desc(), lesson.c.number.desc())
    .limit(1)
    .correlate(section)
    .scalar_subquery()
)
_ORDINAL_BEFORE = (
    select(func.max(_HAD.c.ordinal))
    .where(_HAD.c.section_id == section.c.id, _HAD.c.title == _TOPIC_BEFORE)
    .correlate(section)
    .scalar_subquery()
)
_PLANNED = select(
    section.c.id,
    select(lesson_topic.c.title)
    .where(
        lesson_topic.c.section_id == section.c.id,
        lesson_topic.c.ordinal > _ORDINAL_BEFORE,
    )
    .order_by(lesson_topic.c.ordinal)
    .limit(1)
    .correlate(section)
    .scalar_subquery()
    .label("title"),
).where(section.c.id.in_(bindparam("sections", expanding=True)))

_CONTROL_TITLES = (
    select(work_type.c.title)
    .where(work_type.c.school_id == bindparam("school_id"), work_type.c.is_control)
    .order_by(work_type.c.ordinal)
)
_UNREAD = (
    select(message_recipient.c.message_id)
    .where(
        message_recipient.c.person_id.in_(bindparam("people", expanding=True)),
        message_recipient.c.student_id == bindparam("student_id"),
        message_recipient.c.read_at.is_(None),
    )
    .distinct()
    .order_by(message_recipient.c.message_id)
)


class DaysAhead(Store):
    """domain.evening.model.DayAheadStore."""

    async def lessons(self, student_id: int, day: date) -> list[DayLesson]:
        rows = await self._rows(_LESSONS, student_id=student_id, day=day, weekday=day.isoweekday())
        return list({row["id"]: _to_day_lesson(row) for row in rows}.values())

    async def planned_topics(self, section_ids: Collection[int], day: date) -> dict[int, str]:
        if not section_ids:
            return {}
        rows = await self._rows(_PLANNED, sections=sorted(section_ids), day=day)
        return {row["id"]: row["title"] for row in rows if row["title"]}

    async def control_titles(self, school_id: int) -> list[str]:
        found = await self._connection.execute(_CONTROL_TITLES, {"school_id": school_id})
        return list(found.scalars())

    async def unread(self, person_ids: Collection[int], student_id: int) -> tuple[int, ...]:
        found = await self._connection.execute(
            _UNREAD, {"people": sorted(person_ids), "student_id": student_id}
        )
        return tuple(found.scalars())


def _to_day_lesson(row: RowMapping) -> DayLesson:
    return DayLesson(
        to_lesson(row),
        Usual(
            is_planned=row["slot_id"] is not None if row["has_timetable"] else None,
            teacher_id=row["usual_teacher_id"],
            location=row["usual_location"] or "",
            starts=row["usual_starts"],
        ),
        row["replaces_id"],
    )
