"""Reading what is missing: one's own, and the whole school's for those who answer for it."""

from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.use_cases import open_class
from domain.deadlines.duties import SAID_DONE, duties_missing
from domain.deadlines.model import SchoolGaps
from domain.deadlines.reading import missing_of_person, missing_of_school
from domain.deadlines.rules import DeadlineId
from domain.errors import Denied, Refused
from domain.hat import Hat, Target
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def own_gaps(uow: UnitOfWork, actor: Actor) -> SchoolGaps:
    """What the actor has to do, due already or soon; the longest overdue first."""
    hat = _own(actor)
    missing = await missing_of_person(uow, hat)
    return SchoolGaps(hat.school, hat.school.today(uow.now), tuple(missing))


async def school_gaps(uow: UnitOfWork, actor: Actor) -> SchoolGaps:
    """What is overdue in the whole school, and whose duty it is."""
    school = office(actor, Action.READ_SCHOOL_GAPS).school
    day = school.today(uow.now)
    missing = tuple(each for each in await missing_of_school(uow, school) if each.due < day)
    return SchoolGaps(school, day, missing)


async def say_done(
    uow: UnitOfWork, actor: Actor, deadline: DeadlineId, class_id: int, due: date
) -> SchoolGaps:
    """A check, report or print-out was done; `class_id` 0: of the school. Once is enough.

    `Refused` "duty_over" for one that nobody has to do any more, or not yet.
    """
    hat = await _dutiful(uow, actor, class_id)
    school, day = hat.school, hat.school.today(uow.now)
    facts = await uow.missing.duties(school.id, day)
    open_now = {
        (each.deadline, each.about_id, each.due)
        for each in duties_missing(facts, day, school.policy)
    }
    if deadline in SAID_DONE and (deadline, class_id, due) in open_now:
        if await uow.missing.note_done(school.id, deadline, class_id, due, hat.person.id):
            done = {"deadline": deadline.value, "class": class_id, "due": due.isoformat()}
            thing = Thing(ThingKind.DEADLINE, school.id)
            uow.audit.note(actor, hat, Action.SAY_DONE, thing, after=done)
    elif (deadline, class_id, due) not in facts.done:
        raise Refused("duty_over")
    return await own_gaps(uow, actor)


async def _dutiful(uow: UnitOfWork, actor: Actor, class_id: int) -> Hat:
    if not class_id:
        return office(actor, Action.SAY_DONE)
    _school_class, hat = await open_class(uow, actor, class_id, Action.SAY_DONE)
    return hat


def _own(actor: Actor) -> Hat:
    """The hat in which the actor works at the school that is open."""
    actor.require_hat()
    for hat in actor.current_first:
        target = Target(school_id=hat.school.id, person_id=hat.person.id)
        if actor.may(Action.READ_OWN_GAPS, target):
            return actor.require(Action.READ_OWN_GAPS, target)
    raise Denied(Action.READ_OWN_GAPS)
