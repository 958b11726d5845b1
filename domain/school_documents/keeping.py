"""Keeping the documents of the school: adding, replacing, saying for whom, taking off the list.

A document that is replaced keeps its older files, and one that is taken off the list keeps all of
them: what families could read on a day can be shown later.
"""

from collections.abc import Mapping
from typing import Any

from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import BOTH, Attachment, Incoming, Owner, checked
from domain.attachments.room import has_room
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import School
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.school_documents.model import (
    Audience,
    DocumentField,
    DocumentKind,
    KeptDocument,
    NewDocument,
    SchoolDocument,
    Shelf,
    SubjectChoice,
)
from domain.school_documents.rules import (
    checked_title,
    grades_of,
    number_of,
    taken_off_of,
    title_of,
)
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


def keepers_school(actor: Actor) -> School:
    """Where the actor keeps documents; else `Denied`."""
    return office(actor, Action.KEEP_DOCUMENTS).school


async def documents_taken_off(uow: UnitOfWork, actor: Actor) -> Shelf:
    """What nobody is shown any more, for who keeps documents."""
    school = keepers_school(actor)
    found = await uow.school_documents.of_school(school.id)
    return Shelf(school, None, (), keeps=True, taken_off=taken_off_of(found))


async def open_document(uow: UnitOfWork, actor: Actor, document_id: int) -> KeptDocument:
    """A document with all its versions, for who keeps it."""
    document, hat = await _open(uow, actor, document_id)
    return await _kept(uow, hat, document)


async def add_document(
    uow: UnitOfWork,
    actor: Actor,
    kind: DocumentKind,
    audience: Audience,
    incoming: Incoming | None,
    caption: str,
) -> KeptDocument:
    """A document of this file, named by its caption or by itself; the same file is added once.

    `Refused` as of `checked`, `title_of` and `has_room`.
    """
    hat = office(actor, Action.KEEP_DOCUMENTS)
    fitting = checked(incoming, hat.school.policy, wants=BOTH)
    title = title_of(caption, fitting.name)
    await uow.attachments.take_turn(hat.school.id)  # of two at once the second finds the first
    there = await uow.school_documents.with_file(hat.school.id, kind, fitting.unique_id)
    if there is not None:
        return await _kept(uow, hat, there)
    await has_room(uow, hat.school, fitting, hat.person.id)
    new = NewDocument(hat.school.id, kind, title, audience)
    document_id = await uow.school_documents.add(new)
    await uow.attachments.add(Owner.DOCUMENT, document_id, fitting, hat.person.id)
    facts = {"kind": kind.value, "title": title, "audience": audience.value, "version": 1}
    _note(uow, (actor, hat), document_id, None, facts)
    return await _kept(uow, hat, await uow.school_documents.document(document_id))


async def add_version(
    uow: UnitOfWork, actor: Actor, document_id: int, incoming: Incoming | None
) -> KeptDocument:
    """The file that is handed out from now on; the one before it is kept.

    What is the newest already is not added again. `Refused` as of `checked` and `has_room`.
    """
    document, hat = await _open(uow, actor, document_id, to_change=True)
    fitting = checked(incoming, hat.school.policy, wants=BOTH)
    files = await uow.attachments.of(Owner.DOCUMENT, document.id)
    if files[-1].unique_id != fitting.unique_id:
        await has_room(uow, hat.school, fitting, hat.person.id)
        await uow.attachments.add(Owner.DOCUMENT, document.id, fitting, hat.person.id)
        before, after = {"version": len(files)}, {"version": len(files) + 1}
        _note(uow, (actor, hat), document.id, before, after)
    return await _kept(uow, hat, await uow.school_documents.document(document.id))


async def hand_out_version(
    uow: UnitOfWork, actor: Actor, document_id: int, number: int
) -> tuple[SchoolDocument, Attachment]:
    """A file that was the newest once, for who keeps it; `Denied` for a number there is not."""
    document, _hat = await _open(uow, actor, document_id)
    files = await uow.attachments.of(Owner.DOCUMENT, document.id)
    if not 0 < number <= len(files):
        raise Denied(Action.KEEP_DOCUMENTS)
    return document, files[number - 1]


