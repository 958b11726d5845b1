"""Reading current marks (R100, R109)."""

from domain.access import Action
from domain.actor import Actor
from domain.diary import open_diary
from domain.marks.averages import suggested_mark, weighted_average
from domain.marks.model import PeriodMarks, SubjectMarks, SubjectRow, SubjectSummary
from domain.people import sort_key
from domain.periods import show_period
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork


async def period_marks(
    uow: UnitOfWork, actor: Actor, student_id: int, period_id: int | None = None
) -> PeriodMarks:
    """The pupil's marks of a period, the current one when none is named; none in grade 1 (R092)."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_MARKS)
    shown = await show_period(uow, student, school, period_id)
    if not school.policy.has_marks(student.grade_level):
        return PeriodMarks(student, school, shown, ())
    rows = await uow.marks.by_subject(student.id, shown.period.begins, shown.period.ends)
    rows.sort(key=lambda row: sort_key(row.subject, ""))
    subjects = tuple(_summary(row, school.policy) for row in rows)
    return PeriodMarks(student, school, shown, subjects)


async def subject_marks(
    uow: UnitOfWork, actor: Actor, student_id: int, subject_id: int, period_id: int | None = None
) -> SubjectMarks:
    """The pupil's marks in one subject; `NotFound` for a subject the pupil never had."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_MARKS)
    shown = await show_period(uow, student, school, period_id)
    begins, ends = shown.period.begins, shown.period.ends
    marks = await uow.marks.of_subject(student.id, subject_id, begins, ends)
    if marks:
        subject = marks[0].subject
    else:
        subject = await uow.marks.subject_title(student.id, subject_id)
    average = weighted_average(marks)
    suggested = suggested_mark(average, school.policy)
    return SubjectMarks(
        student, school, shown, subject_id, subject, tuple(marks), average, suggested
    )


def _summary(row: SubjectRow, policy: SchoolPolicy) -> SubjectSummary:
    average = weighted_average(row.marks)
    return SubjectSummary(row, average, suggested_mark(average, policy))
