"""What setting final marks asks of the database."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
)

from domain.attendance.model import Status
from storage.marked_sections import SECTIONS
from storage.rows import person_columns
from storage.spans import holds
from storage.standing_marks import in_subject
from storage.tables import (
    attendance_event,
    enrollment,
    final_mark,
    final_mark_draft,
    grading_period,
    lesson,
    mark,
    person,
    section,
    section_student,
    subject,
    work_type,
)

STUDENTS: BindParameter[int] = bindparam("student_ids", expanding=True)

_ACTIVE = SECTIONS.where(section.c.is_active)
SECTION = _ACTIVE.where(section.c.id == bindparam("section_id"))


def _of_class(student_id: Any, day: Any) -> ColumnElement[bool]:
    """Whether the pupil is in the class on the day."""
    return exists().where(
        enrollment.c.student_id == student_id,
        enrollment.c.school_class_id == bindparam("class_id"),
        holds(enrollment, day),
    )


# A group of several classes is among the subjects of each of them (R049).
OF_CLASS = _ACTIVE.where(
    subject.c.is_marked,
    or_(
        section.c.school_class_id == bindparam("class_id"),
        and_(
            section.c.school_class_id.is_(None),
            exists().where(
                section_student.c.section_id == section.c.id,
                holds(section_student, bindparam("today")),
                _of_class(section_student.c.student_id, bindparam("today")),
            ),
        ),
    ),
)
# Whoever saves waits for who saves the same section before; SQLite has one writer anyway.
LOCK = select(section.c.id).where(section.c.id == bindparam("section_id")).with_for_update()
# Whoever takes the column away waits for who sets marks in it, and the other way round.
HOLD = (
    select(grading_period.c.id)
    .where(grading_period.c.id == bindparam("period_id"))
    .with_for_update(read=True, key_share=True)
)

MARKS = (
    select(
        mark.c.student_id,
        mark.c.value,
        mark.c.code,
        work_type.c.weight,
        work_type.c.counts,
        work_type.c.is_control,
    )
    .select_from(
        mark.join(section, section.c.id == mark.c.section_id).join(
            work_type, work_type.c.id == mark.c.work_type_id
        )
    )
    .where(mark.c.student_id.in_(STUDENTS), in_subject(bindparam("subject_id")))
    .order_by(mark.c.date, mark.c.id)
)
FINALS = select(
    final_mark.c.id,
    final_mark.c.student_id,
    final_mark.c.grading_period_id,
    final_mark.c.value,
    final_mark.c.code,
).where(
    final_mark.c.student_id.in_(STUDENTS),
    final_mark.c.subject_id == bindparam("subject_id"),
    final_mark.c.grading_period_id.in_(bindparam("period_ids", expanding=True)),
)
OWN_DRAFTS = and_(
    final_mark_draft.c.student_id.in_(STUDENTS),
    final_mark_draft.c.subject_id == bindparam("of_subject"),
    final_mark_draft.c.grading_period_id == bindparam("of_period"),
    final_mark_draft.c.chosen_by == bindparam("by"),
)
_MEMBER, _TAUGHT = section_student.alias("member"), section.alias("taught")
# The pupil's own lessons of the subject: a pupil may have come from another group (R049).
_LESSONS = lesson.join(
    _MEMBER, and_(_MEMBER.c.section_id == lesson.c.section_id, holds(_MEMBER, lesson.c.date))
).join(_TAUGHT, _TAUGHT.c.id == lesson.c.section_id)
_CALLED = and_(
    _MEMBER.c.student_id == person.c.id,
    _TAUGHT.c.subject_id == bindparam("of_subject"),
    lesson.c.date.between(bindparam("begins"), bindparam("ends")),
    lesson.c.attendance_taken_at.is_not(None),
    lesson.c.is_cancelled.is_(False),
)
_HELD = (
    select(func.count()).select_from(_LESSONS).where(_CALLED).correlate(person).scalar_subquery()
)
_MISSED = (
    select(func.count())
    .select_from(_LESSONS.join(attendance_event, attendance_event.c.lesson_id == lesson.c.id))
    .where(
        _CALLED,
        attendance_event.c.student_id == person.c.id,
        attendance_event.c.status == Status.ABSENT.value,
    )
    .correlate(person)
    .scalar_subquery()
)
# A row for each final mark of a pupil, one for who has none; the draft is in each of them.
PUPILS = (
    select(
        *person_columns(person, "pupil"),
        final_mark.c.grading_period_id,
        final_mark.c.value,
        final_mark.c.code,
        final_mark_draft.c.value.label("drafted"),
        final_mark_draft.c.code.label("drafted_code"),
        final_mark_draft.c.reason,
        _MISSED.label("missed"),
        _HELD.label("held"),
    )
    .select_from(
        section_student.join(person, person.c.id == section_student.c.student_id)
        .outerjoin(
            final_mark,
            and_(
                final_mark.c.student_id == person.c.id,
                final_mark.c.subject_id == bindparam("of_subject"),
                final_mark.c.grading_period_id.in_(bindparam("period_ids", expanding=True)),
            ),
        )
        .outerjoin(
            final_mark_draft,
            and_(
                final_mark_draft.c.student_id == person.c.id,
                final_mark_draft.c.subject_id == bindparam("of_subject"),
                final_mark_draft.c.grading_period_id == bindparam("of_period"),
                final_mark_draft.c.chosen_by == bindparam("by"),
            ),
        )
    )
    .where(
        section_student.c.section_id == bindparam("section_id"),
        holds(section_student, bindparam("day")),
    )
    .order_by(person.c.sort_key, person.c.id)
)
PUPILS_OF_CLASSES = PUPILS.where(
    exists().where(
        enrollment.c.student_id == person.c.id,
        enrollment.c.school_class_id.in_(bindparam("class_ids", expanding=True)),
        holds(enrollment, bindparam("day")),
    )
)
FORGET = delete(final_mark_draft).where(OWN_DRAFTS)

IS_CHANGE = and_(
    final_mark_draft.c.chosen_by.is_not(None),
    or_(
        final_mark.c.id.is_(None),
        final_mark.c.value.is_distinct_from(final_mark_draft.c.value),
        final_mark.c.code != final_mark_draft.c.code,
    ),
)
COUNTS = (
    select(
        section.c.id,
        func.count(section_student.c.student_id),
        func.count(final_mark.c.id),
        func.count(case((IS_CHANGE, 1))),
    )
    .select_from(
        section.join(section_student, section_student.c.section_id == section.c.id)
        .outerjoin(
            final_mark,
            and_(
                final_mark.c.student_id == section_student.c.student_id,
                final_mark.c.subject_id == section.c.subject_id,
                final_mark.c.grading_period_id == bindparam("period_id"),
            ),
        )
        .outerjoin(
            final_mark_draft,
            and_(
                final_mark_draft.c.student_id == section_student.c.student_id,
                final_mark_draft.c.subject_id == section.c.subject_id,
                final_mark_draft.c.grading_period_id == bindparam("period_id"),
                final_mark_draft.c.chosen_by == bindparam("by"),
            ),
        )
    )
    .where(
        or_(
            section.c.school_class_id == bindparam("class_id"),
            and_(
                section.c.school_class_id.is_(None),
                _of_class(section_student.c.student_id, bindparam("day")),
            ),
        ),
        holds(section_student, bindparam("day")),
    )
    .group_by(section.c.id)
)
