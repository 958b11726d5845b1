"""Whom guardians let see some of a child's diary, what of it and until when (R010).

Nothing here is ever deleted: a trust ends on its day or is revoked, and its row says by whom.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, SmallInteger, String, Table, text

from storage.tables.types import Id, UtcDateTime, metadata

_NOT_REVOKED = text("revoked_at IS NULL")

trusted_contact = Table(
    "trusted_contact",
    metadata,
    Column("id", Id, primary_key=True),
    # A person of its own for each trust: the school's lists know nothing of them.
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, unique=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("guardian_id", Id, ForeignKey("person.id"), nullable=False),  # who named them
    Column("relation", String(16), nullable=False),  # domain.trust.model.ContactRelation
    Column("rights", SmallInteger, nullable=False),  # a bit for each (storage/trust.py)
    Column("named_at", UtcDateTime, nullable=False),
    Column("ends", Date, nullable=False),  # first day on which it holds no more
    Column("warned_for", Date, nullable=True),  # the end of which both were told
    Column("told_over", Date, nullable=True),  # the end after which its person was told so
    Column("revoked_at", UtcDateTime, nullable=True),
    Column("revoked_by", Id, ForeignKey("person.id"), nullable=True),
    Index(None, "student_id"),
    Index(None, "guardian_id"),
    Index(
        "ix_trusted_contact_ends",
        "ends",
        sqlite_where=_NOT_REVOKED,
        postgresql_where=_NOT_REVOKED,
    ),
)