async def rename_document(
    uow: UnitOfWork, actor: Actor, document_id: int, typed: str
) -> KeptDocument:
    """`Refused` "document_title"."""
    document, hat = await _open(uow, actor, document_id, to_change=True)
    values = {"title": checked_title(typed)}
    return await _changed(uow, (actor, hat), document, values)


async def set_document(
    uow: UnitOfWork, actor: Actor, document_id: int, field: DocumentField, value: str
) -> KeptDocument:
    """It is so from now on; `value` is a code or a number as a button says it.

    `Refused` "choose_button" for what no button says.
    """
    document, hat = await _open(uow, actor, document_id, to_change=True)
    values = await _values(uow, document, field, value)
    return await _changed(uow, (actor, hat), document, values)


async def subjects_to_choose(uow: UnitOfWork, actor: Actor, document_id: int) -> SubjectChoice:
    """Of which subject a work programme may be."""
    document, hat = await _open(uow, actor, document_id)
    return SubjectChoice(document, tuple(await uow.subjects.of_school(hat.school.id)))


async def _open(
    uow: UnitOfWork, actor: Actor, document_id: int, *, to_change: bool = False
) -> tuple[SchoolDocument, Hat]:
    actor.require_hat()
    with unknown_is_denied(Action.KEEP_DOCUMENTS):
        document = await uow.school_documents.document(document_id, to_change=to_change)
    hat = actor.require(Action.KEEP_DOCUMENTS, Target(school_id=document.school_id))
    return document, hat


async def _kept(uow: UnitOfWork, hat: Hat, document: SchoolDocument) -> KeptDocument:
    versions = await uow.school_documents.versions(document.id)
    return KeptDocument(hat.school, document, tuple(versions))


async def _values(
    uow: UnitOfWork, document: SchoolDocument, field: DocumentField, value: str
) -> dict[str, Any]:
    """By the names of `SchoolDocument`."""
    match field:
        case DocumentField.KIND if value in set(DocumentKind):
            kind = DocumentKind(value)
            is_programme = kind is DocumentKind.PROGRAMME
            return {"kind": kind} | ({} if is_programme else {"subject_id": None})
        case DocumentField.AUDIENCE if value in set(Audience):
            return {"audience": Audience(value)}
        case DocumentField.LISTED if value in ("0", "1"):
            return {"is_listed": value == "1"}
        case DocumentField.GRADES if value.isdecimal():
            return {"grades": grades_of(number_of(grades_of(int(value))))}
        case DocumentField.SUBJECT if value.isdecimal():
            return {"subject_id": await _subject(uow, document, int(value))}
    raise Refused("choose_button")


async def _subject(uow: UnitOfWork, document: SchoolDocument, subject_id: int) -> int | None:
    if not subject_id:
        return None
    known = {each.id for each in await uow.subjects.of_school(document.school_id)}
    if document.kind is not DocumentKind.PROGRAMME or subject_id not in known:
        raise Refused("choose_button")
    return subject_id


async def _changed(
    uow: UnitOfWork, by: tuple[Actor, Hat], document: SchoolDocument, values: Mapping[str, Any]
) -> KeptDocument:
    """Twice is once."""
    before = {name: getattr(document, name) for name in values}
    if before != values:
        await uow.school_documents.change(document.id, values)
        _note(uow, by, document.id, _facts(before), _facts(values))
        document = await uow.school_documents.document(document.id)
    return await _kept(uow, by[1], document)


def _facts(values: Mapping[str, Any]) -> Facts:
    """No grades: it is for all of them."""
    return {
        name: sorted(each) or None if name == "grades" else each for name, each in values.items()
    }


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    document_id: int,
    before: Facts | None,
    after: Facts,
) -> None:
    thing = Thing(ThingKind.DOCUMENT, document_id)
    uow.audit.note(*by, Action.KEEP_DOCUMENTS, thing, before=before, after=after)
