"""Connecting a chat by a code, and ending that (R014, R015)."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from domain.access import Action, Role
from domain.actor import Actor
from domain.audit.model import Deed, Thing, ThingKind, Who
from domain.binding.codes import hash_code, hash_link_token, is_link_token, normalise
from domain.binding.limits import CAMPAIGN, HOUR, LOOKED_BACK, SAME_CODE, Failures, wait_until
from domain.binding.model import (
    RULES_VERSION,
    Binding,
    BindingRole,
    Invitee,
    InviteRequest,
    Offer,
)
from domain.delivery.alarms import tell_of_staff_chat
from domain.errors import Denied, Refused, TryLater
from domain.hat import Hat, Target, may
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families, tell_person
from domain.people import Student
from domain.uow import UnitOfWork

CONFIRM_WITHIN = HOUR  # how long a shown code waits for «Да, подключить»
_KEY_LENGTH = 16  # 64 bits of a slow hash: enough to tell codes apart
_NOBODY = InviteRequest(0, BindingRole.STAFF)  # looked for in place of what is not found


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

    None when it fits nothing: unknown, used, expired, revoked and malformed are not told apart, nor
    is what once fitted and is nobody's any more. The same is done for each of them, so that the
    time tells them apart no better. A failure is stored, so this returns instead of raising, and
    the transaction is to be committed. `TryLater` as domain.binding.limits has it, right or wrong.
    """
    await uow.chats.remember(chat_id, locale)
    await uow.bindings.lock_chat(chat_id)
    attempts = uow.code_attempts
    failures = Failures(
        await attempts.failures(chat_id, uow.now - LOOKED_BACK),
        of_everybody=await attempts.failures_of_all(uow.now - HOUR, CAMPAIGN),
    )
    _must_not_wait(failures, uow.now)  # before the work of a hash
    hashes = await _hashes(typed)
    of_code = await attempts.failures_with(hashes.key, uow.now - LOOKED_BACK, SAME_CODE)
    _must_not_wait(replace(failures, of_code=of_code), uow.now)
    offer = await _offer(uow, hashes)
    if offer is None:
        await attempts.note(chat_id, None, hashes.key)
    else:
        await attempts.note(chat_id, offer.invite_id)
    return offer


async def redeem(uow: UnitOfWork, chat_id: int, invite_id: int) -> Bound:
    """«Да, подключить»: binds the chat, once for each code, and tells who must know.

    The id comes from a button and proves nothing; what counts is that this very chat has shown the
    code within the hour. Else, and when another was quicker, `Refused("bad_code")`. The rules on
    keeping code and chat to oneself are accepted by it.
    """
    await uow.bindings.lock_chat(chat_id)
    request = await uow.invites.shown_invite(invite_id, chat_id, uow.now - CONFIRM_WITHIN)
    invitee = await _invitee(uow, request) if request else None
    if invitee is None or not await uow.invites.use_invite(invite_id, chat_id):
        raise Refused("bad_code")
    binding_id, is_new = await uow.bindings.bind(chat_id, invitee.request)
    await uow.bindings.accept_rules(binding_id, RULES_VERSION)
    await uow.chats.choose_hat(chat_id, binding_id)
    _note_redeemed(uow, chat_id, invitee, binding_id)
    if is_new:
        await uow.notices.hand_over(binding_id)
        await _tell_others(uow, chat_id, invitee, binding_id)
    return Bound(binding_id, invitee)


def _note_redeemed(uow: UnitOfWork, chat_id: int, invitee: Invitee, binding_id: int) -> None:
    uow.audit.note_by(
        Who(invitee.school.id, chat_id, invitee.person.id, invitee.role.value),
        Deed.REDEEM_CODE,
        Thing(ThingKind.BINDING, binding_id),
        about=invitee.student.id if invitee.student else invitee.person.id,
        after={"role": invitee.role.value, "rules": RULES_VERSION},
    )


async def leave(uow: UnitOfWork, actor: Actor, binding_ids: Collection[int]) -> None:
    """«/leave»: the chat's own bindings end; others are `Denied`."""
    actor.require_hat()
    own = {hat.binding_id: hat for hat in actor.hats}
    if not own.keys() >= set(binding_ids):
        raise Denied(Action.END_BINDING)
    for binding_id in binding_ids:
        hat = own[binding_id]
        await uow.bindings.end([binding_id], hat.person.id)
        await uow.notices.hand_over(binding_id)
        about = hat.student.id if hat.student else hat.person.id
        uow.audit.note(actor, hat, Deed.LEAVE, Thing(ThingKind.BINDING, binding_id), about=about)


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
    actor.require_pin(hat, Action.END_BINDING)
    if binding.ended_at is None:
        _check_family(hat, binding, uow.now)
        await uow.bindings.end([binding.id], hat.person.id)
        await uow.notices.hand_over(binding.id)
        thing = Thing(ThingKind.BINDING, binding.id)
        about = binding.student.id if binding.student else binding.person.id
        uow.audit.note(actor, hat, Action.END_BINDING, thing, about=about)
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


def _must_not_wait(failures: Failures, now: datetime) -> None:
    until = wait_until(failures, now)
    if until is not None:
        raise TryLater(max(1, ceil((until - now).total_seconds())))


@dataclass(frozen=True, slots=True)
class _Hashes:
    """Of what was typed; empty where it has not the form. `key`: which failures are the same."""

    code: str
    link: str

    @property
    def key(self) -> str:
        return (self.code or self.link)[:_KEY_LENGTH]


async def _hashes(typed: str) -> _Hashes:
    typed = typed.strip()
    code = normalise(typed)
    return _Hashes(
        await asyncio.to_thread(hash_code, code) if code else "",
        hash_link_token(typed) if is_link_token(typed) else "",
    )


async def _offer(uow: UnitOfWork, hashes: _Hashes) -> Offer | None:
    found = await uow.invites.find_invite(hashes.code, hashes.link)
    invite_id, request = found or (0, _NOBODY)
    invitee = await _invitee(uow, request)
    return Offer(invite_id, invitee) if invitee else None


async def _invitee(uow: UnitOfWork, request: InviteRequest) -> Invitee | None:
    """None when the request has ceased to hold since the code was issued."""
    for invitee in await uow.invites.invitees_of_people([request.person_id]):
        if invitee.request == request:
            return invitee
    return None


async def _tell_others(uow: UnitOfWork, chat_id: int, invitee: Invitee, binding_id: int) -> None:
    student = invitee.student
    if student is None:
        await tell_of_staff_chat(uow, invitee.school.id, invitee.person.id, chat_id)
        return
    event = Event(Kind.BINDING, student.id, binding_id, binding_id)
    await tell_families(uow, [event])
    if student.homeroom_teacher_id is not None:
        await tell_person(uow, event, student.homeroom_teacher_id)
