"""What the school does about consents: sees who lacks what, records what came on paper (R022)."""

from domain.access import Action
from domain.actor import Actor
from domain.classes.model import SchoolClass
from domain.consent.documents import stored_document
from domain.consent.model import Consent, FamilyStanding, Paper, Purpose
from domain.consent.signature import Signature
from domain.errors import Denied, unknown_is_denied
from domain.hat import Hat, Target
from domain.uow import UnitOfWork


async def class_consents(
    uow: UnitOfWork, actor: Actor, class_id: int
) -> tuple[SchoolClass, list[FamilyStanding]]:
    """Who of a class lacks what."""
    with unknown_is_denied(Action.READ_CONSENTS):
        school_class = await uow.classes.school_class(class_id)
    actor.require(Action.READ_CONSENTS, school_class.target)
    return school_class, await uow.consents.families(school_class_id=class_id)


async def family_consents(
    uow: UnitOfWork, actor: Actor, student_id: int, action: Action = Action.READ_CONSENTS
) -> tuple[Hat, FamilyStanding, list[Consent]]:
    """One family for the school, with everything that was given and withdrawn."""
    with unknown_is_denied(action):
        student, school = await uow.people.student(student_id)
    target = Target(
        school_id=school.id, student_id=student.id, school_class_id=student.school_class_id
    )
    hat = actor.require(action, target)
    if not hat.is_staff:
        raise Denied(action)
    [family] = await uow.consents.families(student_id=student_id)
    people = {student_id, *(each.person.id for each in family.guardians)}
    return hat, family, await uow.consents.about(people)


async def record_paper(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    giver_id: int,
    purpose: Purpose,
    paper: Paper,
) -> None:
    """A consent given on paper by a guardian, or by the pupil."""
    hat, family, _given = await family_consents(uow, actor, student_id, Action.RECORD_CONSENT)
    _require_member(family, giver_id)
    document = await stored_document(uow, hat.school, purpose)
    written = Signature(uow, actor, hat, Action.RECORD_CONSENT)
    await written.give(document, giver_id, student_id, paper)


async def record_withdrawal(
    uow: UnitOfWork, actor: Actor, student_id: int, consent_id: int, paper: Paper
) -> None:
    """A consent withdrawn by a statement on paper."""
    hat, family, given = await family_consents(uow, actor, student_id, Action.RECORD_CONSENT)
    consent = next((each for each in given if each.id == consent_id), None)
    if consent is None:
        raise Denied(Action.RECORD_CONSENT)
    _require_member(family, consent.giver.id)
    if consent.is_in_force:
        written = Signature(uow, actor, hat, Action.RECORD_CONSENT)
        await written.end(consent, by=consent.giver.id, paper=paper)


def _require_member(family: FamilyStanding, person_id: int) -> None:
    known = {family.student.id, *(each.person.id for each in family.guardians)}
    if person_id not in known:
        raise Denied(Action.RECORD_CONSENT)
