"""The first screen's facts: few rows in three statements, as it is opened more than any other."""

from datetime import date

from sqlalchemy import and_, bindparam, exists, func, select

from domain.calendar import Holiday
from domain.marks.model import Mark
from domain.overview.model import BriefLesson, Surroundings
from domain.school_days import ClassKey
from storage.holidays import of_class
from storage.homework_columns import concerns
from storage.marks import MARK_COLUMNS, MARK_TABLES, to_mark
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    absence_case,
    holiday,
    homework,
    lesson,
    mark,
    message_recipient,
    school,
    section,
    section_student,
    subject,
)

_TAKES_PLACE_FOR_STUDENT = and_(
    section_student.c.student_id == bindparam("student_id"),
    holds(section_student, lesson.c.date),
    lesson.c.is_cancelled.is_(False),
)

_NEXT_DAY = (
    select(func.min(lesson.c.date))
    .select_from(section_student.join(lesson, lesson.c.section_id == section_student.c.section_id))
    .where(
        _TAKES_PLACE_FOR_STUDENT,
        lesson.c.date > bindparam("day"),
        lesson.c.date <= bindparam("latest"),
    )
    .scalar_subquery()
)

_LESSONS_AROUND = (
    select(
        lesson.c.date,
        lesson.c.number,
        lesson.c.starts,
        lesson.c.ends,
        subject.c.title.label("subject"),
        lesson.c.location,
        exists()
        .where(
            homework.c.section_id == lesson.c.section_id,
            homework.c.due_date == lesson.c.date,
            homework.c.removed_at.is_(None),
            concerns(section_student.c.student_id),
        )
        .label("has_homework"),
    )
    .select_from(
        section_student.join(lesson, lesson.c.section_id == section_student.c.section_id)
        .join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
    )
    .where(_TAKES_PLACE_FOR_STUDENT, lesson.c.date.in_([bindparam("day"), _NEXT_DAY]))
    .order_by(lesson.c.date, lesson.c.number)
)

_NEWEST_MARK = (
    select(*MARK_COLUMNS)
    .select_from(MARK_TABLES)
    .where(
        mark.c.student_id == bindparam("student_id"),
        mark.c.date >= bindparam("since"),
        mark.c.removed_at.is_(None),
    )
    .order_by(mark.c.set_at.desc(), mark.c.id.desc())
    .limit(1)
)

_UNREAD = (
    select(func.count())
    .select_from(message_recipient)
    .where(
        message_recipient.c.person_id == bindparam("person_id"),
        message_recipient.c.read_at.is_(None),
    )
)

_UNREAD_ABOUT_STUDENT = _UNREAD.where(
    message_recipient.c.student_id == bindparam("student_id")
).scalar_subquery()

_ASKED_OF = (
    select(lesson.c.number)
    .select_from(absence_case.join(lesson, lesson.c.id == absence_case.c.lesson_id))
    .where(
        absence_case.c.student_id == bindparam("student_id"),
        absence_case.c.date == bindparam("day"),
        absence_case.c.closing.is_(None),
        absence_case.c.answer.is_(None),
    )
    .scalar_subquery()
)

_SURROUNDINGS = (
    select(
        _UNREAD_ABOUT_STUDENT.label("unread"),
        _ASKED_OF.label("asked_of"),
        holiday.c.title,
        holiday.c.begins,
        holiday.c.ends,
        holiday.c.grade_level,
        holiday.c.school_class_id,
    )
    .select_from(
        school.outerjoin(
            holiday,
            and_(
                holiday.c.school_id == school.c.id,
                holiday.c.begins <= bindparam("day"),
                holiday.c.ends >= bindparam("day"),
                of_class(),
            ),
        )
    )
    .where(school.c.id == bindparam("school_id"))
    .order_by(holiday.c.ends.desc())
    .limit(1)
)


class Overview(Store):
    """domain.overview.model.OverviewStore."""

    async def lessons_around(self, student_id: int, day: date, latest: date) -> list[BriefLesson]:
        found = await self._connection.execute(
            _LESSONS_AROUND, {"student_id": student_id, "day": day, "latest": latest}
        )
        return [BriefLesson(*row) for row in found]

    async def newest_mark(self, student_id: int, since: date) -> Mark | None:
        found = await self._connection.execute(
            _NEWEST_MARK, {"student_id": student_id, "since": since}
        )
        row = found.mappings().first()
        return to_mark(row) if row is not None else None

    async def unread_messages(self, person_id: int) -> int:
        found = await self._connection.execute(_UNREAD, {"person_id": person_id})
        return found.scalar_one()

    async def surroundings(
        self, school_id: int, who: ClassKey, day: date, person_id: int, student_id: int
    ) -> Surroundings:
        found = await self._connection.execute(
            _SURROUNDINGS,
            {
                "school_id": school_id,
                "grade_level": who.grade_level,
                "school_class_id": who.school_class_id,
                "day": day,
                "person_id": person_id,
                "student_id": student_id,
            },
        )
        row = found.one()
        named = None
        if row.title:
            named = Holiday(row.title, row.begins, row.ends, row.grade_level, row.school_class_id)
        return Surroundings(row.unread, named, row.asked_of)
