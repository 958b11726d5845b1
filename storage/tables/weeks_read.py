"""Weeks that families have read, and reminders to those that read nothing."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table

from storage.tables.types import Id, UtcDateTime, metadata

# A guardian has read a pupil's week (domain.weeks_read).
week_read = Table(
    "week_read",
    metadata,
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("week_ends", Date, primary_key=True),
    Column("guardian_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("read_at", UtcDateTime, nullable=False),
    Index(None, "guardian_id"),
)

# The family of a pupil was reminded to read the diary, by a letter of that day.
week_reminder = Table(
    "week_reminder",
    metadata,
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("reminded_on", Date, primary_key=True),
)
