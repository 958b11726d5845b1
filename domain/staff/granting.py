"""Giving and taking roles (R003, R004).

The director alone makes deputies, administrators, directors and members of the working group;
deputies and administrators, and the director where there are none yet, make teachers, educators,
extra teachers and secretaries. So nobody gives what is above their own, nor takes it.
"""

from domain.access import Action, Role
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.binding.model import BindingRole, InviteRequest
from domain.errors import Denied, Refused
from domain.hat import Hat, Target
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
from domain.staff.model import GRANTED_BY, LEADERS, Order, StaffCard
from domain.staff.use_cases import open_card, target_of
from domain.uow import UnitOfWork


async def set_role(
    uow: UnitOfWork,
    actor: Actor,
    person_id: int,
    role: Role,
    *,
    is_granted: bool,
    order: Order | None = None,
) -> StaffCard:
    """From the next update on the person has this role, or has it no more; they are told.

    Doing it twice changes nothing. `Refused` "last_principal" when no director would be left whom
    the program can reach, so that somebody can always give rights.
    """
    card = await _may_decide(uow, actor, person_id, role)
    if (role in card.member.roles) is is_granted:
        return card
    if role is Role.PRINCIPAL and not is_granted:
        await _check_principals(uow, card)
    target = target_of(card)
    await record_role(uow, actor, target, role, is_granted=is_granted, order=order)
    found, _hat = await open_card(uow, actor, person_id)
    return found


async def record_role(
    uow: UnitOfWork,
    actor: Actor,
    target: Target,
    role: Role,
    *,
    is_granted: bool,
    order: Order | None = None,
) -> None:
    """Writes what was decided of the target's person, notes it and tells them."""
    hat = actor.require(GRANTED_BY[role], target)
    person_id = target.person_id
    assert person_id is not None  # a role is somebody's
    if is_granted and role in LEADERS:
        # Codes that others hold were for less.
        await uow.invites.revoke(InviteRequest(person_id, BindingRole.STAFF))
    decision_id = await uow.staff.set_role(
        person_id, role, is_granted=is_granted, by=hat.person.id, order=order
    )
    uow.audit.note(
        actor,
        hat,
        GRANTED_BY[role],
        Thing(ThingKind.ROLE, decision_id),
        about=person_id,
        before={role.value: not is_granted},
        after={role.value: is_granted, **_order_facts(order)},
    )
    if person_id != hat.person.id:
        await tell_person(uow, Event(Kind.ROLE, None, decision_id, decision_id), person_id)


async def ask_role(
    uow: UnitOfWork, actor: Actor, person_id: int, role: Role, *, is_granted: bool
) -> StaffCard:
    """The card, when the actor may give or take this role and there is something to do."""
    card, _hat = await _open(uow, actor, person_id, role)
    if role is Role.PRINCIPAL and not is_granted and role in card.member.roles:
        await _check_principals(uow, card)
    return card


def grantable(actor: Actor, card: StaffCard) -> list[Role]:
    """The roles that the actor may give or take here, in the order of a menu."""
    return [role for role, action in GRANTED_BY.items() if actor.may(action, target_of(card))]


def grantable_to_new(actor: Actor, school_id: int) -> list[Role]:
    """The roles in which the actor may add somebody."""
    target = Target(school_id=school_id)
    return [role for role, action in GRANTED_BY.items() if actor.may(action, target)]


async def _may_decide(uow: UnitOfWork, actor: Actor, person_id: int, role: Role) -> StaffCard:
    """Rights as they are once nobody else can change them: two directors may dismiss each other."""
    card, hat = await _open(uow, actor, person_id, role)
    await uow.staff.lock(card.school.id)
    session = await uow.chats.session(actor.chat_id)
    now = next((each for each in session.actor.hats if each.binding_id == hat.binding_id), None)
    if now is None or now.roles != hat.roles:
        raise Denied(GRANTED_BY[role])
    card, _hat = await _open(uow, actor, person_id, role)
    return card


async def _open(uow: UnitOfWork, actor: Actor, person_id: int, role: Role) -> tuple[StaffCard, Hat]:
    if role not in GRANTED_BY:
        raise Denied(Action.GRANT_TEACHING)
    return await open_card(uow, actor, person_id, GRANTED_BY[role])


async def _check_principals(uow: UnitOfWork, card: StaffCard) -> None:
    others = await uow.staff.connected_principals(card.school.id) - {card.person.id}
    if not others:
        raise Refused("last_principal")


def _order_facts(order: Order | None) -> dict[str, str]:
    if order is None:
        return {}
    return {"order": order.number, "order_date": order.date.isoformat()}
