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
    null,
    or_,
    select,
    union_all,
)

from domain.calendar import OF_EXAMS, OF_YEAR, PeriodKind
from storage.people import SCHOOL_COLUMNS
from storage.period_of_grade import is_of_grade
from storage.rows import person_columns
from storage.spans import holds
from storage.tables import (
    attendance_event,
    control_work,
    exam,
    final_mark,
    grading_period,
    homework,
    lesson,
    lesson_topic,
    mark,
    person,
    school,
    school_class,
    section,
    section_student,
    subject,
    work_type,
)


class Gaps(NamedTuple):
    """One kind of gap: of a whole school, and of what one person has to do."""

    of_school: Select[Any] | CompoundSelect[Any]
    of_performer: Select[Any] | CompoundSelect[Any]


def _gaps(statement: Select[Any], *performers: ColumnElement[Any]) -> Gaps:
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

_DAY = bindparam("day", type_=Date())
_SPAN = lesson.c.date.between(bindparam("begins"), bindparam("until"))
_TEACHER = person.alias("teacher")
_ABOUT = (
    section.c.school_class_id,
    section.c.grade_level,
    func.coalesce(school_class.c.title, section.c.title).label("class_title"),
    subject.c.title.label("subject"),
    section.c.group_name,
    *person_columns(_TEACHER, "teacher"),
)
_SECTIONS: FromClause = section.join(subject, subject.c.id == section.c.subject_id).outerjoin(
    school_class, school_class.c.id == section.c.school_class_id
)
_TAUGHT_SECTIONS = _SECTIONS.outerjoin(_TEACHER, _TEACHER.c.id == section.c.teacher_id)
_LESSONS = _SECTIONS.join(lesson, lesson.c.section_id == section.c.id).outerjoin(
    _TEACHER, _TEACHER.c.id == lesson.c.teacher_id
)
_OF_SCHOOL = section.c.school_id == bindparam("school_id")

