"""A school's own texts of consents, and who it names as the operator (R031, R033)."""

from domain.audit.model import Deed, Thing, ThingKind, Who
from domain.calendar import School
from domain.consent.documents import current_document, next_document
from domain.consent.model import NEEDED, Document, Purpose
from domain.consent.telling import ask_families
from domain.errors import Refused
from domain.uow import UnitOfWork

LONGEST = 3500  # characters: with the names filled in it fits one message of 4 096
_FILLED = ("{operator}", "{giver}", "{whose}")  # 152-ФЗ art. 9 p. 4: nobody may be missing


async def publish(
    uow: UnitOfWork, school: School, purpose: Purpose, template: str, *, ask_again: bool
) -> tuple[Document, int]:
    """The text holds from now on; with `ask_again` who agreed to another one is asked anew.

    Gives the document and how many consents ended. What holds already makes no new version.
    `Refused` "consent_text" for a text that names nobody, or that fits no message.
    """
    template = template.strip()
    missing = [each for each in _FILLED if each not in template]
    if missing or len(template) > LONGEST:
        raise Refused("consent_text", missing=", ".join(missing), limit=LONGEST)
    stored = await uow.consent_documents.latest(school.id, purpose)
    document = next_document(school, purpose, stored, template)
    if document.id is None:
        document = await uow.consent_documents.add(school.id, document)
    ended = await _ask_anew(uow, school, document) if ask_again else 0
    uow.audit.note_by(
        Who(school.id),
        Deed.PUBLISH_TEXT,
        Thing(ThingKind.SCHOOL, school.id),
        before={"version": stored.version if stored else None},
        after={"purpose": purpose.value, "version": document.version, "asked_anew": ended},
    )
    return document, ended


async def _ask_anew(uow: UnitOfWork, school: School, document: Document) -> int:
    """Ends what was given to earlier versions, and asks the families for what nothing works
    without."""
    agreed = (school.id, document.purpose, document.version)
    pupils = await uow.consents.subjects_of(*agreed)
    ended = await uow.consents.end_all(*agreed)
    if document.purpose in NEEDED and school.policy.requires_consent:
        await ask_families(uow, pupils)
    return ended


async def name_operator(uow: UnitOfWork, school: School, name: str, address: str | None) -> None:
    """Who answers for the data, as every text and document says from now on.

    A text that names them is a new version with the next consent; nobody is asked anew for it.
    """
    changes: dict[str, str | bool] = {"operator_name": name}
    if address is not None:
        changes["operator_address"] = address
    await uow.staff_papers.change_policy(school.id, changes)
    uow.audit.note_by(
        Who(school.id),
        Deed.NAME_OPERATOR,
        Thing(ThingKind.POLICY, school.id),
        before={"operator_name": school.policy.operator_name},
        after={"operator_name": name},
    )


async def texts_in_force(uow: UnitOfWork, school: School) -> list[Document]:
    """The text of each purpose that would be signed today."""
    return [await current_document(uow, school, purpose) for purpose in Purpose]
