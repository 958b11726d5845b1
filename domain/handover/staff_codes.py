"""Slips for the staff at once (R005, R008)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from domain.calendar import School
from domain.errors import Refused
from domain.handover.model import StaffWaiting
from domain.handover.use_cases import staff_handover
from domain.hat import Target
from domain.staff.use_cases import open_card, target_of
from domain.uow import UnitOfWork


async def without_code(
    uow: UnitOfWork, actor: Actor
) -> tuple[School, list[StaffWaiting], list[StaffWaiting]]:
    """Staff without a code in hand, and those of them who were never connected and have no open
    code, as far as the actor may give them one.

    Of those who can give others rights only the director has codes (domain.staff.codes).
    """
    school, waiting = await staff_handover(uow, actor)
    target = Target(school_id=school.id)
    if not actor.may(Action.ISSUE_STAFF_CODE, target):
        return school, waiting, []
    by_director = actor.may(Action.GRANT_LEADERSHIP, target)
    leaders = {each.person.id for each in await uow.staff.members(school.id) if each.is_leader}
    found = [each for each in waiting if not each.waiting.has_code]
    given = [each for each in found if by_director or each.waiting.person.id not in leaders]
    return school, waiting, given


async def issue_for_staff(uow: UnitOfWork, actor: Actor) -> tuple[School, list[IssuedInvite]]:
    """A code for each of them; codes that are out stay good, so a second press changes nothing.

    `Refused` "all_have_codes" when there is nobody.
    """
    school, _all, waiting = await without_code(uow, actor)
    hat = actor.require(Action.ISSUE_STAFF_CODE, Target(school_id=school.id))
    requests: list[InviteRequest] = [each.waiting.request for each in waiting]
    if not requests:
        raise Refused("all_have_codes")
    issued = await issue_invites(uow, requests, issued_by=hat.person.id)
    for each in issued:
        thing = Thing(ThingKind.PERSON, each.person.id)
        uow.audit.note(
            actor,
            hat,
            Action.ISSUE_STAFF_CODE,
            thing,
            about=each.person.id,
            after={"until": each.expires_at.date().isoformat()},
        )
    return school, issued


async def revoke_staff_code(uow: UnitOfWork, actor: Actor, person_id: int) -> int:
    """An unused code opens nothing any more; gives how many there were."""
    card, hat = await open_card(uow, actor, person_id, Action.ISSUE_STAFF_CODE)
    if card.member.is_leader:
        actor.require(Action.GRANT_LEADERSHIP, target_of(card))
    count = await uow.invites.revoke(InviteRequest(person_id, BindingRole.STAFF))
    uow.audit.note(
        actor,
        hat,
        Action.ISSUE_STAFF_CODE,
        Thing(ThingKind.PERSON, person_id),
        about=person_id,
        before={"codes": count},
        after={"codes": 0},
    )
    return count
