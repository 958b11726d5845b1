"""What waits to be told, to whom and how, and what came of it."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    text,
)

from storage.tables.types import Id, UtcDateTime, metadata


def _while_state(*states: str) -> dict[str, Any]:
    """The options of an index over the rows in these states alone."""
    where = " OR ".join(f"state = '{each}'" for each in states)
    return {"sqlite_where": text(where), "postgresql_where": text(where)}


_TRIED: dict[str, Any] = {
    f"{database}_where": text(
        "attempts > 0 AND (state = 'pending' OR state = 'uncertain' OR state = 'leased')"
    )
    for database in ("sqlite", "postgresql")
}

# The outbox and the ledger: a row per event and chat, ids only, no text. Rendered, and the right
# to see it asked again, when sent; kept afterwards as the proof of what was told when.
notice = Table(
    "notice",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(24), nullable=False),  # domain.notices.Kind
    Column("ref_id", Id, nullable=False),  # what happened: mark_change, attendance_change …
    Column("about_id", Id, nullable=False),  # what it happened to: mark, lesson, final_mark …
    Column("student_id", Id, ForeignKey("person.id"), nullable=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("chat_id", BigInteger, ForeignKey("chat.id"), nullable=False),
    Column("state", String(12), nullable=False, default="pending"),  # domain.notices.State
    Column("reason", String(64), nullable=False, default=""),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # `due_at` as it was first: putting off after a failure does not move it.
    Column("planned_at", UtcDateTime, nullable=False),
    # Who holds the lease; whoever finishes it must hold the same one (the fence).
    Column("lease", BigInteger, nullable=True),
    Column("leased_until", UtcDateTime, nullable=True),
    # What it said of `about_id` when it was sent: a later notice is news, a correction or nothing.
    Column("told", String(16), nullable=True),
    # The last call whose outcome nobody knows: sent again, it says that it may be a repetition.
    Column("doubtful_since", UtcDateTime, nullable=True),
    # Held back while the chat was blocked: told afterwards, in one digest.
    Column("was_missed", Boolean, nullable=False, default=False, server_default=text("false")),
    # What else than its kind says when it may leave (domain.notices.model.Event).
    Column("is_continued", Boolean, nullable=False, default=False, server_default=text("false")),
    Column("is_urgent", Boolean, nullable=False, default=False, server_default=text("false")),
    Column("sent_at", UtcDateTime, nullable=True),
    Column("telegram_message_id", Integer, nullable=True),
    # Whose message it is: in another bot's chat the number is nothing, or another message's.
    Column("bot_id", BigInteger, nullable=True),
    # One range for each kind: what is due of it, the longest waiting first.
    Index("ix_notice_due", "kind", "due_at", **_while_state("pending", "uncertain")),
    Index("ix_notice_chat", "chat_id", "due_at", **_while_state("pending", "uncertain", "leased")),
    Index("ix_notice_leased", "leased_until", **_while_state("leased")),
    Index("ix_notice_dead", "id", **_while_state("dead")),
    # What was tried and has not left, the longest first.
    Index("ix_notice_tried", "planned_at", **_TRIED),
    Index("ix_notice_about", "chat_id", "about_id", "kind"),
    Index("ix_notice_student", "student_id", "created_at"),
    Index("ix_notice_event", "kind", "ref_id"),
    Index("ix_notice_created", "created_at"),
)

# How a person wants to hear of a kind for a child. No row: as the school has it.
notice_choice = Table(
    "notice_choice",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("choice", String(12), nullable=False),  # domain.preferences.Choice
)

# What a person chose for everything. No row, or NULL: as the school has it.
notice_habits = Table(
    "notice_habits",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("quiet_from", SmallInteger, nullable=True),  # minutes after midnight, school time
    Column("quiet_until", SmallInteger, nullable=True),  # equal to `quiet_from`: no quiet hours
    Column("hides_details", Boolean, nullable=True),
)

# Left in peace until then: after a 429, after failures, between two messages. Chat 0: everybody.
chat_rest = Table(
    "chat_rest",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("until", UtcDateTime, nullable=False),
)

# Where several processes send for one bot: as many places as messages a second. Each is free again
# at `free_at`, by the database's clock, in seconds since 1970.
send_rate = Table(
    "send_rate",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("place", SmallInteger, primary_key=True, autoincrement=False),
    Column("free_at", Float(53), nullable=False),
)
