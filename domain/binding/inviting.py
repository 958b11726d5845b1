"""Issuing and revoking one-time codes (R005, R007, R008: own class, or own school)."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.binding.codes import hash_code, hash_link_token, in_groups, new_code, new_link_token
from domain.binding.model import Invitee, InviteRequest, IssuedInvite, NewInvite
from domain.errors import Denied, NotFound
from domain.hat import Hat, Target
from domain.uow import UnitOfWork


async def requests_for_class(uow: UnitOfWork, class_id: int) -> list[InviteRequest]:
    """Every pupil and every guardian with each child, in the order of the class list."""
    return [each.request for each in await uow.invites.invitees_of_class(class_id)]


async def requests_for_staff(uow: UnitOfWork, school_id: int) -> list[InviteRequest]:
    """Everybody who works at the school."""
    return [each.request for each in await uow.invites.invitees_of_staff(school_id)]


async def requests_for_person(
    uow: UnitOfWork, person_id: int, student_id: int | None = None
) -> list[InviteRequest]:
    """Everything the person may be invited as; with `student_id` only what concerns this pupil."""
    invitees = await uow.invites.invitees_of_people([person_id])
    return [each.request for each in invitees if student_id in (None, each.request.student_id)]


async def issue_invites(
    uow: UnitOfWork, requests: Sequence[InviteRequest], issued_by: int | None
) -> list[IssuedInvite]:
    """New codes, in the order asked; earlier unused ones of the same pairs are revoked.

    Asks no rights: the command line acts for the school itself (`issued_by` None), everybody else
    comes by `issue_codes`. `NotFound` when a request does not hold (no longer).
    """
    return await _issue(uow, await _invitees(uow, requests), issued_by)


async def issue_codes(
    uow: UnitOfWork, actor: Actor, requests: Sequence[InviteRequest]
) -> list[IssuedInvite]:
    """The same by a person, who must have the right for every one of them; else `Denied`.

    Codes of staff are issued elsewhere: of some of them only the director has any (domain.staff).
    """
    invitees = await _invitees(uow, requests)
    hats = [_issuer(actor, invitee) for invitee in invitees]
    for hat, invitee in zip(hats, invitees, strict=True):
        _note(uow, actor, hat, invitee, {"until": str(_expires_at(uow, invitee).date())})
    return await _issue(uow, invitees, hats[-1].person.id if hats else None)


async def revoke_codes(uow: UnitOfWork, actor: Actor, requests: Sequence[InviteRequest]) -> int:
    """Unused codes of these pairs open nothing any more; gives how many there were."""
    invitees = await _invitees(uow, requests)
    hats = [_issuer(actor, invitee) for invitee in invitees]
    revoked = 0
    for hat, invitee in zip(hats, invitees, strict=True):
        if count := await uow.invites.revoke(invitee.request):
            _note(uow, actor, hat, invitee, {"until": None})
            revoked += count
    return revoked


def _issuer(actor: Actor, invitee: Invitee) -> Hat:
    if invitee.student is None:
        raise Denied(Action.ISSUE_CODE)
    return actor.require(Action.ISSUE_CODE, _target(invitee))


def _note(uow: UnitOfWork, actor: Actor, hat: Hat, invitee: Invitee, after: Facts) -> None:
    about = invitee.student.id if invitee.student else None
    thing = Thing(ThingKind.PERSON, invitee.person.id)
    after = {"role": invitee.role.value, **after}
    uow.audit.note(actor, hat, Action.ISSUE_CODE, thing, about=about, after=after)


def _target(invitee: Invitee) -> Target:
    student = invitee.student
    return Target(
        school_id=invitee.school.id,
        school_class_id=student.school_class_id if student else None,
    )


async def _invitees(uow: UnitOfWork, requests: Sequence[InviteRequest]) -> list[Invitee]:
    found = await uow.invites.invitees_of_people({each.person_id for each in requests})
    by_request = {each.request: each for each in found}
    try:
        return [by_request[each] for each in requests]
    except KeyError as error:
        raise NotFound("invitee") from error


async def _issue(
    uow: UnitOfWork, invitees: Sequence[Invitee], issued_by: int | None
) -> list[IssuedInvite]:
    issued = [_new(uow, invitee) for invitee in invitees]
    codes = [each.code.replace("-", "") for each in issued]
    # A hash is slow on purpose: on threads they use every core and hold up nobody's answer.
    hashes = await asyncio.gather(*(asyncio.to_thread(hash_code, code) for code in codes))
    await uow.invites.add_invites(
        [
            NewInvite(
                request=invitee.request,
                code_hash=code_hash,
                link_hash=hash_link_token(each.link_token),
                issued_by=issued_by,
                expires_at=each.expires_at,
            )
            for invitee, each, code_hash in zip(invitees, issued, hashes, strict=True)
        ]
    )
    return issued


def _new(uow: UnitOfWork, invitee: Invitee) -> IssuedInvite:
    return IssuedInvite(
        person=invitee.person,
        sourced_id=invitee.sourced_id,
        role=invitee.role,
        school=invitee.school,
        student=invitee.student,
        school_class=invitee.class_title,
        code=in_groups(new_code()),
        link_token=new_link_token(),
        expires_at=_expires_at(uow, invitee),
    )


def _expires_at(uow: UnitOfWork, invitee: Invitee) -> datetime:
    return uow.now + invitee.school.policy.code_lifetime
