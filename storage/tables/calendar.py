"""Days that a school keeps otherwise than the production calendar."""

from sqlalchemy import Column, Date, ForeignKey, String, Table, UniqueConstraint

from storage.tables.types import Id, metadata

calendar_date = Table(
    "calendar_date",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("kind", String(12), nullable=False),  # domain.working_days.DateKind
    Column("title", String(128), nullable=False, default=""),
    UniqueConstraint("school_id", "date"),
)
