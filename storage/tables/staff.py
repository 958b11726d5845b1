"""Staff beyond their names: who was made what by whom, their cards, their duties, what they see.

Which roles somebody has stands in `role_assignment`; here is how the roles set inside came about.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, String, Table

from storage.tables.types import Id, UtcDateTime, metadata

# Each time somebody was given a role or lost it inside the program; never changed.
role_decision = Table(
    "role_decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("role", String(24), nullable=False),
    Column("is_granted", Boolean, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("decided_by", Id, ForeignKey("person.id"), nullable=True),  # None: the command line
    Column("order_number", String(32), nullable=True),
    Column("order_date", Date, nullable=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),  # that is led
    Index(None, "person_id"),
)

# What S4 П2.V asks for of staff besides name, sex and birth date.
staff_card = Table(
    "staff_card",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("position", String(100), nullable=False, default=""),
    Column("pay_grade", String(100), nullable=False, default=""),
    Column("category", String(100), nullable=False, default=""),
    Column("specialty", String(100), nullable=False, default=""),
)

# Whose group after lessons a class is in.
class_educator = Table(
    "class_educator",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), primary_key=True),
    Column("begins", Date, nullable=True),
    Column("ends", Date, nullable=True),  # first day on which it no longer holds
)

# The summaries that somebody may see by the director's decision (R012).
summary_grant = Table(
    "summary_grant",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("summary", String(16), primary_key=True),
    Column("granted_at", UtcDateTime, nullable=False),
    Column("granted_by", Id, ForeignKey("person.id"), nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
)

# The register of responsible persons (S4 П2.XII, R021).
responsible_person = Table(
    "responsible_person",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("duty", String(24), nullable=False),
    Column("order_number", String(32), nullable=False),
    Column("order_date", Date, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=True),  # first day on which it no longer holds
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=False),
    Index(None, "school_id"),
)
