"""«Телефон потерян»: every chat of a person ends and a new code is issued, in one step (R014)."""

from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.binding.inviting import issue_codes
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite, OwnChat
from domain.classes.model import Member, PupilCard
from domain.classes.use_cases import pupil_card
from domain.errors import Denied, Refused
from domain.hat import Target
from domain.people import Person
from domain.staff.codes import issue_staff_code
from domain.staff.use_cases import open_card
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Reissued:
    """What came of it: the chats that lost access, and the new codes."""

    person: Person
    chats: tuple[OwnChat, ...]
    codes: tuple[IssuedInvite, ...]


async def lost_phone(
    uow: UnitOfWork, actor: Actor, student_id: int, person_id: int
) -> tuple[PupilCard, Member, list[OwnChat]]:
    """What would end: the chats in which this person of the pupil's family reads the diary."""
    card = await pupil_card(uow, actor, student_id, Action.END_BINDING)
    member = card.family.member(person_id)
    if member is None:
        raise Denied(Action.END_BINDING)
    return card, member, await uow.bindings.chats_of(person_id, {student_id})


async def reissue(uow: UnitOfWork, actor: Actor, student_id: int, person_id: int) -> Reissued:
    """Ends them and issues a code for the new phone; an unused code of before is revoked.

    Of a guardian with children in other classes only this child's access ends: the others are for
    their own homeroom teachers, or for the administrator. `Refused` "codes_changed" when no chat
    is left: it was pressed twice.
    """
    card, member, chats = await lost_phone(uow, actor, student_id, person_id)
    if not chats:
        raise Refused("codes_changed")
    await _end(uow, actor, card.school_class.target, member.person, chats, student_id)
    is_pupil = member is card.family.pupil
    role = BindingRole.STUDENT if is_pupil else BindingRole.GUARDIAN
    codes = await issue_codes(uow, actor, [InviteRequest(person_id, role, student_id)])
    return Reissued(member.person, tuple(chats), tuple(codes))


async def staff_lost_phone(
    uow: UnitOfWork, actor: Actor, person_id: int
) -> tuple[Person, list[OwnChat]]:
    """The same of a member of staff."""
    card, _hat = await open_card(uow, actor, person_id, Action.ISSUE_STAFF_CODE)
    chats = await uow.bindings.chats_of(person_id)
    return card.person, [each for each in chats if not each.students]


async def reissue_staff(uow: UnitOfWork, actor: Actor, person_id: int) -> Reissued:
    """Ends the chats of a member of staff and issues a code; a PIN is forgotten with them.

    `Refused` as in `reissue`.
    """
    card, _hat = await open_card(uow, actor, person_id, Action.ISSUE_STAFF_CODE)
    who, chats = await staff_lost_phone(uow, actor, person_id)
    _card, codes = await issue_staff_code(uow, actor, person_id, seen=card.last_invite_id)
    if not chats:
        raise Refused("codes_changed")
    target = Target(school_id=card.school.id, person_id=person_id)
    await _end(uow, actor, target, who, chats, person_id, Action.ISSUE_STAFF_CODE)
    await uow.pins.remove(person_id)
    return Reissued(who, tuple(chats), tuple(codes))


async def _end(
    uow: UnitOfWork,
    actor: Actor,
    target: Target,
    person: Person,
    chats: list[OwnChat],
    about: int,
    action: Action = Action.END_BINDING,
) -> None:
    hat = actor.require(action, target)
    binding_ids = [each for chat in chats for each in chat.binding_ids]
    if binding_ids:
        await uow.bindings.end(binding_ids, hat.person.id)
    for binding_id in binding_ids:
        await uow.notices.hand_over(binding_id)
        thing = Thing(ThingKind.BINDING, binding_id)
        uow.audit.note(actor, hat, action, thing, about=about, after={"of": person.id})
