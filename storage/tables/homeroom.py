"""Homeroom hours and safety briefings."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, String, Table

from storage.tables.types import Id, UtcDateTime, metadata

homeroom_session = Table(
    "homeroom_session",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # domain.homeroom.model.SessionKind
    Column("date", Date, nullable=False),
    Column("topic", String(300), nullable=False),
    Column("held_by", Id, ForeignKey("person.id"), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime, nullable=True),
    Index(None, "school_class_id", "date"),
)

homeroom_session_student = Table(
    "homeroom_session_student",
    metadata,
    Column("session_id", Id, ForeignKey("homeroom_session.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("is_present", Boolean, nullable=False),
    Index(None, "student_id"),
)
