"""Writing to the families of a class: one person, several families, or all (R124).

What was typed is shown once more with the number of those who will get it, and goes out by
«Отправить»: a letter to a whole class cannot be called back. Every guardian of a picked family is
a recipient, connected or not: who connects later finds the letter, and until then the writer sees
that it did not arrive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.model import Family, Member, SchoolClass
from domain.classes.use_cases import class_families
from domain.errors import Denied, Refused
from domain.evening.planning import refresh_cards
from domain.messages.model import Addressee, Delivery, Draft, Recipient, StoredDraft
from domain.messages.use_cases import checked_text
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a letter is meant for; no `student_ids` means every family of the class."""

    school_class_id: int
    student_ids: tuple[int, ...] = ()
    person_id: int | None = None  # this guardian alone


async def recipients_of(
    uow: UnitOfWork, actor: Actor, audience: Audience
) -> tuple[SchoolClass, tuple[Recipient, ...]]:
    """Who would get a letter now. `Denied` for a family of another class.

    `Refused` "no_recipients" where the school knows no guardian of any of them.
    """
    school_class, families = await class_families(
        uow, actor, audience.school_class_id, Action.WRITE_TO_FAMILIES
    )
    writer = actor.require(Action.WRITE_TO_FAMILIES, school_class.target).person.id
    if not set(audience.student_ids) <= {family.student.id for family in families}:
        raise Denied(Action.WRITE_TO_FAMILIES)
    found = tuple(
        _recipient(family, guardian)
        for family in families
        if not audience.student_ids or family.student.id in audience.student_ids
        for guardian in family.guardians
        if audience.person_id in (None, guardian.person.id) and guardian.person.id != writer
    )
    if not found:
        raise Refused("no_recipients")
    return school_class, found


async def write_draft(uow: UnitOfWork, actor: Actor, audience: Audience, typed: str) -> Draft:
    """Keeps the text for its preview, in place of an earlier one of the same person."""
    text = checked_text(typed)
    school_class, recipients = await recipients_of(uow, actor, audience)
    hat = actor.require(Action.WRITE_TO_FAMILIES, school_class.target)
    draft_id = await uow.messages.add_draft(
        hat.person.id, school_class.id, audience.person_id, audience.student_ids, text
    )
    return Draft(draft_id, school_class, text, recipients)


async def send_draft(uow: UnitOfWork, actor: Actor, draft_id: int) -> int:
    """Sends it to whom it would go now; the id of the letter.

    `Refused` "draft_gone" for one that was sent, dropped or replaced: pressed twice it goes once.
    """
    stored = await _own_draft(uow, actor, draft_id)
    if stored is None:
        raise Refused("draft_gone")
    audience = Audience(stored.school_class_id, stored.student_ids, stored.person_id)
    school_class, recipients = await recipients_of(uow, actor, audience)
    if not await uow.messages.take_draft(draft_id):
        raise Refused("draft_gone")
    return await _send(uow, actor, (stored.sender_id, stored.text), school_class, recipients)


async def send_to(uow: UnitOfWork, actor: Actor, audience: Audience, text: str) -> int:
    """The same without a preview, of words that nobody typed; `Refused` "no_recipients"."""
    school_class, recipients = await recipients_of(uow, actor, audience)
    sender = actor.require(Action.WRITE_TO_FAMILIES, school_class.target).person
    words = checked_text(text)
    return await _send(uow, actor, (sender.id, words), school_class, recipients)


async def _send(
    uow: UnitOfWork,
    actor: Actor,
    letter: tuple[int, str],
    school_class: SchoolClass,
    recipients: Sequence[Recipient],
) -> int:
    message_id = await uow.messages.add(*letter, _addressees(recipients), school_class.id)
    _note(uow, actor, school_class, message_id, recipients)
    told = [
        (Event(Kind.MESSAGE, each.student.id, message_id, message_id), each.person.id)
        for each in recipients
    ]
    await tell_people(uow, told)
    await refresh_cards(uow, {each.student.id for each in recipients})
    return message_id


def _note(
    uow: UnitOfWork,
    actor: Actor,
    school_class: SchoolClass,
    message_id: int,
    recipients: Sequence[Recipient],
) -> None:
    """To whom, never what."""
    hat = actor.require(Action.WRITE_TO_FAMILIES, school_class.target)
    students = sorted({each.student.id for each in recipients})
    uow.audit.note(
        actor,
        hat,
        Action.WRITE_TO_FAMILIES,
        Thing(ThingKind.MESSAGE, message_id),
        about=students[0] if len(students) == 1 else None,
        after={"to": sorted({each.person.id for each in recipients}), "students": students},
    )


async def drop_draft(uow: UnitOfWork, actor: Actor, draft_id: int) -> None:
    """Forgets it; a foreign or missing one changes nothing."""
    if await _own_draft(uow, actor, draft_id) is not None:
        await uow.messages.take_draft(draft_id)


async def _own_draft(uow: UnitOfWork, actor: Actor, draft_id: int) -> StoredDraft | None:
    actor.require_hat()
    stored = await uow.messages.draft(draft_id)
    if stored is None or all(hat.person.id != stored.sender_id for hat in actor.hats):
        return None
    return stored


def _addressees(recipients: Sequence[Recipient]) -> list[Addressee]:
    return [Addressee(each.person.id, each.student.id) for each in recipients]


def _recipient(family: Family, guardian: Member) -> Recipient:
    delivery = Delivery.WAITING
    if not guardian.is_connected:
        delivery = Delivery.NOT_CONNECTED
    elif guardian.is_unreachable:
        delivery = Delivery.UNREACHABLE
    return Recipient(guardian.person, family.student, delivery)
