"""Reading what is missing: one's own, and the whole school's for those who answer for it."""

from domain.access import Action
from domain.actor import Actor
from domain.deadlines.model import SchoolGaps
from domain.deadlines.reading import missing_of
from domain.errors import Denied
from domain.hat import Hat, Target
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def own_gaps(uow: UnitOfWork, actor: Actor) -> SchoolGaps:
    """What the actor has to do, due already or soon; the longest overdue first."""
    hat = _own(actor)
    missing = await missing_of(uow, hat.school, hat.person.id)
    return SchoolGaps(hat.school, hat.school.today(uow.now), tuple(missing))


async def school_gaps(uow: UnitOfWork, actor: Actor) -> SchoolGaps:
    """What is overdue in the whole school, and whose duty it is."""
    school = office(actor, Action.READ_SCHOOL_GAPS).school
    day = school.today(uow.now)
    missing = tuple(each for each in await missing_of(uow, school) if each.due < day)
    return SchoolGaps(school, day, missing)


def _own(actor: Actor) -> Hat:
    """The hat in which the actor works at the school that is open."""
    actor.require_hat()
    for hat in actor.current_first:
        target = Target(school_id=hat.school.id, person_id=hat.person.id)
        if actor.may(Action.READ_OWN_GAPS, target):
            return actor.require(Action.READ_OWN_GAPS, target)
    raise Denied(Action.READ_OWN_GAPS)
