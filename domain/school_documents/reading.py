"""Reading the documents of the school: the list, and a file of it.

The right is asked again when a file is handed out: by the roles and the grade of that moment, not
by the button.
"""

from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import Attachment, Owner
from domain.diary import target_of
from domain.errors import Denied, unknown_is_denied
from domain.hat import Hat, Target, may
from domain.school_documents.model import SchoolDocument, Shelf
from domain.school_documents.rules import in_order, is_for, is_shown, taken_off_of
from domain.uow import UnitOfWork


async def read_shelf(uow: UnitOfWork, actor: Actor) -> Shelf:
    """What there is for the hat worn now; one that keeps documents hears of those taken off."""
    hat = actor.require(Action.READ_DOCUMENTS, _own(actor.require_hat()))
    found = await uow.school_documents.of_school(hat.school.id)
    shown = in_order(each for each in found if is_shown(each, hat))
    taken_off = taken_off_of(found) if hat.keeps_documents else ()
    return Shelf(hat.school, hat.student, tuple(shown), hat.keeps_documents, taken_off)


async def has_documents(uow: UnitOfWork, actor: Actor) -> bool:
    """Whether a way to the list is worth showing: there is something on it."""
    hat = actor.require_hat()
    if not may(hat, Action.READ_DOCUMENTS, _own(hat)):
        return False
    return any(is_for(each, hat) for each in await uow.school_documents.listed_for(hat.school.id))


async def hand_out_document(
    uow: UnitOfWork, actor: Actor, document_id: int
) -> tuple[SchoolDocument, Attachment]:
    """The newest file of a document that one of the own hats is shown; else `Denied`."""
    actor.require_hat()
    with unknown_is_denied(Action.READ_DOCUMENTS):
        document = await uow.school_documents.document(document_id)
    shown = [each for each in actor.current_first if is_shown(document, each)]
    readers = [each for each in shown if may(each, Action.READ_DOCUMENTS, _own(each))]
    if not shown:
        raise Denied(Action.READ_DOCUMENTS)
    actor.require(Action.READ_DOCUMENTS, _own((readers or shown)[0]))
    files = await uow.attachments.of(Owner.DOCUMENT, document.id)
    return document, files[-1]


def may_read(actor: Actor, document: SchoolDocument) -> bool:
    """Whether one of the own hats is shown it."""
    readers = (each for each in actor.hats if may(each, Action.READ_DOCUMENTS, _own(each)))
    return any(is_shown(document, each) for each in readers)


def _own(hat: Hat) -> Target:
    """A family reads as far as its child is concerned, staff for the school."""
    if hat.student is None:
        return Target(school_id=hat.school.id)
    return target_of(hat.student, hat.school)
