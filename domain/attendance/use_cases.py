"""Reading attendance (R112)."""

from domain.access import Action
from domain.actor import Actor
from domain.attendance.model import PeriodAttendance
from domain.diary import open_diary
from domain.periods import show_period
from domain.uow import UnitOfWork
from domain.weeks_read.confirming import week_for


async def period_attendance(
    uow: UnitOfWork, actor: Actor, student_id: int, period_id: int | None = None
) -> PeriodAttendance:
    """What the pupil missed in a period, the current one when none is named.

    Where there are no marks, the week is confirmed here.
    """
    student, school = await open_diary(uow, actor, student_id, Action.READ_ATTENDANCE)
    shown = await show_period(uow, student, school, period_id)
    found = await uow.attendance.exceptions(student.id, shown.period.begins, shown.period.ends)
    today = school.today(uow.now)
    days = shown.period.begins, shown.period.ends
    has_marks = school.policy.has_marks(student.grade_level)
    week = None if has_marks else week_for(uow, actor, student, school, shown)
    if week is None:
        called = await uow.attendance.called(student.id, *days, today)
        return PeriodAttendance(student, school, shown, tuple(found), called)
    called, read = await uow.weeks_read.beside_attendance(student.id, *days, today, week)
    return PeriodAttendance(student, school, shown, tuple(found), called, read)
