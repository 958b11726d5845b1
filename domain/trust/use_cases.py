"""Naming a trusted person, changing what they see, prolonging and revoking it (R010)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.binding.inviting import issue_invites
from domain.binding.model import BindingRole, InviteRequest, IssuedInvite
from domain.calendar import School
from domain.consent.documents import stored_document
from domain.consent.model import NewConsent, Purpose
from domain.diary import open_diary, permitted, target_of
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat
from domain.people import Student
from domain.trust.model import (
    MOST,
    SHOWN_AFTER,
    Circle,
    ContactRelation,
    Held,
    NewContact,
    Term,
    TrustedContact,
    to_number,
)
from domain.trust.offering import offered_rights, terms
from domain.trust.telling import tell_revoked
from domain.typed import cased, clean
from domain.uow import UnitOfWork

NAME_LENGTH = 100  # characters of one word of a name, as the register has it


async def trusted_contacts(uow: UnitOfWork, actor: Actor, student_id: int) -> Circle:
    """Who is entrusted with a child's diary, whoever of the guardians named them."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_TRUSTED)
    circle = await _circle(uow, actor, student, school)
    if not circle.contacts:
        return circle
    return replace(circle, has_consent=await _has_consent(uow, student, school))


async def circle_to_join(uow: UnitOfWork, actor: Actor, student_id: int) -> Circle:
    """The same for whoever may name another one; `Refused` "trust_full"."""
    student, school = await open_diary(uow, actor, student_id, Action.NAME_TRUSTED)
    circle = await _circle(uow, actor, student, school)
    if circle.is_full:
        raise Refused("trust_full", most=MOST)
    return circle


async def _circle(uow: UnitOfWork, actor: Actor, student: Student, school: School) -> Circle:
    today = school.today(uow.now)
    contacts = await uow.trusts.of_student(student.id, today - SHOWN_AFTER)
    return Circle(
        student,
        school,
        tuple(contacts),
        offered_rights(school.policy, student.grade_level),
        may_name=actor.may(Action.NAME_TRUSTED, target_of(student, school)),
        is_full=sum(each.holds(today) for each in contacts) >= MOST,
    )


async def _has_consent(uow: UnitOfWork, student: Student, school: School) -> bool:
    if not school.policy.requires_consent:
        return True
    standings = await uow.consents.standings([student.id])
    return Purpose.TRUSTED in standings[student.id].by_guardian


async def open_contact(uow: UnitOfWork, actor: Actor, trust_id: int) -> Held:
    """One of them; a foreign one and one that was revoked are refused in equal words."""
    held, _hat = await _open(uow, actor, trust_id, Action.READ_TRUSTED)
    return held


async def agree(uow: UnitOfWork, actor: Actor, student_id: int) -> Hat:
    """The guardian consents that somebody else sees the diary (152-ФЗ); `Refused` "trust_full".

    Repeating it changes nothing.
    """
    circle = await circle_to_join(uow, actor, student_id)
    student, school = circle.student, circle.school
    hat = actor.require(Action.NAME_TRUSTED, target_of(student, school))
    if await _has_agreed(uow, student, hat):
        return hat
    document = await stored_document(uow, school, Purpose.TRUSTED)
    assert document.id is not None  # it is stored
    given = NewConsent(student.id, hat.person.id, Purpose.TRUSTED, document.id)
    for consent_id, _given in await uow.consents.give([given]):
        uow.audit.note(
            actor,
            hat,
            Action.NAME_TRUSTED,
            Thing(ThingKind.CONSENT, consent_id),
            about=student.id,
            after={"purpose": Purpose.TRUSTED.value, "version": document.version},
        )
    return hat


async def _has_agreed(uow: UnitOfWork, student: Student, hat: Hat) -> bool:
    """This guardian, whatever the other one has signed."""
    return any(
        each.is_in_force and each.purpose is Purpose.TRUSTED and each.giver.id == hat.person.id
        for each in await uow.consents.about([student.id])
        if each.subject.id == student.id
    )


async def name_contact(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    typed: str,
    relation: ContactRelation,
    rights: Collection[Action],
    term: Term,
) -> tuple[Held, IssuedInvite]:
    """Stores the person with what is entrusted, and gives the code to hand on.

    `Refused` "trust_name", "trust_empty", "trust_full".
    """
    family_name, given_name, middle_name = checked_name(typed)
    hat = await agree(uow, actor, student_id)
    student, school = await open_diary(uow, actor, student_id, Action.NAME_TRUSTED)
    chosen = _chosen(actor, student, school, rights)
    ends = await _end(uow, student, school, term)
    trust_id = await uow.trusts.add(
        NewContact(
            school_id=school.id,
            family_name=family_name,
            given_name=given_name,
            middle_name=middle_name,
            student_id=student.id,
            guardian_id=hat.person.id,
            relation=relation,
            rights=chosen,
            ends=ends,
        )
    )
    contact = await uow.trusts.contact(trust_id)
    _note(uow, actor, hat, Action.NAME_TRUSTED, contact, after=_facts(contact))
    issued = await _issue(uow, contact, hat)
    return Held(await uow.trusts.contact(trust_id), student, school, is_own=True), issued


async def choose_rights(
    uow: UnitOfWork, actor: Actor, trust_id: int, rights: Collection[Action]
) -> Held:
    """What the person sees from now on; `Refused` "trust_empty" and "trust_of_other"."""
    held, hat = await _open_own(uow, actor, trust_id)
    chosen = _chosen(actor, held.student, held.school, rights)
    return await _change(uow, actor, held, hat, chosen, held.contact.ends)


