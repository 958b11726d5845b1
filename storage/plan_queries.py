"""What is asked of plans, their topics and the lessons that had them."""

from sqlalchemy import ColumnElement, Date, Update, bindparam, exists, func, select, update

from storage.rows import person_columns
from storage.spans import holds
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
FOLLOWED = (
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
SECTION = _SECTIONS.where(section.c.id == bindparam("section_id"))
SOURCES = (
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
OF_SCHOOL = _ACTIVE.where(section.c.school_id == bindparam("school_id")).order_by(
    person.c.sort_key, section.c.title, section.c.id
)
_IN_CLASS = section.c.school_class_id == bindparam("class_id")
OF_CLASS = _ACTIVE.where(_IN_CLASS).order_by(subject.c.title, section.c.group_name, section.c.id)
TOPICS_OF_CLASS = (
    select(lesson_topic.c.section_id, *TOPIC_COLUMNS)
    .select_from(lesson_topic.join(section, section.c.id == lesson_topic.c.section_id))
    .where(_IN_CLASS)
    .order_by(lesson_topic.c.section_id, lesson_topic.c.ordinal)
)
LESSONS_OF_CLASS = (
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
LOCK = select(section.c.id).where(section.c.id == bindparam("section_id")).with_for_update()
LESSONS = (
    select(lesson.c.date, lesson.c.is_cancelled, lesson.c.topic, lesson.c.topic_ordinal)
    .where(lesson.c.section_id == bindparam("section_id"))
    .order_by(lesson.c.date, lesson.c.number)
)
DRAFT = select(lesson_plan_draft).where(lesson_plan_draft.c.person_id == bindparam("person_id"))

SUBJECTS = (
    select(subject.c.id, subject.c.title, section.c.id.label("section_id"))
    .select_from(
        section_student.join(section, section.c.id == section_student.c.section_id).join(
            subject, subject.c.id == section.c.subject_id
        )
    )
    .where(
        section_student.c.student_id == bindparam("student_id"),
        section.c.is_active,
        holds(section_student, bindparam("day", type_=Date())),
    )
    .order_by(subject.c.title, section.c.id)
)
TAUGHT = (
    select(lesson.c.date, lesson.c.topic)
    .select_from(section_student.join(lesson, lesson.c.section_id == section_student.c.section_id))
    .where(
        section_student.c.student_id == bindparam("student_id"),
        section_student.c.section_id == bindparam("section_id"),
        holds(section_student, lesson.c.date),
        lesson.c.date <= bindparam("day"),
        lesson.c.topic != "",
        lesson.c.is_cancelled.is_(False),
    )
    .order_by(lesson.c.date.desc(), lesson.c.number.desc())
)