_HAS_ANSWER = or_(
    subject.c.takes_homework.is_(False),
    lesson.c.no_homework_at.is_not(None),
    exists().where(homework.c.lesson_id == lesson.c.id, homework.c.removed_at.is_(None)),
)
LESSON_RECORDS = _gaps(
    select(
        lesson.c.id.label("lesson_id"),
        lesson.c.date,
        lesson.c.number,
        lesson.c.attendance_taken_at,
        lesson.c.topic,
        _HAS_ANSWER.label("has_answer"),
        *_ABOUT,
    )
    .select_from(_LESSONS)
    .where(
        _OF_SCHOOL,
        _SPAN,
        or_(lesson.c.date < bindparam("until"), lesson.c.ends <= bindparam("minute")),
        lesson.c.is_cancelled.is_(False),
        lesson.c.teacher_id.is_not(None),
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
# Half of those present are the sign that a work was given to all (D02).
_BEGUN = _gaps(
    select(
        lesson.c.id.label("lesson_id"),
        lesson.c.date,
        lesson.c.number,
        work_type.c.days_open,
        _MARKED.label("marked"),
        _members(lesson.c.date).label("members"),
        _ABSENT.label("absent"),
        *_ABOUT,
    )
    .select_from(
        _LESSONS.join(mark, mark.c.lesson_id == lesson.c.id).join(
            work_type, work_type.c.id == mark.c.work_type_id
        )
    )
    .where(_OF_SCHOOL, _SPAN, work_type.c.is_control, mark.c.removed_at.is_(None))
    .group_by(
        lesson.c.id, work_type.c.id, section.c.id, subject.c.id, school_class.c.id, _TEACHER.c.id
    )
    .having(_members(lesson.c.date) - _ABSENT > _MARKED * 2),
    lesson.c.teacher_id,
)
# Families know of a published one, so it was given though nobody has begun to mark it.
_NOT_BEGUN = _gaps(
    select(
        lesson.c.id.label("lesson_id"),
        lesson.c.date,
        lesson.c.number,
        work_type.c.days_open,
        literal(0).label("marked"),
        _members(lesson.c.date).label("members"),
        _ABSENT.label("absent"),
        *_ABOUT,
    )
    .select_from(
        _LESSONS.join(control_work, control_work.c.lesson_id == lesson.c.id).join(
            work_type, work_type.c.id == control_work.c.work_type_id
        )
    )
    .where(
        _OF_SCHOOL,
        _SPAN,
        or_(lesson.c.date < bindparam("until"), lesson.c.ends <= bindparam("minute")),
        lesson.c.is_cancelled.is_(False),
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

# The exam in the subject of a section, beside the columns that are there because of exams.
_OF_EXAM = and_(
    grading_period.c.kind.in_([kind.value for kind in OF_EXAMS]),
    exam.c.school_id == grading_period.c.school_id,
    exam.c.school_year == grading_period.c.school_year,
    exam.c.grade_level == section.c.grade_level,
    exam.c.subject_id == section.c.subject_id,
)
_ENDS = func.coalesce(exam.c.date, grading_period.c.ends)
_IS_OF_CLASS = or_(
    grading_period.c.kind == PeriodKind.SCHOOL_YEAR,
    grading_period.c.kind == school_class.c.period_kind,
    and_(grading_period.c.kind == PeriodKind.FINAL, exam.c.id.is_(None)),
    exam.c.date <= _DAY,  # before it there is nothing to set
)
_HAS_MARK = exists().where(
    final_mark.c.student_id == section_student.c.student_id,
    final_mark.c.subject_id == section.c.subject_id,
    final_mark.c.grading_period_id == grading_period.c.id,
)
FINAL_MARKS = _gaps(
    select(
        section.c.id.label("section_id"),
        school_class.c.homeroom_teacher_id,
        grading_period.c.id.label("period_id"),
        grading_period.c.title.label("period"),
        grading_period.c.kind.label("period_kind"),
        _ENDS.label("ends"),
        func.count().label("lacking"),
        *_ABOUT,
    )
    .select_from(
        _TAUGHT_SECTIONS.join(section_student, section_student.c.section_id == section.c.id)
        .join(grading_period, grading_period.c.school_id == section.c.school_id)
        .outerjoin(exam, _OF_EXAM)
    )
    .where(
        _OF_SCHOOL,
        section.c.is_active,
        subject.c.is_marked,
        section.c.grade_level.not_in(bindparam("unmarked", expanding=True)),
        _ENDS.between(bindparam("ends_from"), bindparam("ends_until")),
        _IS_OF_CLASS,
        is_of_grade(section.c.grade_level),
        holds(section_student, _DAY),
        not_(_HAS_MARK),
    )
    .group_by(
        section.c.id, subject.c.id, school_class.c.id, grading_period.c.id, exam.c.id, _TEACHER.c.id
    ),
    section.c.teacher_id,
    school_class.c.homeroom_teacher_id,
)

_HAS_PLAN = exists().where(lesson_topic.c.section_id == section.c.id)
_HAS_PUPILS = exists().where(
    section_student.c.section_id == section.c.id, holds(section_student, _DAY)
)
PLAN = "plan"  # in place of the kind of a period
TOPIC_PLANS = _gaps(
    select(
        section.c.id.label("section_id"),
        null().label("homeroom_teacher_id"),
        null().label("period_id"),
        literal("").label("period"),
        literal(PLAN).label("period_kind"),
        bindparam("plans_due", type_=Date()).label("ends"),
        literal(0).label("lacking"),
        *_ABOUT,
    )
    .select_from(_TAUGHT_SECTIONS)
    .where(
        _OF_SCHOOL,
        section.c.is_active,
        section.c.teacher_id.is_not(None),
        not_(_HAS_PLAN),
        _HAS_PUPILS,
    ),
    section.c.teacher_id,
)
FINALS_AND_PLANS = Gaps(*(union_all(*both) for both in zip(FINAL_MARKS, TOPIC_PLANS, strict=True)))
