"""Which grading period a diary shows, and which others may be turned to."""

from domain.calendar import PeriodKind, School, ShownPeriod, current_period
from domain.errors import NotFound, Refused
from domain.people import Student
from domain.uow import UnitOfWork


async def show_period(
    uow: UnitOfWork, student: Student, school: School, period_id: int | None
) -> ShownPeriod:
    """The wanted period, or the current one; in the holidays, the one that ended last.

    `Refused` "no_grading_period": the pupil has no class, or the school has entered no periods.
    `NotFound`: not a period of this class.
    """
    stored = []
    if student.school_class_id is not None:
        stored = await uow.schedule.periods(school.id, student.school_class_id)
    periods = [each for each in stored if each.kind is not PeriodKind.SCHOOL_YEAR]
    today = school.today(uow.now)
    shown = current_period(periods, today)
    if shown is None:
        raise Refused("no_grading_period")
    if period_id is not None and period_id != shown.id:
        shown = next((each for each in periods if each.id == period_id), None)
        if shown is None:
            raise NotFound("grading_period")
    begun = tuple(each for each in periods if each.begins <= today)
    return ShownPeriod(shown, begun or (shown,))
