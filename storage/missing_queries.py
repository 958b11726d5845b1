"""What the evening of the deadlines asks of the database."""

from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from domain.calendar import OF_YEAR
from storage.people import SCHOOL_COLUMNS
from storage.rows import person_columns
from storage.spans import holds
from storage.tables import (
    attendance_event,
    control_work,
    grading_period,
    homework,
    lesson,
    mark,
    person,
    school,
    school_class,
    section,
    section_student,
    subject,
    work_type,
)
from storage.timetable_decisions import IS_DOUBTED


class Gaps(NamedTuple):
    """One kind of gap: of a whole school, and of what one person has to do."""

    of_school: Select[Any] | CompoundSelect[Any]
    of_performer: Select[Any] | CompoundSelect[Any]


def gaps_of(statement: Select[Any], *performers: ColumnElement[Any]) -> Gaps:
    """Both, of a statement that names those who have to do it."""
    own = or_(*(each == bindparam("performer_id") for each in performers))
    return Gaps(statement, statement.where(own))


SCHOOLS = select(*SCHOOL_COLUMNS).order_by(school.c.id)
TERMS = (
    select(grading_period.c.begins, grading_period.c.ends)
    .distinct()
    .where(
        grading_period.c.school_id == bindparam("school_id"),
        grading_period.c.kind.not_in([kind.value for kind in OF_YEAR]),
        grading_period.c.begins <= bindparam("ends"),
        grading_period.c.ends >= bindparam("begins"),
    )
)

DAY = bindparam("day", type_=Date())
_SPAN = lesson.c.date.between(bindparam("begins"), bindparam("until"))
TEACHER = person.alias("teacher")
ABOUT = (
    section.c.school_class_id,
    section.c.grade_level,
    func.coalesce(school_class.c.title, section.c.title).label("class_title"),
    subject.c.title.label("subject"),
    section.c.group_name,
    *person_columns(TEACHER, "teacher"),
)
_SECTIONS: FromClause = section.join(subject, subject.c.id == section.c.subject_id).outerjoin(
    school_class, school_class.c.id == section.c.school_class_id
)
TAUGHT_SECTIONS = _SECTIONS.outerjoin(TEACHER, TEACHER.c.id == section.c.teacher_id)
_LESSONS = _SECTIONS.join(lesson, lesson.c.section_id == section.c.id).outerjoin(
    TEACHER, TEACHER.c.id == lesson.c.teacher_id
)
OF_SCHOOL = section.c.school_id == bindparam("school_id")

_HAS_ANSWER = or_(
    subject.c.takes_homework.is_(False),
    lesson.c.no_homework_at.is_not(None),
    exists().where(homework.c.lesson_id == lesson.c.id, homework.c.removed_at.is_(None)),
)
LESSON_RECORDS = gaps_of(
    select(
        lesson.c.id.label("lesson_id"),
        lesson.c.date,
        lesson.c.number,
        lesson.c.attendance_taken_at,
        lesson.c.topic,
        _HAS_ANSWER.label("has_answer"),
        *ABOUT,
    )
    .select_from(_LESSONS)
    .where(
        OF_SCHOOL,
        _SPAN,
        or_(lesson.c.date < bindparam("until"), lesson.c.ends <= bindparam("minute")),
        lesson.c.is_cancelled.is_(False),
        lesson.c.teacher_id.is_not(None),
        not_(IS_DOUBTED),
        or_(
            lesson.c.attendance_taken_at.is_(None),
            lesson.c.topic == "",
            and_(
                not_(_HAS_ANSWER),
                section.c.grade_level.not_in(bindparam("free", expanding=True)),
            ),
        ),
    ),
    lesson.c.teacher_id,
)


def _members(day: Any) -> Any:
    return (
        select(func.count())
        .where(section_student.c.section_id == section.c.id, holds(section_student, day))
        .correlate(section, lesson)
        .scalar_subquery()
    )


_ABSENT = (
    select(func.count())
    .where(attendance_event.c.lesson_id == lesson.c.id, attendance_event.c.status == "absent")
    .correlate(lesson)
    .scalar_subquery()
)
_MARKED = func.count(mark.c.student_id.distinct())
_TYPE_OF_MARK = work_type.alias("type_of_mark")
_OF_WORK = (
    lesson.c.id.label("lesson_id"),
    lesson.c.date,
    lesson.c.number,
    work_type.c.days_open,
    work_type.c.closed_before,
    work_type.c.term_changed_on,
    _members(lesson.c.date).label("members"),
    _ABSENT.label("absent"),
    *ABOUT,
)
# Half of those present are the sign that a work was given to all (D02).
_BEGUN = gaps_of(
    select(
        *_OF_WORK,
        _MARKED.label("marked"),
    )
    .select_from(
        _LESSONS.join(mark, mark.c.lesson_id == lesson.c.id).join(
            work_type, work_type.c.id == mark.c.work_type_id
        )
    )
    .where(OF_SCHOOL, _SPAN, work_type.c.is_control, mark.c.removed_at.is_(None))
    .group_by(
        lesson.c.id, work_type.c.id, section.c.id, subject.c.id, school_class.c.id, TEACHER.c.id
    )
    .having(_members(lesson.c.date) - _ABSENT > _MARKED * 2),
    lesson.c.teacher_id,
)
# Families know of a published one, so it was given though nobody has begun to mark it.
_NOT_BEGUN = gaps_of(
    select(
        *_OF_WORK,
        literal(0).label("marked"),
    )
    .select_from(
        _LESSONS.join(control_work, control_work.c.lesson_id == lesson.c.id).join(
            work_type, work_type.c.id == control_work.c.work_type_id
        )
    )
    .where(
        OF_SCHOOL,
        _SPAN,
        or_(lesson.c.date < bindparam("until"), lesson.c.ends <= bindparam("minute")),
        lesson.c.is_cancelled.is_(False),
        not_(IS_DOUBTED),
        control_work.c.published_at.is_not(None),
        control_work.c.dropped_at.is_(None),
        subject.c.is_marked,
        section.c.grade_level.not_in(bindparam("unmarked", expanding=True)),
        _members(lesson.c.date) > _ABSENT,
        ~exists(
            select(mark.c.id)
            .join(_TYPE_OF_MARK, _TYPE_OF_MARK.c.id == mark.c.work_type_id)
            .where(
                mark.c.lesson_id == lesson.c.id,
                mark.c.removed_at.is_(None),
                _TYPE_OF_MARK.c.is_control,
            )
            .correlate(lesson)
        ),
    ),
    lesson.c.teacher_id,
)
WRITTEN_WORKS = Gaps(*(union_all(*both) for both in zip(_BEGUN, _NOT_BEGUN, strict=True)))
