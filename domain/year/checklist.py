"""How far the school year is set up (S4 П2.II, VI; D08: by 15 September)."""

from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.model import Checklist

_DUE = (9, 15)  # month and day
_FIRST_MONTH = 8  # from August on it is the coming year that is set up


async def school_year(uow: UnitOfWork, actor: Actor) -> Checklist:
    """What is there and what is missing, point by point."""
    school = office(actor, Action.EDIT_CALENDAR).school
    today = school.today(uow.now)
    counts = await uow.calendar.counts(school.id, today)
    year = today.year if today.month >= _FIRST_MONTH else today.year - 1
    return Checklist(
        school,
        today,
        date(year, *_DUE),
        counts.year_title,
        counts.kinds_without_periods,
        counts.vacations,
        counts.bell_schedules,
        counts.classes,
        counts.classes_without_timetable,
        counts.sections_without_teacher,
    )
