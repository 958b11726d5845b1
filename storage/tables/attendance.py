"""What is said of absences beside the journal: announced ones, and who was called."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, SmallInteger, String, Table

from storage.tables.types import Id, UtcDateTime, metadata

# In the roll call of every lesson it covers until it is withdrawn.
announced_absence = Table(
    "announced_absence",
    metadata,
    Column("id", Id, primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),  # the last day
    Column("first_number", SmallInteger, nullable=True),  # of a single day some lessons
    Column("last_number", SmallInteger, nullable=True),
    Column("excuse", String(16), nullable=False),  # domain.absences.model.Excuse
    Column("announced_by", Id, ForeignKey("person.id"), nullable=False),
    Column("role", String(24), nullable=False),
    Column("announced_at", UtcDateTime, nullable=False),
    # A parent's word is a reason once the homeroom teacher has taken it for true (S4 П2.VIII).
    Column("is_accepted", Boolean, nullable=False, default=False),
    Column("withdrawn_at", UtcDateTime, nullable=True),
    # The pupil was at this lesson after all: from it on nothing is announced.
    Column("came_on", Date, nullable=True),
    Column("came_number", SmallInteger, nullable=True),
    Index(None, "student_id", "begins"),
)

# People are called about a pupil; what they are told is read when the message leaves.
absence_call = Table(
    "absence_call",
    metadata,
    Column("id", Id, primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False),
    Column("why", String(16), nullable=False),  # domain.absences.model.Why
    Column("announced_id", Id, ForeignKey("announced_absence.id"), nullable=True),
    Column("called_at", UtcDateTime, nullable=False),
    Index(None, "student_id"),
)

absence_called = Table(
    "absence_called",
    metadata,
    Column("call_id", Id, ForeignKey("absence_call.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
)
