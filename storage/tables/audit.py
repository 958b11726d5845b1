"""The audit trail: records that the database itself refuses to change or to remove.

No foreign keys: a record outlives what it tells of.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import DDL, BigInteger, Column, Index, String, Table, Text, event, text

from storage.tables.types import Id, UtcDateTime, metadata

_PERSON_KNOWN = text("person_id IS NOT NULL")
_ABOUT_SOMEBODY = text("about_id IS NOT NULL")
_OF_CLASS = text("school_class_id IS NOT NULL")

# domain.audit.model.Record; `seq` counts a school's records from 1 without a gap.
audit_record = Table(
    "audit_record",
    metadata,
    Column("school_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Id, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("chat_id", BigInteger, nullable=True),
    Column("person_id", Id, nullable=True),
    Column("role", String(24), nullable=False),
    Column("action", String(32), nullable=False),
    Column("thing_kind", String(24), nullable=False),
    Column("thing_id", BigInteger, nullable=False),
    Column("about_id", Id, nullable=True),
    Column("school_class_id", Id, nullable=True),
    Column("before", Text, nullable=True),
    Column("after", Text, nullable=True),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(
        "ix_audit_record_person",
        "person_id",
        "seq",
        sqlite_where=_PERSON_KNOWN,
        postgresql_where=_PERSON_KNOWN,
    ),
    Index(
        "ix_audit_record_about",
        "about_id",
        "seq",
        sqlite_where=_ABOUT_SOMEBODY,
        postgresql_where=_ABOUT_SOMEBODY,
    ),
    Index(
        "ix_audit_record_class",
        "school_class_id",
        "seq",
        sqlite_where=_OF_CLASS,
        postgresql_where=_OF_CLASS,
    ),
)

# The end of each school's chain: locked while records are added, and what shows that the last
# ones were cut off. It only ever moves on.
audit_head = Table(
    "audit_head",
    metadata,
    Column("school_id", Id, primary_key=True, autoincrement=False),
    Column("seq", Id, nullable=False),
    Column("hash", String(64), nullable=False),
)

# What the migration that makes these tables executes as well, by dialect.
GUARDS: Mapping[str, Sequence[str]] = {
    "sqlite": (
        """CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
        BEGIN SELECT RAISE(ABORT, 'audit records are never changed'); END""",
        """CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
        BEGIN SELECT RAISE(ABORT, 'audit records are never removed'); END""",
        """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
        WHEN NEW.seq <= OLD.seq OR NEW.school_id <> OLD.school_id
        BEGIN SELECT RAISE(ABORT, 'the audit chain only grows'); END""",
        """CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
        BEGIN SELECT RAISE(ABORT, 'the audit chain only grows'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'audit records are never changed or removed'; END $$""",
        """CREATE TRIGGER audit_record_no_change BEFORE UPDATE OR DELETE ON audit_record
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_record_no_truncate BEFORE TRUNCATE ON audit_record
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head FOR EACH ROW
        WHEN (NEW.seq <= OLD.seq OR NEW.school_id <> OLD.school_id)
        EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
        """CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    ),
}
# And what undoes it, before the tables go.
UNGUARD: Mapping[str, Sequence[str]] = {
    "sqlite": (),
    "postgresql": ("DROP FUNCTION audit_refuse() CASCADE",),
}

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        _guard = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(metadata, "after_create", _guard.execute_if(dialect=_dialect))
