"""One's own chats: since when they are connected, when last used, and ending them (R015)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.binding.model import OwnChat
from domain.errors import Denied, Refused
from domain.hat import Hat, Target
from domain.uow import UnitOfWork

TRUSTED_AFTER = timedelta(days=1)
"""Before that a chat cannot end an older one: else whoever came by a stolen code could throw the
owner out, who has been told of the newcomer and can end it first («Это не я»)."""


@dataclass(frozen=True, slots=True)
class OwnChats:
    """Every chat of the people who use this one; the one in hand first."""

    chats: tuple[OwnChat, ...]
    accepted_on: date | None  # the rules on keeping code and chat to oneself, the first time
    trusted_from: datetime | None = None  # when this chat may end older ones; None: it may now

    def may_end(self, chat: OwnChat) -> bool:
        """Whether the chat in hand, which is the first, may end this other one now."""
        is_older = chat.bound_at < self.chats[0].bound_at
        return chat is not self.chats[0] and not (is_older and self.trusted_from is not None)


async def own_chats(uow: UnitOfWork, actor: Actor) -> OwnChats:
    """The chats connected as the person of the hat worn now, this one first."""
    hat = _self(actor)
    found = await uow.bindings.chats_of(hat.person.id)
    chats = sorted(found, key=lambda each: (each.chat_id != actor.chat_id, each.bound_at))
    accepted = [each.accepted_at for each in chats if each.accepted_at is not None]
    first = hat.school.local(min(accepted)).date() if accepted else None
    trusted_from = chats[0].bound_at + TRUSTED_AFTER
    return OwnChats(tuple(chats), first, trusted_from if uow.now < trusted_from else None)


async def end_own_chat(uow: UnitOfWork, actor: Actor, chat_key: int) -> OwnChat:
    """Everything that another chat of the same person is connected to ends there.

    `chat_key` is any binding's id in that chat. `Refused` "chat_too_new" for an older chat within
    `TRUSTED_AFTER`; the chat in hand is left by `leave`.
    """
    hat = _self(actor)
    own = await own_chats(uow, actor)
    found = next((each for each in own.chats if chat_key in each.binding_ids), None)
    if found is None or found.chat_id == actor.chat_id:
        raise Denied(Action.END_OWN_CHAT)
    if not own.may_end(found):
        raise Refused("chat_too_new")
    await uow.bindings.end(found.binding_ids, hat.person.id)
    for binding_id in found.binding_ids:
        await uow.notices.hand_over(binding_id)
        thing = Thing(ThingKind.BINDING, binding_id)
        uow.audit.note(actor, hat, Action.END_OWN_CHAT, thing, about=hat.person.id)
    return found


def _self(actor: Actor) -> Hat:
    hat = actor.require_hat()
    own = Target(school_id=hat.school.id, person_id=hat.person.id)
    return actor.require(Action.END_OWN_CHAT, own)
