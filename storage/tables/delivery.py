"""Who is behind which chat, and what was written to whom."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    text,
)

from storage.tables.types import Id, UtcDateTime, metadata

chat = Table(
    "chat",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # Telegram's chat id
    Column("locale", String(8), nullable=False),
    Column("plain_text", Boolean, nullable=False, default=False),
    Column("current_binding_id", Id, nullable=True),  # no foreign key: the two would be a ring
    # What the person is being asked to type, only while they are typing it.
    Column("typing", String(32), nullable=True),
    Column("typing_data", JSON, nullable=True),
    Column("unreachable_since", UtcDateTime, nullable=True),
    Column("unreachable_reason", String(16), nullable=True),  # domain.notices.Reason
    # When it was last heard that messages reach it: a refusal from before then is out of date.
    Column("returned_at", UtcDateTime, nullable=True),
    # The bot it talks with, where a school has several; 0: the only one.
    Column("bot_id", BigInteger, nullable=False, default=0, server_default=text("0")),
    # When it was last told of something that could have waited: what comes next comes together.
    Column("told_at", UtcDateTime, nullable=True),
    Column("created_at", UtcDateTime, nullable=False),
)

binding = Table(
    "binding",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chat.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("role", String(24), nullable=False),  # guardian, student or staff
    Column("student_id", Id, ForeignKey("person.id"), nullable=True),
    Column("bound_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("ended_by", Id, ForeignKey("person.id"), nullable=True),
    Index(None, "chat_id"),
    Index(None, "person_id"),
    Index(None, "student_id"),
    Index(
        "uq_binding_family",
        "chat_id",
        "person_id",
        "student_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL AND student_id IS NOT NULL"),
        postgresql_where=text("ended_at IS NULL AND student_id IS NOT NULL"),
    ),
    Index(
        "uq_binding_staff",
        "chat_id",
        "person_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL AND student_id IS NULL"),
        postgresql_where=text("ended_at IS NULL AND student_id IS NULL"),
    ),
)

invite = Table(
    "invite",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("link_hash", String(64), nullable=False, unique=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("role", String(24), nullable=False),
    Column("student_id", Id, ForeignKey("person.id"), nullable=True),
    Column("issued_by", Id, ForeignKey("person.id"), nullable=True),  # None: the command line
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, nullable=True),
    Column("used_by_chat_id", BigInteger, nullable=True),
    Column("revoked_at", UtcDateTime, nullable=True),
    Index(None, "person_id"),
    Index(None, "student_id"),
)

# A code that a chat has shown: whose it is and may now be confirmed, or None for a wrong one.
code_attempt = Table(
    "code_attempt",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("invite_id", Id, ForeignKey("invite.id"), nullable=True),
    # Of a wrong one a part of its slow hash: which are the same.
    Column("code_key", String(16), nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "chat_id", "at"),
    Index(None, "code_key", "at"),
    Index(None, "at"),
)

message = Table(
    "message",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),
    Column("sender_id", Id, ForeignKey("person.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("reply_to_id", Id, ForeignKey("message.id"), nullable=True),
    Index(None, "sender_id", "sent_at"),
    Index(None, "school_class_id", "sent_at"),
)

# A message that its writer has read through and not sent yet; gone once it is.
message_draft = Table(
    "message_draft",
    metadata,
    # Random: the number of a draft that is gone must not come back with another text.
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("sender_id", Id, ForeignKey("person.id"), nullable=False),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=True),  # to this guardian alone
    Column("student_ids", JSON, nullable=False),  # whose families; empty: the whole class
    Column("text", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "sender_id"),
)

message_recipient = Table(
    "message_recipient",
    metadata,
    Column("message_id", Id, ForeignKey("message.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),  # about which child
    Column("delivered_at", UtcDateTime, nullable=True),
    Column("read_at", UtcDateTime, nullable=True),
    Index(None, "person_id"),
)
