"""Reading what is missing: one's own, and the whole school's for those who answer for it."""

from dataclasses import replace
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import Owner
from domain.audit.model import Facts, Thing, ThingKind
from domain.classes.use_cases import open_class
from domain.deadlines.duties import SAID_DONE, duties_missing
from domain.deadlines.model import DutyKey, SchoolGaps
from domain.deadlines.reading import gaps_of_person, missing_of_school
from domain.deadlines.rules import RULES, DeadlineId
from domain.errors import Denied, Refused
from domain.hat import Hat, Target
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def own_gaps(uow: UnitOfWork, actor: Actor, person_id: int = 0) -> SchoolGaps:
    """What the actor has to do, due already or soon; the longest overdue first.

    Of several members of staff behind one chat the one who is named, else who works in it now.
    """
    hat = _own(actor, person_id)
    gaps = await gaps_of_person(uow, hat)
    others = {each.person.id for each in actor.hats if each.is_staff} - {hat.person.id}
    return replace(gaps, named=hat.person) if others else gaps


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

    `Refused` "duty_over" for one that nobody has to do any more, or not yet; "duty_of_others".
    """
    hat = await dutiful(uow, actor, deadline, class_id)
    school, day = hat.school, hat.school.today(uow.now)
    facts = await uow.missing.duties(school.id, day)
    key = deadline, class_id, due
    open_now = {each.key for each in duties_missing(facts, day, school.policy)}
    if deadline in SAID_DONE and key in open_now:
        if await uow.missing.note_done(school.id, *key, hat.person.id):
            thing = Thing(ThingKind.DEADLINE, school.id)
            uow.audit.note(actor, hat, Action.SAY_DONE, thing, after=duty_facts(key))
    elif key not in facts.done:
        raise Refused("duty_over")
    return await own_gaps(uow, actor, hat.person.id)


async def take_back_done(
    uow: UnitOfWork, actor: Actor, deadline: DeadlineId, class_id: int, due: date
) -> SchoolGaps:
    """It was noted by mistake and is to be done still; files sent of it go. Twice is once.

    `Refused` "duty_kept" for what was noted before today, "duty_of_others".
    """
    hat = await dutiful(uow, actor, deadline, class_id)
    school, day = hat.school, hat.school.today(uow.now)
    key = deadline, class_id, due
    noted_at = (await uow.missing.duties(school.id, day)).done.get(key)
    if noted_at is not None and school.today(noted_at) != day:
        raise Refused("duty_kept")
    report = await uow.reports.of_key(school.id, key)
    if report is not None and await uow.missing.forget_done(school.id, *key):
        for each in await uow.attachments.of(Owner.REPORT, report.id):
            await uow.attachments.remove(each.id)
        thing = Thing(ThingKind.DEADLINE, school.id)
        uow.audit.note(actor, hat, Action.SAY_DONE, thing, before=duty_facts(key))
    return await own_gaps(uow, actor, hat.person.id)


def duty_facts(key: DutyKey) -> Facts:
    """What the trail says of it."""
    deadline, class_id, due = key
    return {"deadline": deadline.value, "class": class_id, "due": due.isoformat()}


async def dutiful(uow: UnitOfWork, actor: Actor, deadline: DeadlineId, class_id: int) -> Hat:
    """The hat of whoever has to do it, or sees to it that it is done."""
    if class_id:
        _school_class, hat = await open_class(uow, actor, class_id, Action.SAY_DONE)
    else:
        hat = office(actor, Action.SAY_DONE)
    rule = RULES[deadline]
    if hat.roles.isdisjoint({*rule.performers, *rule.overseers}):
        raise Refused("duty_of_others")
    return hat


def _own(actor: Actor, person_id: int) -> Hat:
    """The hat in which the actor works at the school that is open; that person's, if it is said."""
    actor.require_hat()
    for hat in actor.current_first:
        if person_id and hat.person.id != person_id:
            continue
        target = Target(school_id=hat.school.id, person_id=hat.person.id)
        if actor.may(Action.READ_OWN_GAPS, target):
            return actor.require(Action.READ_OWN_GAPS, target)
    raise Denied(Action.READ_OWN_GAPS)
