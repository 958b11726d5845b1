"""Documents of a school as they are stored, and one file sent twice at once, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from domain.actor import Actor
from domain.attachments.model import FileKind, Incoming, Owner
from domain.errors import NotFound
from domain.school_documents.keeping import add_document
from domain.school_documents.model import Audience, DocumentKind, KeptDocument, NewDocument
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import once, side_by_side, until_it_waits
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, TODAY, SmallSchool

PROGRAMME, OTHER = DocumentKind.PROGRAMME, DocumentKind.OTHER


def _file(name: str) -> Incoming:
    return Incoming(FileKind.DOCUMENT, name, f"unique {name}", 42, name, "application/pdf", 1000)


async def _add(uow: SqlUnitOfWork, school: SmallSchool, kind: DocumentKind, title: str) -> int:
    made = await uow.school_documents.add(NewDocument(school.id, kind, title, Audience.FAMILIES))
    await uow.attachments.add(Owner.DOCUMENT, made, _file(f"{title}.pdf"), school["deputy"])
    return made


async def _bind(database: Database, school: SmallSchool, clock: OwnClock) -> None:
    """Two phones of the deputy."""
    async with database.write(clock()) as uow:
        for chat in (751, 752):
            await uow.chats.remember(chat, "ru")
            values = {"chat_id": chat, "person_id": school["deputy"], "role": "staff"}
            await uow.connection.execute(insert(t.binding).values(**values, bound_at=BEGAN))
        await uow.commit()


async def _sends(uow: SqlUnitOfWork, actor: Actor) -> KeptDocument:
    return await add_document(uow, actor, OTHER, Audience.STAFF, _file("Устав.pdf"), "")


async def test_a_document_has_its_versions_and_is_found_by_their_files(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        made = await _add(uow, school, PROGRAMME, "Алгебра")
        await uow.commit()
    clock.advance(timedelta(days=1))
    async with database.write(clock()) as uow:
        await uow.attachments.add(Owner.DOCUMENT, made, _file("2.pdf"), school["deputy"])
        await uow.school_documents.change(made, {"grades": frozenset({7, 8})})
        await uow.commit()
    async with database.read(clock()) as uow:
        store = uow.school_documents
        [document] = await store.of_school(school.id)
        assert document == await store.document(made)
        assert (document.kind, document.audience) == (PROGRAMME, Audience.FAMILIES)
        assert (document.grades, document.versions) == (frozenset({7, 8}), 2)
        assert document.renewed_at == clock()
        assert await store.listed_for(school.id) == [document.whom]
        versions = await store.versions(made)
        assert [(each.number, each.file.name) for each in versions] == [
            (2, "2.pdf"),
            (1, "Алгебра.pdf"),
        ]
        with pytest.raises(NotFound):
            await store.document(made + 1)
    async with database.write(clock()) as uow:
        store = uow.school_documents
        known = "unique 2.pdf"
        assert await store.with_file(school.id, PROGRAMME, known) == document
        assert await store.with_file(school.id, PROGRAMME, "unique Алгебра.pdf") is None, "older"
        assert await store.with_file(school.id, OTHER, known) is None
        assert await store.with_file(school.id, PROGRAMME, "unique 3.pdf") is None
        await store.change(made, {"is_listed": False})
        assert await store.with_file(school.id, PROGRAMME, known) is None
        assert not (await store.document(made)).is_listed
        assert await store.listed_for(school.id) == []


async def test_a_pupils_subject_has_its_programmes(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    algebra = school.subjects["Алгебра"]
    whose = school["anna"], school.sections["algebra"], TODAY
    async with database.write(clock()) as uow:
        store = uow.school_documents
        assert (await store.of_section(*whose) or (None, None))[1] == []
        first, second = [
            await _add(uow, school, PROGRAMME, title) for title in ("Алгебра 7", "Алгебра 8")
        ]
        for made in (first, second):
            await store.change(made, {"subject_id": algebra})
        await store.change(second, {"is_listed": False})
        found = await store.of_section(*whose)
        assert found is not None
        subject, programmes = found
        assert (subject.subject_id, subject.title) == (algebra, "Алгебра")
        assert [each.id for each in programmes] == [first]
        assert await store.of_section(school["misha"], *whose[1:]) is None


async def test_a_file_sent_from_two_phones_at_once_is_one_document(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    await _bind(database, school, clock)
    both = await side_by_side(database, clock, [(751, _sends), (752, _sends)])
    assert [each.document.title for each in both] == ["Устав", "Устав"]
    async with database.read(clock()) as uow:
        made = (await uow.connection.execute(select(t.school_document.c.id))).scalars().all()
    assert len(made) == 1


async def test_a_document_waits_for_another_file_and_nobody_for_the_document(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """Whoever keeps a file writes rows of the school after it took its turn, as a report does."""
    await _bind(database, school, clock)
    has_turn = asyncio.Event()

    async def document() -> KeptDocument:
        await has_turn.wait()
        kept: KeptDocument = await once(database, clock, 751, _sends)
        return kept

    asked = asyncio.create_task(document())
    async with database.write(clock()) as uow:
        await uow.attachments.take_turn(school.id)
        has_turn.set()
        await until_it_waits(uow, asked)
        await _add(uow, school, OTHER, "Положение")
        await uow.commit()
    assert (await asked).document.title == "Устав"
