"""Connecting a chat by a code, and ending that (R014, R015)."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.access import Action, Actor, Hat, Role, Target, may
from domain.binding.codes import hash_code, hash_link_token, is_link_token, normalise
from domain.binding.model import Binding, BindingRole, Invitee, InviteRequest, Offer
from domain.errors import Denied, Refused, TryLater
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families, tell_person
from domain.people import Student
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork

_HOUR = timedelta(hours=1)
CONFIRM_WITHIN = _HOUR  # how long a shown code waits for «Да, подключить»


@dataclass(frozen=True, slots=True)
class Bound:
    """What came of a confirmed code."""

    binding_id: int
    invitee: Invitee


@dataclass(frozen=True, slots=True)
class Ended:
    """What «Это не я» ended, in which chat, and whether the school did it or the family."""

    chat_id: int
    student: Student | None
    by_school: bool


async def show_code(uow: UnitOfWork, chat_id: int, locale: str, typed: str) -> Offer | None:
    """What the code or the link's payload opens, to be confirmed.

    None when it fits nothing: unknown, used, expired, revoked and malformed are not told apart.
    A failure is stored, so this returns instead of raising, and the transaction is to be committed.
    `TryLater` after `failed_codes_an_hour` of them, right code or wrong.
    """
    await uow.chats.remember(chat_id, locale)
    await uow.bindings.lock_chat(chat_id)
    await _must_not_wait(uow, chat_id)
    offer = await _offer(uow, typed)
    await uow.invites.note_attempt(chat_id, offer.invite_id if offer else None)
    return offer


async def redeem(uow: UnitOfWork, chat_id: int, invite_id: int) -> Bound:
    """«Да, подключить»: binds the chat, once for each code, and tells who must know.

    The id comes from a button and proves nothing; what counts is that this very chat has shown the
    code within the hour. Else, and when another was quicker, `Refused("bad_code")`.
    """
    await uow.bindings.lock_chat(chat_id)
    request = await uow.invites.shown_invite(invite_id, chat_id, uow.now - CONFIRM_WITHIN)
    invitee = await _invitee(uow, request) if request else None
    if invitee is None or not await uow.invites.use_invite(invite_id, chat_id):
        raise Refused("bad_code")
    binding_id, is_new = await uow.bindings.bind(chat_id, invitee.request)
    await uow.chats.choose_hat(chat_id, binding_id)
    if is_new:
        await uow.notices.hand_over(binding_id)
        await _tell_others(uow, invitee, binding_id)
    return Bound(binding_id, invitee)


async def leave(uow: UnitOfWork, actor: Actor, binding_ids: Collection[int]) -> None:
    """«/leave»: the chat's own bindings end; others are `Denied`."""
    actor.require_hat()
    own = {hat.binding_id: hat for hat in actor.hats}
    if not own.keys() >= set(binding_ids):
        raise Denied(Action.END_BINDING)
    for binding_id in binding_ids:
        await uow.bindings.end([binding_id], own[binding_id].person.id)
        await uow.notices.hand_over(binding_id)


async def end_binding(uow: UnitOfWork, actor: Actor, binding_id: int) -> Ended:
    """«Это не я»: ends somebody's binding.

    Whoever was told of it may: the family bound before it (the newcomer cannot throw the others
    out), the homeroom teacher and the school's administrator. A family has
    `binding_undo_lifetime`; later it is the school's to judge. A pupil may end a pupil's binding
    only: parents are not for a child to lock out. Repeating it changes nothing.
    """
    binding = await uow.bindings.binding(binding_id)
    if binding is None:
        raise Denied(Action.END_BINDING)
    hat = _who_may_end(actor, binding)
    if binding.ended_at is None:
        _check_family(hat, binding, uow.now)
        await uow.bindings.end([binding.id], hat.person.id)
        await uow.notices.hand_over(binding.id)
    return Ended(binding.chat_id, binding.student, hat.is_staff)


def _who_may_end(actor: Actor, binding: Binding) -> Hat:
    student = binding.student
    target = Target(
        school_id=binding.school_id,
        student_id=student.id if student else None,
        school_class_id=student.school_class_id if student else None,
    )
    for hat in sorted(actor.hats, key=lambda hat: not hat.is_staff):
        came_first = hat.is_staff or hat.binding_id < binding.id
        if came_first and may(hat, Action.END_BINDING, target):
            return hat
    raise Denied(Action.END_BINDING)


def _check_family(hat: Hat, binding: Binding, now: datetime) -> None:
    if hat.is_staff:
        return
    if Role.STUDENT in hat.roles and binding.role is not BindingRole.STUDENT:
        raise Refused("undo_for_adults")
    if now - binding.bound_at > hat.school.policy.binding_undo_lifetime:
        raise Refused("undo_too_late")


async def _must_not_wait(uow: UnitOfWork, chat_id: int) -> None:
    """A stranger has no school yet, so the limit is the regulations' default (R015)."""
    limit = SchoolPolicy().failed_codes_an_hour
    failures = await uow.invites.failures(chat_id, uow.now - _HOUR)
    if len(failures) >= limit:
        raise TryLater(_seconds(failures[-limit] + _HOUR, uow.now))


def _seconds(until: datetime, now: datetime) -> int:
    return max(1, -int((now - until).total_seconds() // 1))


async def _offer(uow: UnitOfWork, typed: str) -> Offer | None:
    typed = typed.strip()
    code = normalise(typed)
    if code is None and not is_link_token(typed):
        return None
    code_hash = await asyncio.to_thread(hash_code, code) if code else ""
    link_hash = hash_link_token(typed) if is_link_token(typed) else ""
    found = await uow.invites.find_invite(code_hash, link_hash)
    if found is None:
        return None
    invite_id, request = found
    invitee = await _invitee(uow, request)
    return Offer(invite_id, invitee) if invitee else None


async def _invitee(uow: UnitOfWork, request: InviteRequest) -> Invitee | None:
    """None when the request has ceased to hold since the code was issued."""
    for invitee in await uow.invites.invitees_of_people([request.person_id]):
        if invitee.request == request:
            return invitee
    return None


async def _tell_others(uow: UnitOfWork, invitee: Invitee, binding_id: int) -> None:
    student = invitee.student
    if student is None:
        return
    event = Event(Kind.BINDING, student.id, binding_id, binding_id)
    await tell_families(uow, [event])
    if student.homeroom_teacher_id is not None:
        await tell_person(uow, event, student.homeroom_teacher_id)
