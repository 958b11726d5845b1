"""What is asked of the schedule of control works."""

from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, exists, func, or_, select

from storage.member_classes import member_classes
from storage.rows import person_columns
from storage.spans import holds
from storage.tables import (
    control_work,
    enrollment,
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

_PLANNER = person.alias("planner")
_SECTION_COLUMNS = (
    section.c.id.label("section_id"),
    section.c.school_id,
    section.c.school_class_id,
    func.coalesce(school_class.c.title, section.c.title).label("class_title"),
    section.c.grade_level,
    section.c.subject_id,
    subject.c.title.label("subject"),
    section.c.group_name,
    *person_columns(person, "teacher"),
)
_SECTION_TABLES = (
    section.join(subject, subject.c.id == section.c.subject_id)
    .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
    .outerjoin(person, person.c.id == section.c.teacher_id)
)
_PLACE_COLUMNS = (
    lesson.c.id.label("lesson_id"),
    lesson.c.date,
    lesson.c.number,
    lesson.c.starts,
    lesson.c.ends,
    lesson.c.is_cancelled,
    member_classes(lesson.c.date),
    *_SECTION_COLUMNS,
)
_PLACE_TABLES = _SECTION_TABLES.join(lesson, lesson.c.section_id == section.c.id)
_PLACES = select(*_PLACE_COLUMNS).select_from(_PLACE_TABLES)
PLACE = _PLACES.where(lesson.c.id == bindparam("lesson_id"))
_BETWEEN = lesson.c.date.between(bindparam("begins"), bindparam("ends"))
_HELD = lesson.c.is_cancelled.is_(False)
OF_SECTION = _PLACES.where(section.c.id == bindparam("section_id"), _BETWEEN, _HELD).order_by(
    lesson.c.date, lesson.c.number
)
# Whoever plans something in a lesson waits for who does so before; SQLite has one writer anyway.
LOCK = select(lesson.c.id).where(lesson.c.id == bindparam("lesson_id")).with_for_update()
LOCK_WORK = (
    select(control_work.c.id).where(control_work.c.id == bindparam("work_id")).with_for_update()
)

_DAY = bindparam("day", type_=Date())
_SECTIONS = select(*_SECTION_COLUMNS, member_classes(_DAY)).select_from(_SECTION_TABLES)
SECTION = _SECTIONS.where(section.c.id == bindparam("section_id"))


def _is_of_class(day: Any) -> ColumnElement[bool]:
    """Its own, or a group of several classes in which somebody of the class is."""
    return or_(
        section.c.school_class_id == bindparam("class_id"),
        and_(
            section.c.school_class_id.is_(None),
            exists()
            .where(
                section_student.c.section_id == section.c.id,
                holds(section_student, day),
                enrollment.c.student_id == section_student.c.student_id,
                enrollment.c.school_class_id == bindparam("class_id"),
                holds(enrollment, day),
            )
            .correlate(section, lesson),
        ),
    )


OF_CLASS_TODAY = _SECTIONS.where(section.c.is_active, _is_of_class(_DAY)).order_by(
    subject.c.title, section.c.group_name, section.c.id
)

_STANDS = control_work.c.dropped_at.is_(None)
_WORK_TABLES = (
    _PLACE_TABLES.join(control_work, control_work.c.lesson_id == lesson.c.id)
    .join(work_type, work_type.c.id == control_work.c.work_type_id)
    .join(_PLANNER, _PLANNER.c.id == control_work.c.planned_by)
)
_WORKS = select(
    *_PLACE_COLUMNS,
    control_work.c.id,
    control_work.c.work_type_id,
    work_type.c.title,
    control_work.c.minutes,
    control_work.c.reason,
    control_work.c.published_at,
    control_work.c.dropped_at,
    *person_columns(_PLANNER, "planner"),
).select_from(_WORK_TABLES)
_BY_DAY = (lesson.c.date, lesson.c.number, section.c.title, control_work.c.id)
WORK = _WORKS.where(control_work.c.id == bindparam("work_id"))
AT_LESSON = _WORKS.where(control_work.c.lesson_id == bindparam("lesson_id"), _STANDS)
OF_SCHOOL = _WORKS.where(section.c.school_id == bindparam("school_id"), _STANDS, _BETWEEN).order_by(
    *_BY_DAY
)
OF_CLASS = _WORKS.where(_is_of_class(lesson.c.date), _STANDS, _BETWEEN).order_by(*_BY_DAY)
OF_GRADE = _WORKS.where(
    section.c.school_id == bindparam("school_id"),
    section.c.grade_level == bindparam("grade_level"),
    _STANDS,
    _BETWEEN,
).order_by(*_BY_DAY)
_PUBLISHED = and_(_STANDS, control_work.c.published_at.is_not(None))
OF_PUPIL = (
    _WORKS.join(section_student, section_student.c.section_id == section.c.id)
    .where(
        section_student.c.student_id == bindparam("student_id"),
        holds(section_student, lesson.c.date),
        _PUBLISHED,
        _HELD,
        _BETWEEN,
    )
    .order_by(*_BY_DAY)
)
_ON = case((and_(_STANDS, _HELD), lesson.c.date))
MOVED = (
    _WORKS.add_columns(control_work.c.known_on)
    .where(
        section.c.school_id == bindparam("school_id"),
        control_work.c.published_at.is_not(None),
        control_work.c.known_on.is_distinct_from(_ON),
        or_(
            lesson.c.date > _DAY,
            and_(lesson.c.date == _DAY, lesson.c.starts > bindparam("minute")),
        ),
    )
    .order_by(*_BY_DAY)
)
# Of a work that is being published: its day, or nothing where the lesson is cancelled.
STANDS_ON = (
    select(lesson.c.date)
    .where(lesson.c.id == control_work.c.lesson_id, _HELD)
    .correlate(control_work)
    .scalar_subquery()
)
IS_MARKED = select(
    exists()
    .select_from(mark.join(work_type, work_type.c.id == mark.c.work_type_id))
    .where(
        mark.c.lesson_id == bindparam("lesson_id"),
        mark.c.removed_at.is_(None),
        work_type.c.is_control,
    )
)
EDGES = (
    select(lesson.c.date, func.min(lesson.c.number), func.max(lesson.c.number))
    .select_from(section.join(lesson, lesson.c.section_id == section.c.id))
    .where(section.c.school_class_id.in_(bindparam("classes", expanding=True)), _HELD, _BETWEEN)
    .group_by(lesson.c.date)
)
_ANY_WORK = (
    select(control_work.c.id)
    .select_from(
        control_work.join(lesson, lesson.c.id == control_work.c.lesson_id).join(
            section, section.c.id == lesson.c.section_id
        )
    )
    .where(section.c.school_id == school.c.id, _PUBLISHED, _BETWEEN)
    .correlate(school)
    .exists()
)
_TODAY = (
    select(lesson.c.section_id, subject.c.title.label("subject"), work_type.c.title)
    .select_from(
        control_work.join(lesson, lesson.c.id == control_work.c.lesson_id)
        .join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .join(work_type, work_type.c.id == control_work.c.work_type_id)
    )
    .where(
        lesson.c.section_id.in_(bindparam("sections", expanding=True)),
        lesson.c.date == bindparam("day"),
        _PUBLISHED,
        _HELD,
    )
    .order_by(lesson.c.number, lesson.c.section_id)
    .subquery()
)
# A row without a work says that there is a schedule; none, that there is not.
OF_DAY = (
    select(_TODAY)
    .select_from(school.outerjoin(_TODAY, _TODAY.c.section_id.is_not(None)))
    .where(school.c.id == bindparam("school_id"), _ANY_WORK)
)
