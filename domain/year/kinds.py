"""By which grading periods a grade goes: quarters, trimesters, half-years or modules (R034)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import OF_YEAR, PeriodKind
from domain.errors import Refused
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.period_model import YearPeriods
from domain.year.periods import school_periods


async def choose_kind(
    uow: UnitOfWork, actor: Actor, grade_level: int, kind: PeriodKind
) -> YearPeriods:
    """Every class of the grade goes by this kind from now on, whatever files say.

    Of a grade that the school lacks nothing changes, nor by a kind that is no part of a year.
    `Refused` "grade_has_finals" while final marks of the grade stand in periods of the year: they
    would be of periods that the grade has no more.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    shown = await school_periods(uow, actor, None)
    old = shown.kinds_of(grade_level)
    if kind in OF_YEAR or old in ([], [kind]):
        return shown
    year = shown.year
    if year is not None and await uow.year_periods.has_finals(
        hat.school.id, grade_level, year.period.school_year
    ):
        raise Refused("grade_has_finals", grade=grade_level)
    await uow.year_periods.choose_kind(hat.school.id, grade_level, kind)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_CALENDAR,
        Thing(ThingKind.SCHOOL, hat.school.id),
        before={"grade": grade_level, "periods": ", ".join(old)},
        after={"grade": grade_level, "periods": kind.value},
    )
    return await school_periods(uow, actor, None)
