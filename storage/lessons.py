"""Lessons as their teacher sees them: the record, the class, the plan."""

from datetime import date

from sqlalchemy import RowMapping, bindparam, exists, func, select, update

from domain.errors import NotFound
from domain.lessons.model import TaughtLesson
from domain.lessons.record import LessonBefore, LessonState
from domain.marks.value import GradeScale
from domain.people import Person
from domain.plans.model import PlannedTopic
from domain.plans.rules import next_topics
from domain.schedule.model import Lesson, LessonForm
from storage.member_classes import member_classes, to_class_ids
from storage.plan_queries import TOPIC_COLUMNS
from storage.plans import Plans, to_topic
from storage.rows import person_columns, to_person
from storage.schedule import IS_SHOWN, LESSON_COLUMNS, LESSON_TABLES, to_lesson
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    homework,
    lesson,
    lesson_topic,
    mark,
    person,
    roll_call,
    school_class,
    section,
    section_student,
    subject,
)
from storage.timetable_decisions import IS_DOUBTED

_TAUGHT = select(
    *LESSON_COLUMNS,
    section.c.school_id,
    section.c.school_class_id,
    section.c.title.label("section_title"),
    section.c.teacher_id.label("usual_teacher_id"),
    section.c.grade_level,
    section.c.weekly_hours,
    school_class.c.title.label("class_title"),
    member_classes(lesson.c.date),
    subject.c.is_marked,
    subject.c.scale,
    subject.c.takes_homework,
    select(func.count())
    .where(homework.c.lesson_id == lesson.c.id, homework.c.removed_at.is_(None))
    .scalar_subquery()
    .label("homework_count"),
    select(func.count())
    .where(mark.c.lesson_id == lesson.c.id, mark.c.removed_at.is_(None))
    .scalar_subquery()
    .label("mark_count"),
    exists().where(roll_call.c.lesson_id == lesson.c.id).label("has_untold_taps"),
    lesson.c.no_homework_at,
    lesson.c.topic_ordinal,
    lesson.c.is_topic_by_plan,
    IS_DOUBTED.label("is_doubted"),
    exists().where(lesson_topic.c.section_id == lesson.c.section_id).label("has_plan"),
).select_from(LESSON_TABLES.outerjoin(school_class, school_class.c.id == section.c.school_class_id))

_OF_TEACHER = _TAUGHT.where(
    lesson.c.teacher_id == bindparam("teacher_id"), lesson.c.date == bindparam("day"), IS_SHOWN
).order_by(lesson.c.number, section.c.title)

_ONE = _TAUGHT.where(lesson.c.id == bindparam("lesson_id"))

# Whoever records something of a lesson waits for who does so before; SQLite has one writer anyway.
_LOCK = select(lesson.c.id).where(lesson.c.id == bindparam("lesson_id")).with_for_update()

_PUPILS = (
    select(*person_columns(person, "pupil"))
    .select_from(section_student.join(person, person.c.id == section_student.c.student_id))
    .where(
        section_student.c.section_id == bindparam("section_id"),
        holds(section_student, bindparam("day")),
    )
    .order_by(person.c.sort_key, person.c.id)
)

_TOPIC = select(*TOPIC_COLUMNS).where(lesson_topic.c.section_id == bindparam("section_id"))

_SAME_DAY = lesson.alias("same_day")
_NEXT = (
    select(*LESSON_COLUMNS)
    .select_from(LESSON_TABLES)
    .where(
        lesson.c.section_id == bindparam("section_id"),
        lesson.c.is_cancelled.is_(False),
        lesson.c.date > bindparam("after"),
        # Of a double lesson the first is meant.
        ~exists().where(
            _SAME_DAY.c.section_id == lesson.c.section_id,
            _SAME_DAY.c.date == lesson.c.date,
            _SAME_DAY.c.number < lesson.c.number,
            _SAME_DAY.c.is_cancelled.is_(False),
        ),
    )
    .order_by(lesson.c.date)
    .limit(bindparam("limit"))
)


_HELD = lesson.alias("held")
_LAST_HELD = (
    select(_HELD.c.id)
    .where(
        _HELD.c.section_id == lesson.c.section_id,
        _HELD.c.date < lesson.c.date,
        _HELD.c.is_cancelled.is_(False),
    )
    .order_by(_HELD.c.date.desc(), _HELD.c.number.desc())
    .limit(1)
    .correlate(lesson)
    .scalar_subquery()
)
_EARLIER = lesson.alias("earlier")
_LESSONS_BEFORE = (
    select(
        lesson.c.date.label("day"),
        lesson.c.section_id,
        subject.c.title.label("subject"),
        _EARLIER.c.date,
        _EARLIER.c.ends,
        _EARLIER.c.no_homework_at,
        subject.c.takes_homework,
        exists()
        .where(homework.c.lesson_id == _EARLIER.c.id, homework.c.removed_at.is_(None))
        .label("has_homework"),
    )
    .select_from(
        section_student.join(lesson, lesson.c.section_id == section_student.c.section_id)
        .join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(_EARLIER, _EARLIER.c.id == _LAST_HELD)
    )
    .where(
        section_student.c.student_id == bindparam("student_id"),
        lesson.c.is_cancelled.is_(False),
        holds(section_student, lesson.c.date),
    )
    .order_by(lesson.c.number)
)
_BEFORE = _LESSONS_BEFORE.where(lesson.c.date == bindparam("day"))
_MEMBER, _AHEAD = section_student.alias("member"), lesson.alias("ahead")
_NEXT_DAY = (
    select(func.min(_AHEAD.c.date))
    .select_from(_MEMBER.join(_AHEAD, _AHEAD.c.section_id == _MEMBER.c.section_id))
    .where(
        _MEMBER.c.student_id == bindparam("student_id"),
        holds(_MEMBER, _AHEAD.c.date),
        _AHEAD.c.is_cancelled.is_(False),
        _AHEAD.c.date > bindparam("after"),
        _AHEAD.c.date <= bindparam("latest"),
    )
    .scalar_subquery()
)
_BEFORE_NEXT = _LESSONS_BEFORE.where(lesson.c.date == _NEXT_DAY)


