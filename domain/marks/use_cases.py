"""Reading current marks (R100, R109)."""

from collections.abc import Sequence

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School, ShownPeriod
from domain.diary import open_diary
from domain.forecast.rules import Forecast, Outlook, Step, forecast, outlook, walk
from domain.marks.averages import suggested_by, weighted_average
from domain.marks.model import Mark, PeriodMarks, SubjectMarks, SubjectRow, SubjectSummary
from domain.people import sort_key
from domain.periods import show_period
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork
from domain.weeks_read.confirming import week_for


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
    is_over = _is_over(uow, school, shown)
    subjects = tuple(_summary(row, school.policy, is_over=is_over) for row in rows)
    begins, ends = shown.period.begins, shown.period.ends
    week = week_for(uow, actor, student, school, shown)
    if week is None:
        latest = await uow.marks.updated_at(student.id, begins, ends)
        return PeriodMarks(student, school, shown, subjects, latest)
    latest, read = await uow.weeks_read.beside_marks(student.id, begins, ends, week)
    return PeriodMarks(student, school, shown, subjects, latest, read)


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
    return SubjectMarks(
        student,
        school,
        shown,
        subject_id,
        subject,
        tuple(marks),
        weighted_average(marks),
        suggested_by(marks, school.policy),
        _steps(marks),
        await _forecast(uow, school, shown, marks),
    )


def _summary(row: SubjectRow, policy: SchoolPolicy, *, is_over: bool) -> SubjectSummary:
    average = weighted_average(row.marks)
    seen_ahead = Outlook.NONE if is_over else outlook(row.marks, policy)
    return SubjectSummary(row, average, suggested_by(row.marks, policy), seen_ahead)


def _steps(marks: Sequence[Mark]) -> dict[int, Step]:
    in_order = sorted(marks, key=lambda mark: (mark.date, mark.id))
    return {mark.id: step for mark, step in zip(in_order, walk(in_order), strict=True)}


async def _forecast(
    uow: UnitOfWork, school: School, shown: ShownPeriod, marks: Sequence[Mark]
) -> Forecast | None:
    """Nothing of a period that is over, and nothing without a mark to begin with."""
    if not marks or _is_over(uow, school, shown):
        return None
    listed = await uow.mark_journal.work_types(school.id)
    works = [each for each in listed if each.is_active]
    return forecast(marks, works, school.policy)


def _is_over(uow: UnitOfWork, school: School, shown: ShownPeriod) -> bool:
    return shown.period.ends < school.today(uow.now)
