"""Codes on their way into hands, chats in use, what was agreed to, PINs."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
)

from storage.tables.types import Id, UtcDateTime, metadata

# The order by which a pupil was enrolled or somebody hired: the clock of S4 П2.XII runs from it.
account_order = Table(
    "account_order",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("number", String(64), nullable=False, default=""),
    Column("date", Date, nullable=False),
    Column("set_by", Id, ForeignKey("person.id"), nullable=True),  # None: an import
    Column("set_at", UtcDateTime, nullable=False),
)

# Into whose hands a code was given and when, each time; who is connected has had one anyway.
code_handover = Table(
    "code_handover",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("role", String(24), primary_key=True),  # domain.binding.model.BindingRole
    Column("student_id", Id, primary_key=True),  # 0: staff; no foreign key, as 0 is nobody
    Column("handed_at", UtcDateTime, primary_key=True),
    Column("handed_by", Id, ForeignKey("person.id"), nullable=False),
    Index(None, "student_id"),
)

# When a connected chat last did anything, to the day. Apart from `chat`, whose rows are locked by
# those who handle its updates.
chat_use = Table(
    "chat_use",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("used_on", Date, nullable=False),
)

# The rules on keeping one's code and chat to oneself, agreed to by «Да, подключить».
rules_acceptance = Table(
    "rules_acceptance",
    metadata,
    Column("binding_id", Id, ForeignKey("binding.id"), primary_key=True),
    Column("version", SmallInteger, nullable=False),
    Column("accepted_at", UtcDateTime, nullable=False),
)

pin = Table(
    "pin",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("hash", String(128), nullable=False),  # scrypt, with its salt
    Column("set_at", UtcDateTime, nullable=False),
)

# Of a chat and a person with a PIN: when it was last known to be in the right hands, wrong PINs.
pin_guard = Table(
    "pin_guard",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=True),
    Column("failures", SmallInteger, nullable=False, default=0),
    Column("failed_at", UtcDateTime, nullable=True),
)
