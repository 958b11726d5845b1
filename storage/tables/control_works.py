"""The schedule of control works. A work is of a lesson and goes where the lesson goes."""

from sqlalchemy import Column, Date, ForeignKey, Index, SmallInteger, String, Table

from storage.tables.types import Id, UtcDateTime, metadata

control_work = Table(
    "control_work",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False),
    Column("work_type_id", Id, ForeignKey("work_type.id"), nullable=False),
    Column("minutes", SmallInteger, nullable=True),  # None: the whole lesson
    # Why it stands there in spite of a limit; "" where it keeps them all.
    Column("reason", String(300), nullable=False, default=""),
    Column("planned_by", Id, ForeignKey("person.id"), nullable=False),
    Column("planned_at", UtcDateTime, nullable=False),
    Column("published_by", Id, ForeignKey("person.id"), nullable=True),
    Column("published_at", UtcDateTime, nullable=True),
    Column("dropped_at", UtcDateTime, nullable=True),
    # The day that was said last once it is published; None: that it will not be.
    Column("known_on", Date, nullable=True),
    Index(None, "lesson_id"),
)
