"""Final marks of a class, and marks in lessons that were missed, in one statement."""

from datetime import date

from sqlalchemy import (
    BindParameter,
    Date,
    String,
    and_,
    bindparam,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from domain.attendance.model import Status
from domain.calendar import GradingPeriod
from domain.gradebook.check_model import Recorded
from storage.behaviour import IS_BEHAVIOUR
from storage.mark_values import the_value
from storage.rows import person_columns, to_person
from storage.spans import holds
from storage.standing_marks import OF_DAYS
from storage.store import Store
from storage.tables import (
    attendance_event,
    enrollment,
    final_mark,
    final_mark_change,
    mark,
    person,
    section,
    subject,
)

_DAY: BindParameter[date] = bindparam("day")
_IN_CLASS = and_(enrollment.c.school_class_id == bindparam("class_id"), holds(enrollment, _DAY))
_REASON = (
    select(final_mark_change.c.reason)
    .where(final_mark_change.c.final_mark_id == final_mark.c.id)
    .order_by(final_mark_change.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_FINALS = (
    select(
        final_mark.c.student_id,
        final_mark.c.subject_id,
        final_mark.c.value,
        final_mark.c.code,
        type_coerce(null(), Date).label("day"),
        _REASON.label("reason"),
    )
    .select_from(enrollment.join(final_mark, final_mark.c.student_id == enrollment.c.student_id))
    .where(_IN_CLASS, final_mark.c.grading_period_id == bindparam("period_id"))
)
_MISSED = (
    select(
        mark.c.student_id,
        section.c.subject_id,
        mark.c.value,
        mark.c.code,
        mark.c.date,
        type_coerce(literal(""), String),
    )
    .select_from(
        enrollment.join(mark, mark.c.student_id == enrollment.c.student_id)
        .join(section, section.c.id == mark.c.section_id)
        .join(
            attendance_event,
            and_(
                attendance_event.c.lesson_id == mark.c.lesson_id,
                attendance_event.c.student_id == mark.c.student_id,
            ),
        )
    )
    .where(_IN_CLASS, OF_DAYS, attendance_event.c.status == Status.ABSENT)
)
_FOUND = union_all(_FINALS, _MISSED).subquery("found")
_OF_CLASS = (
    select(
        *person_columns(person, "pupil"),
        _FOUND.c.subject_id,
        subject.c.title.label("subject"),
        _FOUND.c.value,
        _FOUND.c.code,
        _FOUND.c.day,
        _FOUND.c.reason,
    )
    .select_from(
        _FOUND.join(person, person.c.id == _FOUND.c.student_id).join(
            subject, subject.c.id == _FOUND.c.subject_id
        )
    )
    .where(~IS_BEHAVIOUR)
    .order_by(person.c.sort_key, person.c.id, subject.c.title, subject.c.id, _FOUND.c.day)
)


class Contradictions(Store):
    """domain.gradebook.check_model.ContradictionStore."""

    async def of_class(self, class_id: int, period: GradingPeriod, day: date) -> list[Recorded]:
        rows = await self._rows(
            _OF_CLASS,
            class_id=class_id,
            day=day,
            period_id=period.id,
            begins=period.begins,
            ends=period.ends,
        )
        return [
            Recorded(
                to_person(row, "pupil"),
                row["subject_id"],
                row["subject"],
                the_value(row["value"], row["code"]),
                row["day"],
                row["reason"] or "",
            )
            for row in rows
        ]
