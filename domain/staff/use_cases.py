"""The list of staff and a member's card (R027)."""

from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.errors import Denied
from domain.hat import Hat, Target
from domain.staff.model import StaffCard, StaffMember
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class StaffList:
    """Staff of today, and who was staff before."""

    school: School
    members: tuple[StaffMember, ...]
    former: tuple[StaffMember, ...]


def office(actor: Actor, action: Action) -> Hat:
    """The hat in which the actor may do this in its school, the current one first; else `Denied`.

    Somebody who works at two schools acts in the one that is open.
    """
    actor.require_hat()
    for hat in actor.current_first:
        target = Target(school_id=hat.school.id)
        if actor.may(action, target):
            return actor.require(action, target)
    raise Denied(action)


async def staff_list(uow: UnitOfWork, actor: Actor) -> StaffList:
    """Everybody in the order of a list; who has no role any more stands apart."""
    school = office(actor, Action.READ_STAFF).school
    members = await uow.staff.members(school.id)
    return StaffList(
        school,
        tuple(each for each in members if each.roles),
        tuple(each for each in members if not each.roles),
    )


async def open_card(
    uow: UnitOfWork, actor: Actor, person_id: int, action: Action = Action.READ_STAFF
) -> tuple[StaffCard, Hat]:
    """The card, and the hat in which the actor may do this to it.

    `Denied` in equal words for who is unknown, of another school or no member of staff (R003: from
    the list of staff).
    """
    actor.require_hat()
    card = await uow.staff.card(person_id)
    if card is None:
        raise Denied(action)
    return card, actor.require(action, target_of(card))


def target_of(card: StaffCard) -> Target:
    return Target(school_id=card.school.id, person_id=card.person.id)
