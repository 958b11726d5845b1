"""Profiles of a curriculum. The hours themselves are of sections."""

from sqlalchemy import Column, ForeignKey, Index, SmallInteger, String, Table, UniqueConstraint

from storage.tables.types import Id, metadata

curriculum_profile = Table(
    "curriculum_profile",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("title", String(64), nullable=False),
    Column("first_grade", SmallInteger, nullable=False),
    Column("last_grade", SmallInteger, nullable=False),  # included
    UniqueConstraint("school_id", "title"),
)

class_profile = Table(
    "class_profile",
    metadata,
    Column("school_class_id", Id, ForeignKey("school_class.id"), primary_key=True),
    Column("group_name", String(64), primary_key=True),  # "": all who are in no group below
    Column("profile_id", Id, ForeignKey("curriculum_profile.id"), nullable=False),
    Index(None, "profile_id"),
)
