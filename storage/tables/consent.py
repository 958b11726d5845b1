"""Consents to the processing of personal data, notes of non-disclosure, decisions on fields.

Nothing here is ever deleted: a consent ends, its row says when, by whom and why (152-ФЗ art. 9).
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.tables.types import Id, UtcDateTime, metadata

# A text as it was signed: it does not change, a new one gets the next version.
consent_document = Table(
    "consent_document",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("purpose", String(16), nullable=False),  # domain.consent.model.Purpose
    Column("version", Integer, nullable=False),
    Column("template", Text, nullable=False),  # before the operator was named in it
    Column("text", Text, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    UniqueConstraint("school_id", "purpose", "version"),
)

consent = Table(
    "consent",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject_id", Id, ForeignKey("person.id"), nullable=False),  # whose data
    Column("giver_id", Id, ForeignKey("person.id"), nullable=False),  # a guardian, or the subject
    Column("purpose", String(16), nullable=False),
    Column("document_id", Id, ForeignKey("consent_document.id"), nullable=False),
    Column("way", String(8), nullable=False),  # domain.consent.model.Way
    Column("given_at", UtcDateTime, nullable=False),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=True),  # of paper: who typed it
    Column("paper_number", String(64), nullable=True),
    Column("paper_date", Date, nullable=True),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("end_reason", String(16), nullable=True),  # domain.consent.model.EndReason
    Column("ended_by", Id, ForeignKey("person.id"), nullable=True),
    Column("end_paper_number", String(64), nullable=True),
    Column("end_paper_date", Date, nullable=True),
    Index(None, "giver_id"),
    Index(None, "subject_id"),
    Index(None, "document_id"),
    Index(
        "uq_consent_in_force",
        "subject_id",
        "giver_id",
        "purpose",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# What is in force for a person, in one row that every update can afford to read. It follows the
# tables above and below in the same transaction.
consent_standing = Table(
    "consent_standing",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    # Sets of purposes, a bit each (storage/consents.py): what guardians gave, what oneself gave.
    Column("by_guardian", SmallInteger, nullable=False, default=0, server_default=text("0")),
    Column("own", SmallInteger, nullable=False, default=0, server_default=text("0")),
    # Staff: an agreement of non-disclosure is signed (S1 3.5).
    Column("has_note", Boolean, nullable=False, default=False, server_default=false()),
)

nondisclosure = Table(
    "nondisclosure",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("number", String(64), nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=True),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("ended_by", Id, ForeignKey("person.id"), nullable=True),
    Index(None, "person_id"),
)

# A decision of the school to keep more than name, sex and birth date (S4 П2.V).
field_decision = Table(
    "field_decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("field", String(16), nullable=False),  # domain.consent.fields.ExtraField
    Column("number", String(64), nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=True),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("ended_by", Id, ForeignKey("person.id"), nullable=True),
    Index(None, "school_id"),
)
