"""The texts of consents as they were signed."""

from datetime import datetime

from sqlalchemy import RowMapping, select

from domain.consent.model import Document, Purpose
from domain.errors import NotFound
from storage.store import Store
from storage.tables import consent_document
from storage.upsert import insert_or_keep


class ConsentDocuments(Store):
    """domain.consent.model.ConsentDocumentStore."""

    async def latest(self, school_id: int, purpose: Purpose) -> Document | None:
        found = await self._connection.execute(
            select(consent_document)
            .where(consent_document.c.school_id == school_id, consent_document.c.purpose == purpose)
            .order_by(consent_document.c.version.desc())
            .limit(1)
        )
        row = found.mappings().first()
        return None if row is None else _to_document(row)

    async def all(self, school_id: int) -> list[tuple[Document, datetime]]:
        rows = await self._rows(
            select(consent_document)
            .where(consent_document.c.school_id == school_id)
            .order_by(consent_document.c.id.desc())
        )
        return [(_to_document(row), row["published_at"]) for row in rows]

    async def document(self, document_id: int) -> tuple[Document, int]:
        rows = await self._rows(
            select(consent_document).where(consent_document.c.id == document_id)
        )
        if not rows:
            raise NotFound("consent_document")
        return _to_document(rows[0]), rows[0]["school_id"]

    async def add(self, school_id: int, document: Document) -> Document:
        key = {"school_id": school_id, "purpose": document.purpose, "version": document.version}
        await self._connection.execute(
            insert_or_keep(self._connection, consent_document, list(key)),
            {
                **key,
                "template": document.template,
                "text": document.text,
                "published_at": self._transaction.now,
            },
        )
        stored = await self.latest(school_id, document.purpose)
        assert stored is not None  # written just now, by us or by another at the same moment
        return stored


def _to_document(row: RowMapping) -> Document:
    return Document(
        row["id"], Purpose(row["purpose"]), row["version"], row["template"], row["text"]
    )
