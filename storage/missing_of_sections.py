"""What is missing of sections and classes: marks of periods, of behaviour, plans of topics."""

from sqlalchemy import (
    Date,
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

from domain.calendar import OF_EXAMS, PeriodKind
from storage.behaviour import IS_BEHAVIOUR
from storage.missing_queries import ABOUT, DAY, OF_SCHOOL, TAUGHT_SECTIONS, TEACHER, Gaps, gaps_of
from storage.period_of_grade import is_of_grade
from storage.rows import person_columns
from storage.spans import holds
from storage.tables import (
    enrollment,
    exam,
    final_mark,
    grading_period,
    lesson_topic,
    school_class,
    section,
    section_student,
    subject,
)

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
    exam.c.date <= DAY,  # before it there is nothing to set
)
_HAS_MARK = exists().where(
    final_mark.c.student_id == section_student.c.student_id,
    final_mark.c.subject_id == section.c.subject_id,
    final_mark.c.grading_period_id == grading_period.c.id,
)
_OF_PERIOD = (
    school_class.c.homeroom_teacher_id,
    grading_period.c.id.label("period_id"),
    grading_period.c.title.label("period"),
    grading_period.c.kind.label("period_kind"),
)
_LACKING = func.count().label("lacking")
FINAL_MARKS = gaps_of(
    select(
        section.c.id.label("section_id"),
        *_OF_PERIOD,
        _ENDS.label("ends"),
        _LACKING,
        literal(False).label("is_behaviour"),
        *ABOUT,
    )
    .select_from(
        TAUGHT_SECTIONS.join(section_student, section_student.c.section_id == section.c.id)
        .join(grading_period, grading_period.c.school_id == section.c.school_id)
        .outerjoin(exam, _OF_EXAM)
    )
    .where(
        OF_SCHOOL,
        section.c.is_active,
        subject.c.is_marked,
        section.c.grade_level.not_in(bindparam("unmarked", expanding=True)),
        _ENDS.between(bindparam("ends_from"), bindparam("ends_until")),
        _IS_OF_CLASS,
        is_of_grade(section.c.grade_level),
        holds(section_student, DAY),
        not_(_HAS_MARK),
    )
    .group_by(
        section.c.id, subject.c.id, school_class.c.id, grading_period.c.id, exam.c.id, TEACHER.c.id
    ),
    section.c.teacher_id,
    school_class.c.homeroom_teacher_id,
)

# Behaviour is marked by who leads the class, and has no section: the class stands in its place.
_HAS_BEHAVIOUR = exists().where(
    final_mark.c.student_id == enrollment.c.student_id,
    final_mark.c.subject_id == subject.c.id,
    final_mark.c.grading_period_id == grading_period.c.id,
)
BEHAVIOUR = gaps_of(
    select(
        school_class.c.id.label("section_id"),
        *_OF_PERIOD,
        grading_period.c.ends,
        _LACKING,
        literal(True).label("is_behaviour"),
        school_class.c.id.label("school_class_id"),
        school_class.c.grade_level,
        school_class.c.title.label("class_title"),
        subject.c.title.label("subject"),
        literal("").label("group_name"),
        *person_columns(TEACHER, "teacher"),
    )
    .select_from(
        school_class.join(enrollment, enrollment.c.school_class_id == school_class.c.id)
        .join(grading_period, grading_period.c.school_id == school_class.c.school_id)
        .join(subject, and_(subject.c.school_id == school_class.c.school_id, IS_BEHAVIOUR))
        .outerjoin(TEACHER, TEACHER.c.id == school_class.c.homeroom_teacher_id)
    )
    .where(
        school_class.c.school_id == bindparam("school_id"),
        school_class.c.is_active,
        school_class.c.grade_level.not_in(bindparam("behaviour_free", expanding=True)),
        grading_period.c.ends.between(bindparam("ends_from"), bindparam("ends_until")),
        or_(
            grading_period.c.kind == PeriodKind.SCHOOL_YEAR,
            grading_period.c.kind == school_class.c.period_kind,
        ),
        is_of_grade(school_class.c.grade_level),
        holds(enrollment, DAY),
        not_(_HAS_BEHAVIOUR),
    )
    .group_by(school_class.c.id, subject.c.id, grading_period.c.id, TEACHER.c.id),
    school_class.c.homeroom_teacher_id,
)

_HAS_PLAN = exists().where(lesson_topic.c.section_id == section.c.id)
_HAS_PUPILS = exists().where(
    section_student.c.section_id == section.c.id, holds(section_student, DAY)
)
PLAN = "plan"  # in place of the kind of a period
TOPIC_PLANS = gaps_of(
    select(
        section.c.id.label("section_id"),
        null().label("homeroom_teacher_id"),
        null().label("period_id"),
        literal("").label("period"),
        literal(PLAN).label("period_kind"),
        bindparam("plans_due", type_=Date()).label("ends"),
        literal(0).label("lacking"),
        literal(False).label("is_behaviour"),
        *ABOUT,
    )
    .select_from(TAUGHT_SECTIONS)
    .where(
        OF_SCHOOL,
        section.c.is_active,
        section.c.teacher_id.is_not(None),
        not_(_HAS_PLAN),
        _HAS_PUPILS,
    ),
    section.c.teacher_id,
)


def _together(*parts: Gaps) -> Gaps:
    if len(parts) == 1:
        return parts[0]
    return Gaps(*(union_all(*both) for both in zip(*parts, strict=True)))


SECTION_GAPS = {
    (plans, behaviour): _together(
        FINAL_MARKS, *([TOPIC_PLANS] if plans else []), *([BEHAVIOUR] if behaviour else [])
    )
    for plans in (False, True)
    for behaviour in (False, True)
}
"""Marks of periods; with plans of topics, with marks of behaviour."""
