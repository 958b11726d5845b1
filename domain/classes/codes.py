"""Codes of a class: for everybody, for those who are not connected, for one family (R005, R014)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.binding.inviting import issue_codes, revoke_codes
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from domain.classes.model import Family, Member, SchoolClass
from domain.classes.use_cases import class_families, pupil_card
from domain.errors import Denied, Refused
from domain.uow import UnitOfWork

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def codes_out(members: Iterable[Member]) -> int:
    """Tells the unused codes of these people from those before and after a new issue; 0: none.

    New codes make the ones on paper void, so a button pressed twice may not issue them twice.
    """
    until = [each.code_until for each in members if each.code_until is not None]
    return (max(until) - _EPOCH) // timedelta(milliseconds=1) if until else 0


async def issue_class_codes(
    uow: UnitOfWork, actor: Actor, class_id: int, *, everyone: bool, seen: int
) -> tuple[SchoolClass, list[IssuedInvite]]:
    """New codes in the order of the list; older unused ones of the same people stop working.

    Not `everyone`: only who is not connected. `Refused` "all_connected" when that is nobody;
    "codes_changed" when the codes that are out are not those `seen`.
    """
    school_class, families = await class_families(uow, actor, class_id, Action.ISSUE_CODE)
    requests = [
        _request(family, member)
        for family in families
        for member in family.members
        if everyone or not member.is_connected
    ]
    if not families:
        raise Refused("empty_class")
    _check_seen([member for family in families for member in family.members], seen)
    if not requests:
        raise Refused("all_connected")
    return school_class, await issue_codes(uow, actor, requests)


async def revoke_class_codes(
    uow: UnitOfWork, actor: Actor, class_id: int
) -> tuple[SchoolClass, int]:
    """All unused codes of the class open nothing any more; gives how many there were."""
    school_class, families = await class_families(uow, actor, class_id, Action.ISSUE_CODE)
    requests = _open_codes(families)
    return school_class, await revoke_codes(uow, actor, requests)


async def issue_family_codes(
    uow: UnitOfWork, actor: Actor, student_id: int, person_id: int | None = None, *, seen: int
) -> tuple[Family, list[IssuedInvite]]:
    """New codes for a pupil and the guardians, or for one of them; `Refused` as for a class."""
    card = await pupil_card(uow, actor, student_id, Action.ISSUE_CODE)
    members = _members(card.family, person_id)
    _check_seen(members, seen)
    requests = [_request(card.family, member) for member in members]
    return card.family, await issue_codes(uow, actor, requests)


async def revoke_family_codes(
    uow: UnitOfWork, actor: Actor, student_id: int, person_id: int | None = None
) -> int:
    """Their unused codes open nothing any more; gives how many there were."""
    card = await pupil_card(uow, actor, student_id, Action.ISSUE_CODE)
    members = _members(card.family, person_id)
    return await revoke_codes(uow, actor, [_request(card.family, each) for each in members])


def _check_seen(members: Iterable[Member], seen: int) -> None:
    if codes_out(members) != seen:
        raise Refused("codes_changed")


def _members(family: Family, person_id: int | None) -> tuple[Member, ...]:
    if person_id is None:
        return family.members
    member = family.member(person_id)
    if member is None:
        raise Denied(Action.ISSUE_CODE)
    return (member,)


def _open_codes(families: Iterable[Family]) -> list[InviteRequest]:
    return [
        _request(family, member)
        for family in families
        for member in family.members
        if member.code_until is not None
    ]


def _request(family: Family, member: Member) -> InviteRequest:
    is_pupil = member is family.pupil
    role = BindingRole.STUDENT if is_pupil else BindingRole.GUARDIAN
    return InviteRequest(member.person.id, role, family.student.id)
