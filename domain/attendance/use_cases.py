"""Reading attendance (R112)."""

from domain.access import Action
from domain.actor import Actor
from domain.attendance.model import PeriodAttendance
from domain.diary import open_diary
from domain.periods import show_period
from domain.uow import UnitOfWork


async def period_attendance(
    uow: UnitOfWork, actor: Actor, student_id: int, period_id: int | None = None
) -> PeriodAttendance:
    """What the pupil missed in a period, the current one when none is named."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_ATTENDANCE)
    shown = await show_period(uow, student, school, period_id)
    found = await uow.attendance.exceptions(student.id, shown.period.begins, shown.period.ends)
    today = school.today(uow.now)
    called = await uow.attendance.called(student.id, shown.period.begins, shown.period.ends, today)
    return PeriodAttendance(student, school, shown, tuple(found), called)
