"""What exams and the columns of final marks ask of the database."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from domain.calendar import OF_EXAMS, PeriodKind
from storage.period_of_grade import is_of_grade
from storage.tables import (
    exam,
    final_mark,
    grading_period,
    school_class,
    section,
    subject,
)

_KINDS = [kind.value for kind in OF_EXAMS]
_EXAMS = select(
    exam.c.id,
    exam.c.school_id,
    exam.c.school_year,
    exam.c.grade_level,
    exam.c.subject_id,
    subject.c.title.label("subject"),
    exam.c.date,
).select_from(exam.join(subject, subject.c.id == exam.c.subject_id))
OF_GRADE = _EXAMS.where(
    exam.c.school_id == bindparam("school_id"),
    exam.c.school_year == bindparam("school_year"),
    exam.c.grade_level == bindparam("grade_level"),
).order_by(exam.c.date, subject.c.title, exam.c.id)
ONE = _EXAMS.where(exam.c.id == bindparam("exam_id"))
SUBJECTS = (
    select(subject.c.id, subject.c.title)
    .distinct()
    .select_from(section.join(subject, subject.c.id == section.c.subject_id))
    .where(
        section.c.school_id == bindparam("school_id"),
        section.c.grade_level == bindparam("grade_level"),
        section.c.is_active,
        subject.c.is_marked,
    )
    .order_by(subject.c.title, subject.c.id)
)
COLUMNS = and_(
    grading_period.c.school_id == bindparam("of_school"),
    grading_period.c.school_year == bindparam("of_year"),
    grading_period.c.grade_level == bindparam("of_grade"),
    grading_period.c.kind.in_(_KINDS),
)
# Marks of them that are being set are waited for, and those to come wait.
HOLD = select(grading_period.c.id).where(COLUMNS).order_by(grading_period.c.id).with_for_update()
HAS_MARKS = select(
    exists()
    .select_from(
        final_mark.join(grading_period, grading_period.c.id == final_mark.c.grading_period_id)
    )
    .where(
        COLUMNS,
        grading_period.c.kind == PeriodKind.EXAM.value,
        final_mark.c.subject_id == bindparam("of_subject"),
    )
)
YEAR = select(grading_period.c.begins, grading_period.c.ends).where(
    grading_period.c.school_id == bindparam("school_id"),
    grading_period.c.school_year == bindparam("school_year"),
    grading_period.c.kind == PeriodKind.SCHOOL_YEAR.value,
)


def _columns_of(*of_exam: ColumnElement[bool]) -> Select[Any]:
    """The periods of a class with the first day of the exams that open its columns beside them."""
    first = (
        select(func.min(exam.c.date))
        .where(
            exam.c.school_id == grading_period.c.school_id,
            exam.c.school_year == grading_period.c.school_year,
            exam.c.grade_level == grading_period.c.grade_level,
            grading_period.c.kind.in_(_KINDS),
            *of_exam,
        )
        .correlate(grading_period)
        .scalar_subquery()
    )
    of_class = and_(
        school_class.c.id == bindparam("school_class_id"),
        school_class.c.school_id == grading_period.c.school_id,
        or_(
            grading_period.c.kind == school_class.c.period_kind,
            grading_period.c.kind == PeriodKind.SCHOOL_YEAR.value,
            grading_period.c.kind.in_(_KINDS),
        ),
    )
    return (
        select(grading_period, first.label("first_exam"))
        .select_from(grading_period.join(school_class, of_class))
        .where(
            grading_period.c.school_id == bindparam("school_id"),
            # In an earlier year the class was of a lower grade, which may have had its own bounds.
            is_of_grade(
                school_class.c.grade_level - bindparam("this_year") + grading_period.c.school_year
            ),
        )
        .order_by(grading_period.c.begins, grading_period.c.ends, grading_period.c.id)
    )


PERIODS = _columns_of()
PERIODS_OF_SUBJECT = _columns_of(exam.c.subject_id == bindparam("subject_id"))
# Of the sections of a class: whose exam was held by the day, or who has none and needs none.
_EXAM_OF_SECTION = exists().where(
    exam.c.school_id == section.c.school_id,
    exam.c.grade_level == section.c.grade_level,
    exam.c.subject_id == section.c.subject_id,
    exam.c.school_year == bindparam("school_year"),
)
IS_HELD = _EXAM_OF_SECTION.where(exam.c.date <= bindparam("day"))
IS_AHEAD = _EXAM_OF_SECTION.where(exam.c.date > bindparam("day"))
