"""What was denied to whom, for as long as it counts."""

from sqlalchemy import BigInteger, Column, Index, String, Table

from storage.tables.types import Id, UtcDateTime, metadata

# Only of chats that are connected. What was asked for is not in it: it is somebody else's.
denial = Table(
    "denial",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("action", String(32), nullable=False),  # domain.access.Action, or "not_found"
    Column("at", UtcDateTime, nullable=False),
    Index("ix_denial_chat_id_at", "chat_id", "at"),
)
