"""What a family does about its consents: reads, gives, withdraws (R022–R024)."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.access import Action, Role
from domain.actor import Actor
from domain.consent.documents import current_document, filled, stored_document, whose_data
from domain.consent.model import (
    NEEDED,
    Consent,
    Document,
    Purpose,
    Whose,
)
from domain.consent.needs import Age, age_of
from domain.consent.signature import Signature
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Text:
    """A document as the wearer of a hat reads it."""

    document: Document
    text: str


@dataclass(frozen=True, slots=True)
class OwnConsents:
    """What was given about the child of a hat and about its wearer, and what they can give."""

    hat: Hat
    consents: tuple[Consent, ...]  # in force, then those that ended, the newest first
    can_give: tuple[Purpose, ...]


def givable(hat: Hat) -> tuple[Purpose, ...]:
    """The needed purposes that the wearer of this hat could give and has not."""
    own = {Whose.CHILD, Whose.SELF} if Role.GUARDIAN in hat.roles else {Whose.PUPIL}
    lacking = {need.purpose for need in hat.lacks if need.whose in own}
    return tuple(purpose for purpose in NEEDED if purpose in lacking)


def family_hat(actor: Actor, binding_id: int = 0) -> Hat:
    """The family's hat of this binding, or the one worn now; else `Denied`."""
    actor.require_hat()
    for hat in actor.current_first:
        if binding_id in (0, hat.binding_id) and hat.student is not None:
            return hat
    raise Denied(Action.GIVE_CONSENT)


async def read_text(uow: UnitOfWork, actor: Actor, binding_id: int, purpose: Purpose) -> Text:
    """What would be signed in this hat."""
    hat = family_hat(actor, binding_id)
    _require(actor, hat, Action.GIVE_CONSENT)
    document = await current_document(uow, hat.school, purpose)
    return Text(document, _filled(hat, document))


async def own_consents(uow: UnitOfWork, actor: Actor, binding_id: int = 0) -> OwnConsents:
    """«Согласия» of a family."""
    hat = family_hat(actor, binding_id)
    _require(actor, hat, Action.READ_CONSENTS)
    student = _student_id(hat)
    found = await uow.consents.about({student, hat.person.id})
    in_order = sorted(found, key=lambda each: not each.is_in_force)
    return OwnConsents(hat, tuple(in_order), await _can_give(uow, hat, found))


async def _can_give(uow: UnitOfWork, hat: Hat, given: Iterable[Consent]) -> tuple[Purpose, ...]:
    """What is lacking; what a pupil may give before it is; photos, which nothing waits for."""
    student = _student_id(hat)
    held = {
        each.purpose
        for each in given
        if each.is_in_force and each.subject.id == student and each.is_own is _is_pupil(hat)
    }
    if not _is_pupil(hat):
        photo = () if Purpose.PHOTO in held else (Purpose.PHOTO,)
        return (*givable(hat), *photo)
    return tuple(each for each in NEEDED if each not in held) if await _may_give(uow, hat) else ()


async def give(uow: UnitOfWork, actor: Actor, binding_id: int, purpose: Purpose) -> Hat:
    """The wearer of the hat consents: a guardian for the child and, where it is needed, for
    themselves; a pupil for themselves. `Refused` for a pupil who is too young to.
    """
    hat = family_hat(actor, binding_id)
    _require(actor, hat, Action.GIVE_CONSENT)
    if not await _may_give(uow, hat):
        raise Refused("consent_too_young", age=hat.school.policy.own_consent_warning_age)
    document = await stored_document(uow, hat.school, purpose)
    written = Signature(uow, actor, hat, Action.GIVE_CONSENT)
    await written.give(document, hat.person.id, _student_id(hat))
    return hat


async def open_consent(uow: UnitOfWork, actor: Actor, consent_id: int) -> tuple[Hat, Consent, str]:
    """One's own consent with the text that was signed; else `Denied`."""
    with unknown_is_denied(Action.READ_CONSENTS):
        consent = await uow.consents.consent(consent_id)
    hat = _hat_of(actor, consent)
    _require(actor, hat, Action.READ_CONSENTS)
    document, _school_id = await uow.consent_documents.document(consent.document_id)
    whose = whose_data(consent.subject, consent.giver, consent.purpose)
    return hat, consent, filled(document.text, consent.giver.full_name, whose)


def may_withdraw(hat: Hat, consent: Consent) -> bool:
    """Guardians take back what guardians gave for the child; everybody what they gave for
    themselves. A pupil takes back nothing of the parents', nor they the pupil's own.
    """
    if consent.subject.id == hat.person.id:
        return consent.is_own
    return Role.GUARDIAN in hat.roles and not consent.is_own


async def consent_to_withdraw(
    uow: UnitOfWork, actor: Actor, consent_id: int
) -> tuple[Hat, Consent, str]:
    """The same, where it is theirs to take back; else `Denied`."""
    hat, consent, text = await open_consent(uow, actor, consent_id)
    _require(actor, hat, Action.GIVE_CONSENT)
    if not may_withdraw(hat, consent):
        raise Denied(Action.GIVE_CONSENT)
    return hat, consent, text


async def withdraw(uow: UnitOfWork, actor: Actor, consent_id: int) -> tuple[Hat, Consent]:
    """Ends it at once, and what waits in the outbox is not sent; the connection stays (R024).

    Of a child every guardian's consent for the purpose ends: any of them may withdraw.
    """
    hat, consent, _text = await consent_to_withdraw(uow, actor, consent_id)
    if consent.is_in_force:
        await Signature(uow, actor, hat, Action.GIVE_CONSENT).end(consent, by=hat.person.id)
    return hat, consent


def _require(actor: Actor, hat: Hat, action: Action) -> None:
    actor.require(action, Target(school_id=hat.school.id, student_id=_student_id(hat)))


def _student_id(hat: Hat) -> int:
    if hat.student is None:
        raise Denied(Action.READ_CONSENTS)
    return hat.student.id


async def _may_give(uow: UnitOfWork, hat: Hat) -> bool:
    if not _is_pupil(hat):
        return True
    born = await uow.consents.birth_date(hat.person.id)
    today = hat.school.today(uow.now)
    return age_of(hat.school.policy, born, today) is not Age.CHILD


def _filled(hat: Hat, document: Document) -> str:
    """A child whose data may not be shown yet is there by initials."""
    assert hat.student is not None  # a family's hat
    whose = whose_data(hat.student, hat.person, document.purpose, in_full=not hat.lacks)
    return filled(document.text, hat.person.full_name, whose)


def _is_pupil(hat: Hat) -> bool:
    return Role.STUDENT in hat.roles


def _hat_of(actor: Actor, consent: Consent) -> Hat:
    """The hat that the consent is about; else `Denied`."""
    actor.require_hat()
    for hat in actor.current_first:
        if hat.student is not None and consent.subject.id in (hat.student.id, hat.person.id):
            return hat
    raise Denied(Action.READ_CONSENTS)
