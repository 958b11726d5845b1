"""How far the school year is set up (S4 П2.II, VI; D08)."""

from domain.access import Action
from domain.actor import Actor
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.model import Checklist
from domain.year.terms import setup_due


async def school_year(uow: UnitOfWork, actor: Actor) -> Checklist:
    """What is there and what is missing, point by point."""
    school = office(actor, Action.EDIT_CALENDAR).school
    today = school.today(uow.now)
    counts = await uow.calendar.counts(school.id, today)
    return Checklist(school, today, setup_due(today, school.policy), counts)
