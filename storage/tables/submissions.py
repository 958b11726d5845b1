"""Work that pupils hand in. It is no journal entry; a mark for it is."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from storage.tables.types import Id, UtcDateTime, metadata

submission = Table(
    "submission",
    metadata,
    Column("id", Id, primary_key=True),
    Column("homework_id", Id, ForeignKey("homework.id"), nullable=False),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("text", Text, nullable=False, default=""),
    Column("handed_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime, nullable=True),  # taken back by the pupil
    UniqueConstraint("homework_id", "student_id"),
    Index(None, "student_id"),
)
