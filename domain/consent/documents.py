"""The texts of consents: what the school published, or the usual ones of this folder.

A text is data (R033): files in `texts`, replaced for a school by `python -m bot consent-text`. Each
has what 152-ФЗ art. 9 p. 4 asks for (facts §2.13). In it `{operator}` and `{address}` are filled
when it is published, `{giver}` and `{whose}` when somebody reads it.
"""

from functools import cache
from pathlib import Path

from domain.calendar import School
from domain.consent.model import NEEDED, Document, Purpose
from domain.people import Person
from domain.uow import UnitOfWork

_TEXTS = Path(__file__).parent / "texts"


@cache
def usual_template(purpose: Purpose) -> str:
    """The text that holds where a school has published none of its own."""
    return (_TEXTS / f"{purpose}.txt").read_text(encoding="utf-8").strip()


def published(template: str, operator: str, address: str = "") -> str:
    """The text with the operator named; braces of other words are left as they are."""
    named = template.replace("{operator}", operator)
    return named.replace("{address}", f", {address}" if address else "")


def filled(text: str, giver: str, whose: str) -> str:
    """The text as one person reads it."""
    return text.replace("{giver}", giver).replace("{whose}", whose)


def whose_data(subject: Person, giver: Person, purpose: Purpose, *, in_full: bool = True) -> str:
    """Whose data a document is about, in Russian as all the texts are."""
    if subject.id == giver.id:
        return "мои"
    name = subject.full_name if in_full else subject.initials
    both = "мои и " if purpose in NEEDED else ""
    return f"{both}ребёнка, которого я представляю ({name})"


def next_document(
    school: School, purpose: Purpose, stored: Document | None, template: str | None = None
) -> Document:
    """The document that holds now; `id` None where it is not stored as it would read.

    A new template, or another name of the operator, makes a new version. A new release of the
    program with other usual texts makes none where the school has a stored one.
    """
    if template is None:
        template = stored.template if stored else usual_template(purpose)
    text = published(template, school.operator, school.policy.operator_address)
    if stored is not None and stored.text == text:
        return stored
    return Document(None, purpose, stored.version + 1 if stored else 1, template, text)


async def current_document(uow: UnitOfWork, school: School, purpose: Purpose) -> Document:
    """What is signed today; nothing is written."""
    return next_document(school, purpose, await uow.consent_documents.latest(school.id, purpose))


async def stored_document(uow: UnitOfWork, school: School, purpose: Purpose) -> Document:
    """The same, stored, so that a consent can name it."""
    document = await current_document(uow, school, purpose)
    if document.id is None:
        return await uow.consent_documents.add(school.id, document)
    return document
