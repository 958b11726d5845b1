"""What the running program remembers of itself: updates taken, jobs run, alarms raised."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.types import Id, UtcDateTime, metadata

_UNHANDLED = text("handled_at IS NULL")

# An update from the moment it is acknowledged to Telegram. Once handled its body is dropped; the
# number stays for two days, so that the same update twice is known as such.
inbox_update = Table(
    "inbox_update",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),  # whose lane
    Column("body", Text, nullable=True),
    Column("received_at", UtcDateTime, nullable=False),
    # Its effect is committed; the answer may not have been shown.
    Column("effected_at", UtcDateTime, nullable=True),
    Column("handled_at", UtcDateTime, nullable=True),
    Index(
        "ix_inbox_update_waiting",
        "bot_id",
        "user_id",
        "update_id",
        sqlite_where=_UNHANDLED,
        postgresql_where=_UNHANDLED,
    ),
    Index(None, "received_at"),
)

# A job's time slot: who inserts the row runs it, once over all processes (docs/decisions/0018).
job_run = Table(
    "job_run",
    metadata,
    Column("job", String(32), primary_key=True),
    Column("slot", UtcDateTime, primary_key=True),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("again_at", UtcDateTime, nullable=False),  # not finished by then: may be taken again
    Column("finished_at", UtcDateTime, nullable=True),
)

# Something that the administrator, then the deputy head, must know; closed when it is over.
alarm = Table(
    "alarm",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(24), nullable=False),  # domain.delivery.AlarmKind
    Column("school_id", Id, ForeignKey("school.id"), nullable=True),
    Column("chat_id", BigInteger, nullable=True),  # which collects denials
    Column("since", UtcDateTime, nullable=False),  # of the oldest event concerned
    Column("raised_at", UtcDateTime, nullable=False),
    Column("escalated_at", UtcDateTime, nullable=True),
    Column("closed_at", UtcDateTime, nullable=True),
    Index(
        "ix_alarm_open",
        "kind",
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index(
        "ix_alarm_chat_id_raised_at",
        "chat_id",
        "raised_at",
        sqlite_where=text("chat_id IS NOT NULL"),
        postgresql_where=text("chat_id IS NOT NULL"),
    ),
)

# A duty that comes again was done: a check, a report, a print-out (domain.deadlines.duties).
deadline_done = Table(
    "deadline_done",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("deadline", String(4), nullable=False),  # domain.deadlines.rules.DeadlineId
    Column("school_class_id", Id, nullable=False, default=0),  # 0: of the whole school
    Column("due", Date, nullable=False),
    Column("done_by", Id, ForeignKey("person.id"), nullable=False),
    Column("done_at", UtcDateTime, nullable=False),
    UniqueConstraint("school_id", "deadline", "school_class_id", "due"),
)
