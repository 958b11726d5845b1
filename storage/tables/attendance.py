"""What is said of absences beside the journal: announced ones, and who was called."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

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

# One a pupil and day: an absence that nobody explains (domain.absences.case).
absence_case = Table(
    "absence_case",
    metadata,
    Column("id", Id, primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False),  # the first one missed
    Column("opened_at", UtcDateTime, nullable=False),
    Column("level", SmallInteger, nullable=False, default=0),  # domain.absences.case.Level
    Column("next_at", UtcDateTime, nullable=True),
    Column("answer", String(16), nullable=True),  # domain.absences.case.Answer
    Column("said_by", Id, ForeignKey("person.id"), nullable=True),
    Column("said_at", UtcDateTime, nullable=True),
    Column("closing", String(16), nullable=True),  # domain.absences.case.Closing; None: open
    Column("closed_at", UtcDateTime, nullable=True),
    UniqueConstraint("student_id", "date"),
    Index(
        "ix_absence_case_due",
        "next_at",
        sqlite_where=text("closing IS NULL"),
        postgresql_where=text("closing IS NULL"),
    ),
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
    Column("case_id", Id, ForeignKey("absence_case.id"), nullable=True),
    Column("called_at", UtcDateTime, nullable=False),
    Index(None, "student_id"),
    Index(None, "case_id"),
)

absence_called = Table(
    "absence_called",
    metadata,
    Column("call_id", Id, ForeignKey("absence_call.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
)

# Which deputy is called first on which weekday (C13).
duty_day = Table(
    "duty_day",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("weekday", SmallInteger, nullable=False),  # ISO
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Index(None, "school_id"),
)

# A paper about an absence; from the day it was handed in the term of the reason runs (D06).
absence_document = Table(
    "absence_document",
    metadata,
    Column("id", Id, primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("handed_on", Date, nullable=False),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("corrected_at", UtcDateTime, nullable=True),
    Index(None, "student_id", "begins"),
)