async def prolong(uow: UnitOfWork, actor: Actor, trust_id: int, term: Term) -> Held:
    """From today for this long, shorter or longer than before; `Refused` "trust_of_other"."""
    held, hat = await _open_own(uow, actor, trust_id)
    ends = await _end(uow, held.student, held.school, term)
    return await _change(uow, actor, held, hat, held.contact.rights, ends)


async def new_code(
    uow: UnitOfWork, actor: Actor, trust_id: int, *, seen: int
) -> tuple[Held, IssuedInvite]:
    """Another code for the same person; the chat that is connected sees nothing from now on.

    `Refused` "trust_of_other", "trust_over" when it has ended, and "codes_changed" when another
    code was issued since the button was drawn (`seen`).
    """
    held, hat = await _open_own(uow, actor, trust_id)
    if held.contact.last_invite_id != seen:
        raise Refused("codes_changed")
    if not held.contact.holds(held.school.today(uow.now)):
        raise Refused("trust_over")
    chats = await _chats(uow, held.contact)
    await uow.trusts.disconnect(trust_id, hat.person.id)
    facts: Facts = {"code": True}
    _note(uow, actor, hat, Action.NAME_TRUSTED, held.contact, after=facts)
    issued = await _issue(uow, held.contact, hat)
    return replace(await open_contact(uow, actor, trust_id), chats=chats), issued


async def revoke(uow: UnitOfWork, actor: Actor, trust_id: int) -> Held:
    """Either guardian ends it: from the next update on the person sees nothing, and is told so."""
    held, hat = await _open(uow, actor, trust_id, Action.END_TRUST)
    contact = held.contact
    chats = await _chats(uow, contact)
    await tell_revoked(uow, contact)
    await uow.trusts.revoke(trust_id, hat.person.id)
    _note(uow, actor, hat, Action.END_TRUST, contact, before=_facts(contact), after={"ends": None})
    return replace(held, chats=chats)


async def _chats(uow: UnitOfWork, contact: TrustedContact) -> tuple[int, ...]:
    """Where the child's diary is open to the trusted person."""
    found = await uow.bindings.chats_of(contact.person.id, {contact.student_id})
    return tuple(each.chat_id for each in found)


def checked_name(typed: str) -> tuple[str, str, str]:
    """«Иванова Мария Петровна» as family, given and middle name; else `Refused` "trust_name"."""
    words = clean(typed).split()
    if len(words) not in (2, 3) or not all(map(_is_name, words)):
        raise Refused("trust_name")
    family_name, given_name, *middle = map(cased, words)
    return family_name, given_name, middle[0] if middle else ""


def _is_name(word: str) -> bool:
    return len(word) <= NAME_LENGTH and all(each.isalpha() or each in "-'’." for each in word)


async def _open(uow: UnitOfWork, actor: Actor, trust_id: int, action: Action) -> tuple[Held, Hat]:
    actor.require_hat()
    with unknown_is_denied(action):
        contact = await uow.trusts.contact(trust_id)
    student, school = await open_diary(uow, actor, contact.student_id, action)
    hat = actor.require(action, target_of(student, school))
    own = {each.person.id for each in actor.hats_about(student.id)}
    return Held(contact, student, school, contact.guardian.id in own), hat


async def _open_own(uow: UnitOfWork, actor: Actor, trust_id: int) -> tuple[Held, Hat]:
    """For the guardian who named them: what another one entrusted is not theirs to widen."""
    held, _hat = await _open(uow, actor, trust_id, Action.NAME_TRUSTED)
    for hat in actor.hats_about(held.student.id):
        if hat.person.id == held.contact.guardian.id:
            return held, hat
    raise Refused("trust_of_other")


def _chosen(
    actor: Actor, student: Student, school: School, rights: Collection[Action]
) -> frozenset[Action]:
    """What of the ticks there is to entrust; `Refused` "trust_empty" where that is nothing."""
    offered = offered_rights(school.policy, student.grade_level)
    chosen = permitted(actor, student, school, offered) & frozenset(rights)
    if not chosen:
        raise Refused("trust_empty")
    return chosen


async def _end(uow: UnitOfWork, student: Student, school: School, term: Term) -> date:
    found = await terms(uow, student, school)
    # The school year may be over since the button was made.
    return found.get(term, found[Term.MONTH])


async def _change(
    uow: UnitOfWork, actor: Actor, held: Held, hat: Hat, rights: frozenset[Action], ends: date
) -> Held:
    before = held.contact
    if (rights, ends) == (before.rights, before.ends):
        return held
    await uow.trusts.change(before.id, rights, ends)
    after = await uow.trusts.contact(before.id)
    _note(uow, actor, hat, Action.NAME_TRUSTED, after, _facts(before), _facts(after))
    return Held(after, held.student, held.school, held.is_own)


async def _issue(uow: UnitOfWork, contact: TrustedContact, hat: Hat) -> IssuedInvite:
    request = InviteRequest(contact.person.id, BindingRole.TRUSTED_CONTACT, contact.student_id)
    [issued] = await issue_invites(uow, [request], hat.person.id)
    return issued


def _note(
    uow: UnitOfWork,
    actor: Actor,
    hat: Hat,
    action: Action,
    contact: TrustedContact,
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    thing = Thing(ThingKind.TRUST, contact.id)
    uow.audit.note(actor, hat, action, thing, about=contact.student_id, before=before, after=after)


def _facts(contact: TrustedContact) -> Facts:
    return {"rights": to_number(contact.rights), "ends": contact.ends.isoformat()}
