"""Lessons as a timetable shows them, holidays and grading periods."""

from datetime import date

from sqlalchemy import RowMapping, and_, bindparam, or_, select

from domain.calendar import GradingPeriod, Holiday, PeriodKind
from domain.schedule.model import DayNote, Lesson, LessonForm
from domain.school_days import ClassKey
from storage.period_of_grade import is_of_grade
from storage.rows import person_columns, to_person_if_any
from storage.school_calendar import CALENDAR, to_holidays, to_notes
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    grading_period,
    lesson,
    person,
    school_class,
    section,
    section_student,
    subject,
)

_REPLACED = lesson.alias("replaced")
_REPLACED_SECTION = section.alias("replaced_section")
_REPLACED_SUBJECT = subject.alias("replaced_subject")

LESSON_COLUMNS = [
    lesson.c.id,
    lesson.c.section_id,
    lesson.c.date,
    lesson.c.number,
    lesson.c.starts,
    lesson.c.ends,
    lesson.c.location,
    lesson.c.is_cancelled,
    lesson.c.is_substituted,
    lesson.c.change_note,
    lesson.c.topic,
    lesson.c.attendance_taken_at,
    lesson.c.form,
    subject.c.title.label("subject"),
    section.c.group_name,
    _REPLACED_SUBJECT.c.title.label("replaces_subject"),
    *person_columns(person, "teacher"),
]

LESSON_TABLES = (
    lesson.join(section, section.c.id == lesson.c.section_id)
    .join(subject, subject.c.id == section.c.subject_id)
    .outerjoin(person, person.c.id == lesson.c.teacher_id)
    .outerjoin(_REPLACED, _REPLACED.c.id == lesson.c.replaces_id)
    .outerjoin(_REPLACED_SECTION, _REPLACED_SECTION.c.id == _REPLACED.c.section_id)
    .outerjoin(_REPLACED_SUBJECT, _REPLACED_SUBJECT.c.id == _REPLACED_SECTION.c.subject_id)
)

# A lesson that came in another's place and went again is nobody's.
IS_SHOWN = or_(lesson.c.is_cancelled.is_(False), lesson.c.replaces_id.is_(None))

_DAYS = lesson.c.date.between(bindparam("begins"), bindparam("ends"))

# A pupil is at a lesson when the membership held on that date.
_OF_STUDENT = (
    select(*LESSON_COLUMNS)
    .select_from(
        section_student.join(LESSON_TABLES, lesson.c.section_id == section_student.c.section_id)
    )
    .where(
        section_student.c.student_id == bindparam("student_id"),
        holds(section_student, lesson.c.date),
        IS_SHOWN,
        _DAYS,
    )
    .order_by(lesson.c.date, lesson.c.number, lesson.c.is_cancelled)
)

_PERIODS = (
    select(grading_period)
    .select_from(
        grading_period.join(
            school_class,
            and_(
                school_class.c.id == bindparam("school_class_id"),
                school_class.c.school_id == grading_period.c.school_id,
                or_(
                    grading_period.c.kind == school_class.c.period_kind,
                    grading_period.c.kind == PeriodKind.SCHOOL_YEAR,
                ),
            ),
        )
    )
    .where(
        grading_period.c.school_id == bindparam("school_id"),
        is_of_grade(school_class.c.grade_level),
    )
    .order_by(grading_period.c.begins, grading_period.c.ends)
)


def to_lesson(row: RowMapping) -> Lesson:
    """The lesson of a row of `LESSON_COLUMNS`."""
    return Lesson(
        id=row["id"],
        section_id=row["section_id"],
        date=row["date"],
        number=row["number"],
        starts=row["starts"],
        ends=row["ends"],
        subject=row["subject"],
        group_name=row["group_name"],
        location=row["location"],
        teacher=to_person_if_any(row, "teacher"),
        is_cancelled=row["is_cancelled"],
        is_substituted=row["is_substituted"],
        replaces_subject=row["replaces_subject"],
        change_note=row["change_note"],
        topic=row["topic"],
        attendance_taken_at=row["attendance_taken_at"],
        form=LessonForm(row["form"]),
    )


def to_period(row: RowMapping) -> GradingPeriod:
    """The grading period of a row with all columns of its table."""
    return GradingPeriod(
        id=row["id"],
        kind=PeriodKind(row["kind"]),
        ordinal=row["ordinal"],
        title=row["title"],
        school_year=row["school_year"],
        begins=row["begins"],
        ends=row["ends"],
    )


class Schedule(Store):
    """domain.schedule.model.ScheduleStore."""

    async def of_student(self, student_id: int, begins: date, ends: date) -> list[Lesson]:
        rows = await self._rows(_OF_STUDENT, student_id=student_id, begins=begins, ends=ends)
        return [to_lesson(row) for row in rows]

    async def calendar(
        self, school_id: int, who: ClassKey, begins: date, ends: date
    ) -> tuple[list[Holiday], list[DayNote]]:
        rows = await self._rows(
            CALENDAR,
            school_id=school_id,
            grade_level=who.grade_level,
            school_class_id=who.school_class_id,
            begins=begins,
            ends=ends,
        )
        return to_holidays(rows), to_notes(rows)

    async def periods(self, school_id: int, school_class_id: int) -> list[GradingPeriod]:
        rows = await self._rows(_PERIODS, school_id=school_id, school_class_id=school_class_id)
        return [to_period(row) for row in rows]
