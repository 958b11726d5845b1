"""Documents of schools: the list, and the versions of each."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Date, RowMapping, and_, bindparam, func, insert, select, update

from domain.attachments.model import Attachment, FileKind, Owner
from domain.errors import NotFound
from domain.plans.model import LearntSubject
from domain.school_documents.model import (
    Audience,
    DocumentKind,
    NewDocument,
    SchoolDocument,
    Version,
    Whom,
)
from domain.school_documents.rules import grades_of, number_of
from storage.attachments import IS_KEPT
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    attachment,
    school_document,
    section,
    section_student,
    subject,
)

_IS_FILE = and_(
    attachment.c.owner_kind == Owner.DOCUMENT.value,
    attachment.c.owner_id == school_document.c.id,
    IS_KEPT,
)
_VERSIONS = select(func.count()).where(_IS_FILE).correlate(school_document).scalar_subquery()
_RENEWED_AT = (
    select(func.max(attachment.c.added_at))
    .where(_IS_FILE)
    .correlate(school_document)
    .scalar_subquery()
)
_COLUMNS = (
    school_document.c.id,
    school_document.c.school_id,
    school_document.c.kind,
    school_document.c.title,
    school_document.c.audience,
    school_document.c.grades,
    school_document.c.subject_id,
    func.coalesce(subject.c.title, "").label("subject"),
    school_document.c.removed_at,
    _VERSIONS.label("versions"),
    _RENEWED_AT.label("renewed_at"),
)
_DOCUMENTS = select(*_COLUMNS).select_from(
    school_document.outerjoin(subject, subject.c.id == school_document.c.subject_id)
)
_OF_SCHOOL = _DOCUMENTS.where(school_document.c.school_id == bindparam("school_id"))
_ONE = _DOCUMENTS.where(school_document.c.id == bindparam("document_id"))
_NEWEST = (
    select(attachment.c.unique_id)
    .where(_IS_FILE)
    .order_by(attachment.c.id.desc())
    .limit(1)
    .correlate(school_document)
    .scalar_subquery()
)
_WITH_FILE = _OF_SCHOOL.where(
    school_document.c.kind == bindparam("kind"),
    school_document.c.removed_at.is_(None),
    bindparam("unique_id") == _NEWEST,
).order_by(school_document.c.id)
_LISTED_FOR = (
    select(school_document.c.audience, school_document.c.grades)
    .where(
        school_document.c.school_id == bindparam("school_id"),
        school_document.c.removed_at.is_(None),
    )
    .distinct()
)
_OF_SECTION = (
    select(*_COLUMNS, subject.c.id.label("learnt_id"), subject.c.title.label("learnt"))
    .select_from(
        section_student.join(section, section.c.id == section_student.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(
            school_document,
            and_(
                school_document.c.subject_id == subject.c.id,
                school_document.c.kind == DocumentKind.PROGRAMME.value,
                school_document.c.removed_at.is_(None),
            ),
        )
    )
    .where(
        section_student.c.student_id == bindparam("student_id"),
        section.c.id == bindparam("section_id"),
        section.c.is_active,
        holds(section_student, bindparam("day", type_=Date())),
    )
)
# SQLite has one writer anyway.
_LOCK = (
    select(school_document.c.id)
    .where(school_document.c.id == bindparam("document_id"))
    .with_for_update()
)
_FILES = (
    select(attachment.c.added_at, *(attachment.c[each.name] for each in fields(Attachment)))
    .where(
        attachment.c.owner_kind == Owner.DOCUMENT.value,
        attachment.c.owner_id == bindparam("document_id"),
        IS_KEPT,
    )
    .order_by(attachment.c.id)
)


class SchoolDocuments(Store):
    """domain.school_documents.model.SchoolDocumentStore."""

    async def of_school(self, school_id: int) -> list[SchoolDocument]:
        return [_to_document(row) for row in await self._rows(_OF_SCHOOL, school_id=school_id)]

    async def listed_for(self, school_id: int) -> list[Whom]:
        rows = await self._rows(_LISTED_FOR, school_id=school_id)
        return [Whom(Audience(row["audience"]), grades_of(row["grades"])) for row in rows]

    async def document(self, document_id: int, *, to_change: bool = False) -> SchoolDocument:
        if to_change:
            await self._connection.execute(_LOCK, {"document_id": document_id})
        rows = await self._rows(_ONE, document_id=document_id)
        if not rows:
            raise NotFound("school_document")
        return _to_document(rows[0])

    async def with_file(
        self, school_id: int, kind: DocumentKind, unique_id: str
    ) -> SchoolDocument | None:
        rows = await self._rows(
            _WITH_FILE, school_id=school_id, kind=kind.value, unique_id=unique_id
        )
        return _to_document(rows[0]) if rows else None

    async def of_section(
        self, student_id: int, section_id: int, day: date
    ) -> tuple[LearntSubject, list[SchoolDocument]] | None:
        rows = await self._rows(_OF_SECTION, student_id=student_id, section_id=section_id, day=day)
        if not rows:
            return None
        learnt = LearntSubject(rows[0]["learnt_id"], rows[0]["learnt"], section_id)
        return learnt, [_to_document(row) for row in rows if row["id"] is not None]

    async def versions(self, document_id: int) -> list[Version]:
        rows = await self._rows(_FILES, document_id=document_id)
        found = [
            Version(number, row["added_at"], _to_file(row))
            for number, row in enumerate(rows, start=1)
        ]
        return found[::-1]

    async def add(self, new: NewDocument) -> int:
        values = {**new._asdict(), "kind": new.kind.value, "audience": new.audience.value}
        done = await self._connection.execute(
            insert(school_document).returning(school_document.c.id),
            {**values, "added_at": self._transaction.now},
        )
        return int(done.scalar_one())

    async def change(self, document_id: int, values: Mapping[str, Any]) -> None:
        await self._connection.execute(
            update(school_document)
            .where(school_document.c.id == document_id)
            .values(dict(self._stored(name, value) for name, value in values.items()))
        )

    def _stored(self, name: str, value: Any) -> tuple[str, Any]:
        """A column and what stands in it."""
        if name == "grades":
            return name, number_of(value)
        if name == "is_listed":
            return "removed_at", None if value else self._transaction.now
        return name, value


def _to_document(row: RowMapping) -> SchoolDocument:
    return SchoolDocument(
        id=row["id"],
        school_id=row["school_id"],
        kind=DocumentKind(row["kind"]),
        title=row["title"],
        audience=Audience(row["audience"]),
        grades=grades_of(row["grades"]),
        subject_id=row["subject_id"],
        subject=row["subject"],
        is_listed=row["removed_at"] is None,
        versions=row["versions"],
        renewed_at=row["renewed_at"],
    )


def _to_file(row: RowMapping) -> Attachment:
    values = {each.name: row[each.name] for each in fields(Attachment)}
    return Attachment(**{**values, "kind": FileKind(row["kind"])})
