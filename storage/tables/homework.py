"""What is set for home. Nothing of it is erased: it is changed, and removed by a moment (R158)."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, SmallInteger, Table, Text, false

from storage.tables.types import Id, UtcDateTime, metadata

homework = Table(
    "homework",
    metadata,
    Column("id", Id, primary_key=True),
    Column("section_id", Id, ForeignKey("section.id"), nullable=False),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=True),  # the one it was set in
    Column("due_lesson_id", Id, ForeignKey("lesson.id"), nullable=True),
    Column("due_date", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("minutes", SmallInteger, nullable=True),  # the teacher's estimate
    Column("is_for_some", Boolean, nullable=False, default=False, server_default=false()),
    Column("set_by", Id, ForeignKey("person.id"), nullable=True),
    Column("set_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=True),
    Column("removed_at", UtcDateTime, nullable=True),
    Index(None, "section_id", "due_date"),
    Index(None, "lesson_id"),
    # A notice may still name homework that was removed: its number must not come back.
    sqlite_autoincrement=True,
)

# For whom it is, where it is not for the whole section (R103: individual homework).
homework_student = Table(
    "homework_student",
    metadata,
    Column("homework_id", Id, ForeignKey("homework.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Index(None, "student_id"),
)

# What a pupil ticked as done: read by that pupil, counted for the teacher.
homework_tick = Table(
    "homework_tick",
    metadata,
    Column("homework_id", Id, ForeignKey("homework.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("minutes", SmallInteger, nullable=True),
    Column("ticked_at", UtcDateTime, nullable=False),
    Index(None, "student_id"),
)

# What it said before each change (R105); what it says now is in `homework`.
homework_change = Table(
    "homework_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("homework_id", Id, ForeignKey("homework.id"), nullable=False),
    Column("old_text", Text, nullable=False),
    Column("old_due_date", Date, nullable=False),
    Column("changed_by", Id, ForeignKey("person.id"), nullable=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "homework_id"),
)
