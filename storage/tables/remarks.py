"""Remarks: words about one pupil that are no mark."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from storage.tables.types import Id, UtcDateTime, metadata

remark = Table(
    "remark",
    metadata,
    Column("id", Id, primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=True),  # None: from no lesson
    Column("author_id", Id, ForeignKey("person.id"), nullable=False),
    Column("kind", String(8), nullable=False),  # domain.remarks.model.RemarkKind
    Column("text", Text, nullable=False),  # empty once it was withdrawn
    Column("written_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=True),
    Column("withdrawn_at", UtcDateTime, nullable=True),  # by its author, on its day
    Column("removed_at", UtcDateTime, nullable=True),  # by the school, with a reason
    Column("removed_by", Id, ForeignKey("person.id"), nullable=True),
    Column("reason", Text, nullable=False, default=""),
    Column("read_at", UtcDateTime, nullable=True),  # a guardian said so
    Column("read_by", Id, ForeignKey("person.id"), nullable=True),
    Index(None, "student_id"),
    Index(None, "lesson_id"),
)

# What notices point at: no words, or they would outlive a withdrawal.
remark_change = Table(
    "remark_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("remark_id", Id, ForeignKey("remark.id"), nullable=False),
    Column("made", String(16), nullable=False),  # domain.remarks.model.word_of
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "remark_id"),
)
