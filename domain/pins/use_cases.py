"""Setting a PIN, asking for it before a write, checking what was typed."""

import asyncio
from dataclasses import replace
from math import ceil

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Refused, TryLater
from domain.hat import Hat, Target
from domain.pins.model import LONGEST, SHORTEST, PinState, fits, hash_pin, is_pin, is_simple
from domain.uow import UnitOfWork


async def lock_idle(uow: UnitOfWork, who: Actor) -> Actor:
    """Whoever is about to write, with the staff hats locked whose PIN is due (`Actor.locked`).

    For a hat that is not, the chat is known to be in the right hands from now on.
    """
    staff = {hat.person.id: hat for hat in who.hats if hat.is_staff}
    if not staff:
        return who
    locked = set()
    for state in await uow.pins.states(who.chat_id, list(staff)):
        if state.is_idle(uow.now, staff[state.person_id].school.policy.pin_idle):
            locked.add(state.person_id)
        else:
            await uow.pins.note_seen(who.chat_id, state.person_id)
    return replace(who, locked=frozenset(locked)) if locked else who


async def has_pin(uow: UnitOfWork, actor: Actor) -> bool:
    hat = _own(actor)
    return await uow.pins.state(actor.chat_id, hat.person.id) is not None


async def check_pin(uow: UnitOfWork, actor: Actor, typed: str, person_id: int) -> bool:
    """Whether it is right; then the chat is unlocked for the policy's `pin_idle`.

    `TryLater` while wrong ones are delayed: of this chat alone, so that whoever holds a lost phone
    does not lock its owner out of the new one. A failure is stored: the transaction is to be
    committed.
    """
    hat = next((each for each in actor.hats if each.is_staff and each.person.id == person_id), None)
    if hat is None:
        return True  # no longer staff: nothing is kept by the PIN
    actor.require(Action.SET_PIN, Target(school_id=hat.school.id, person_id=person_id))
    state = await uow.pins.state(actor.chat_id, person_id)
    if state is None:
        return True  # removed meanwhile
    return await _check(uow, actor, state, typed)


async def prepare_pin(actor: Actor, typed: str) -> str:
    """The hash of a new PIN, to be compared with a second typing; `Refused` "pin_digits" and
    "pin_simple"."""
    _own(actor)
    if not is_pin(typed):
        raise Refused("pin_digits", shortest=SHORTEST, longest=LONGEST)
    if is_simple(typed):
        raise Refused("pin_simple")
    return await asyncio.to_thread(hash_pin, typed)


async def set_pin(uow: UnitOfWork, actor: Actor, typed: str, prepared: str) -> None:
    """Sets it if it was typed alike twice; else `Refused` "pin_differs"."""
    hat = _own(actor)
    if not await asyncio.to_thread(fits, typed, prepared):
        raise Refused("pin_differs")
    await uow.pins.set(hat.person.id, prepared)
    await uow.pins.note_seen(actor.chat_id, hat.person.id)
    _note(uow, actor, hat, is_set=True)


async def remove_pin(uow: UnitOfWork, actor: Actor) -> None:
    """One's own, once it was typed (`check_pin`)."""
    hat = _own(actor)
    await uow.pins.remove(hat.person.id)
    _note(uow, actor, hat, is_set=False)


async def _check(uow: UnitOfWork, actor: Actor, state: PinState, typed: str) -> bool:
    until = state.wait_until()
    if until is not None and until > uow.now:
        raise TryLater(max(1, ceil((until - uow.now).total_seconds())))
    if is_pin(typed) and await asyncio.to_thread(fits, typed, state.hash):
        await uow.pins.note_seen(actor.chat_id, state.person_id)
        return True
    await uow.pins.note_failure(actor.chat_id, state.person_id)
    return False


def _note(uow: UnitOfWork, actor: Actor, hat: Hat, *, is_set: bool) -> None:
    thing = Thing(ThingKind.PIN, hat.person.id)
    uow.audit.note(actor, hat, Action.SET_PIN, thing, about=hat.person.id, after={"set": is_set})


def _own(actor: Actor) -> Hat:
    hat = actor.require_hat()
    own = Target(school_id=hat.school.id, person_id=hat.person.id)
    return actor.require(Action.SET_PIN, own)
