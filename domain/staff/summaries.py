"""Who may see which summary (R012): the director decides, the one table of rights is asked."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Denied
from domain.hat import Hat, Target, may
from domain.people import Person
from domain.staff.model import StaffCard
from domain.staff.use_cases import office, open_card
from domain.summaries import Summary
from domain.uow import UnitOfWork


async def open_grants(uow: UnitOfWork, actor: Actor) -> dict[Summary, list[Person]]:
    """To whom besides the management each summary is open."""
    hat = office(actor, Action.GRANT_SUMMARY)
    return await uow.duties.granted(hat.school.id)


async def set_grant(
    uow: UnitOfWork, actor: Actor, person_id: int, summary: Summary, *, is_granted: bool
) -> StaffCard:
    """The person may see this summary from the next update on, or may no more."""
    card, hat = await open_card(uow, actor, person_id, Action.GRANT_SUMMARY)
    if (summary in card.granted) is is_granted:
        return card
    await uow.duties.set_grant(person_id, summary, is_granted=is_granted, by=hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.GRANT_SUMMARY,
        Thing(ThingKind.PERSON, person_id),
        about=person_id,
        before={summary.value: not is_granted},
        after={summary.value: is_granted},
    )
    found, _hat = await open_card(uow, actor, person_id)
    return found


def summary_hat(actor: Actor, summary: Summary) -> Hat:
    """The hat in which the actor may see this summary, the current one first; else `Denied`."""
    actor.require_hat()
    for hat in actor.current_first:
        target = Target(school_id=hat.school.id, summary=summary)
        if may(hat, Action.READ_SUMMARY, target):
            return actor.require(Action.READ_SUMMARY, target)
    raise Denied(Action.READ_SUMMARY)


def list_hat(actor: Actor, action: Action, summary: Summary) -> Hat:
    """The hat in which the actor may see this list: by its office, or as a summary; else `Denied`.

    The current one first. What stands behind the list asks for a right of its own.
    """
    actor.require_hat()
    for hat in actor.current_first:
        school = Target(school_id=hat.school.id)
        if may(hat, action, school):
            return actor.require(action, school)
        granted = Target(school_id=hat.school.id, summary=summary)
        if may(hat, Action.READ_SUMMARY, granted):
            return actor.require(Action.READ_SUMMARY, granted)
    return actor.require(action, Target(school_id=actor.require_hat().school.id))


def open_to(hat: Hat) -> list[Summary]:
    """What of the summaries this hat may see, for a menu."""
    return [
        each
        for each in Summary
        if may(hat, Action.READ_SUMMARY, Target(school_id=hat.school.id, summary=each))
    ]
