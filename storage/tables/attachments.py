"""Files that people attached, by reference; of reports the bytes as well (decision 0028)."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.tables.types import Id, UtcDateTime, metadata

attachment = Table(
    "attachment",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner_kind", String(24), nullable=False),  # domain.attachments.Owner
    Column("owner_id", Id, nullable=False),
    Column("kind", String(8), nullable=False),  # domain.attachments.FileKind
    Column("file_id", String(255), nullable=False),  # good for this bot alone
    Column("bot_id", BigInteger, nullable=False),
    Column("unique_id", String(64), nullable=False),
    Column("name", String(255), nullable=False, default=""),
    Column("mime", String(127), nullable=False, default=""),
    Column("size", Integer, nullable=False, default=0),  # bytes
    Column("added_by", Id, ForeignKey("person.id"), nullable=True),
    Column("added_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime, nullable=True),
    Index(None, "owner_kind", "owner_id"),
    # How much somebody sent in a school year, and all of a school (R108).
    Index("ix_attachment_held", "added_by", "added_at", "size"),
)

# Of a file that the school keeps itself, whatever becomes of the bot and its chats.
attachment_content = Table(
    "attachment_content",
    metadata,
    Column("attachment_id", Id, ForeignKey("attachment.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)
