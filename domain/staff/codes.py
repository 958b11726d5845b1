"""One-time codes of staff (R008)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.binding.inviting import issue_invites, requests_for_person
from domain.binding.model import BindingRole, IssuedInvite
from domain.errors import Refused
from domain.staff.model import StaffCard
from domain.staff.use_cases import open_card, target_of
from domain.uow import UnitOfWork


def may_issue_code(actor: Actor, card: StaffCard) -> bool:
    """Whoever has a code of somebody can become them: of leaders only the director has any."""
    target = target_of(card)
    if card.member.is_leader and not actor.may(Action.GRANT_LEADERSHIP, target):
        return False
    return actor.may(Action.ISSUE_STAFF_CODE, target)


async def issue_staff_code(
    uow: UnitOfWork, actor: Actor, person_id: int, *, seen: int
) -> tuple[StaffCard, list[IssuedInvite]]:
    """A new code; an older unused one stops working, chats that are connected stay so.

    `Refused` "codes_changed" when another code was issued since the button was drawn (`seen`), and
    "no_role_no_code" for who has no role today.
    """
    card, hat = await open_card(uow, actor, person_id, Action.ISSUE_STAFF_CODE)
    if card.member.is_leader:
        actor.require(Action.GRANT_LEADERSHIP, target_of(card))
    if card.last_invite_id != seen:
        raise Refused("codes_changed")
    requests = await requests_for_person(uow, person_id)
    requests = [each for each in requests if each.role is BindingRole.STAFF]
    if not requests:
        raise Refused("no_role_no_code")
    issued = await issue_invites(uow, requests, issued_by=hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.ISSUE_STAFF_CODE,
        Thing(ThingKind.PERSON, person_id),
        about=person_id,
        after={"codes": len(issued)},
    )
    return card, issued