class Lessons(Store):
    """domain.lessons.model.LessonStore."""

    async def of_teacher(self, teacher_id: int, day: date) -> list[TaughtLesson]:
        rows = await self._rows(_OF_TEACHER, teacher_id=teacher_id, day=day)
        return [_to_taught(row) for row in rows]

    async def lesson(self, lesson_id: int, *, to_change: bool = False) -> TaughtLesson:
        if to_change:
            await self._connection.execute(_LOCK, {"lesson_id": lesson_id})
        found = await self._connection.execute(_ONE, {"lesson_id": lesson_id})
        row = found.mappings().first()
        if row is None:
            raise NotFound("lesson")
        return _to_taught(row)

    async def pupils(self, section_id: int, day: date) -> list[Person]:
        rows = await self._rows(_PUPILS, section_id=section_id, day=day)
        return [to_person(row, "pupil") for row in rows]

    async def set_topic(
        self, lesson_id: int, topic: str, ordinal: int | None, *, is_by_plan: bool
    ) -> None:
        await self._connection.execute(
            update(lesson)
            .where(lesson.c.id == lesson_id)
            .values(topic=topic, topic_ordinal=ordinal, is_topic_by_plan=is_by_plan)
        )

    async def set_form(self, lesson_id: int, form: LessonForm) -> None:
        await self._connection.execute(
            update(lesson).where(lesson.c.id == lesson_id).values(form=form.value)
        )

    async def say_no_homework(self, lesson_id: int, *, is_none: bool) -> None:
        said = self._transaction.now if is_none else None
        await self._connection.execute(
            update(lesson).where(lesson.c.id == lesson_id).values(no_homework_at=said)
        )

    async def before(self, student_id: int, day: date) -> list[LessonBefore]:
        rows = await self._rows(_BEFORE, student_id=student_id, day=day)
        return [_to_before(row) for row in rows]

    async def before_next(self, student_id: int, after: date, latest: date) -> list[LessonBefore]:
        rows = await self._rows(_BEFORE_NEXT, student_id=student_id, after=after, latest=latest)
        return [_to_before(row) for row in rows]

    async def mark_attendance_taken(self, lesson_id: int) -> None:
        await self._connection.execute(
            update(lesson)
            .where(lesson.c.id == lesson_id, lesson.c.attendance_taken_at.is_(None))
            .values(attendance_taken_at=self._transaction.now)
        )

    async def planned_topics(self, section_id: int, limit: int) -> list[PlannedTopic]:
        found = await Plans(self._transaction).followed(section_id)
        return next_topics(found.plan, found.had)[:limit]

    async def planned_topic(self, section_id: int, topic_id: int) -> PlannedTopic:
        found = await self._rows(_TOPIC.where(lesson_topic.c.id == topic_id), section_id=section_id)
        if not found:
            raise NotFound("topic")
        return to_topic(found[0])

    async def topic_of_plan(self, section_id: int, title: str) -> PlannedTopic | None:
        found = await self._rows(
            _TOPIC.where(lesson_topic.c.title == title).order_by(lesson_topic.c.ordinal).limit(1),
            section_id=section_id,
        )
        return to_topic(found[0]) if found else None

    async def next_lessons(self, section_id: int, after: date, limit: int) -> list[Lesson]:
        rows = await self._rows(_NEXT, section_id=section_id, after=after, limit=limit)
        return [to_lesson(row) for row in rows]


def _to_taught(row: RowMapping) -> TaughtLesson:
    return TaughtLesson(
        lesson=to_lesson(row),
        school_id=row["school_id"],
        school_class_id=row["school_class_id"],
        section_title=row["section_title"],
        class_title=row["class_title"] or "",
        grade_level=row["grade_level"],
        is_marked=row["is_marked"],
        homework_count=row["homework_count"],
        mark_count=row["mark_count"],
        has_untold_taps=bool(row["has_untold_taps"]),
        says_no_homework=row["no_homework_at"] is not None,
        topic_ordinal=row["topic_ordinal"],
        is_topic_by_plan=row["is_topic_by_plan"],
        has_plan=bool(row["has_plan"]),
        usual_teacher_id=row["usual_teacher_id"],
        scale=GradeScale(row["scale"]),
        takes_homework=row["takes_homework"],
        weekly_hours=row["weekly_hours"],
        is_doubted=bool(row["is_doubted"]),
        also_class_ids=to_class_ids(row["member_classes"]),
    )


def _to_before(row: RowMapping) -> LessonBefore:
    state = None
    if row["date"] is not None:
        state = LessonState(
            date=row["date"],
            ends=row["ends"],
            is_cancelled=False,
            has_homework=bool(row["has_homework"]),
            says_none=row["no_homework_at"] is not None or not row["takes_homework"],
        )
    return LessonBefore(row["day"], row["section_id"], row["subject"], state, row["no_homework_at"])
