"""Documents of a school; their files are attachments, a version each."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.tables.types import Id, UtcDateTime, metadata

school_document = Table(
    "school_document",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # domain.school_documents.DocumentKind
    Column("title", String(100), nullable=False),
    Column("audience", String(12), nullable=False),  # domain.school_documents.Audience
    Column("grades", Integer, nullable=False, default=0),  # a bit for each grade; 0: all
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=True),  # of a work programme
    Column("added_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime, nullable=True),  # taken off the list
    Index(None, "school_id"),
)
