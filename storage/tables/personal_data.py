"""What people ask about their own data, and how the school keeps its lists true (152-ФЗ)."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.types import Id, UtcDateTime, metadata

# What stood in a field before. Erased with the person's other data.
person_change = Table(
    "person_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("field", String(16), nullable=False),  # domain.personal_data.fields.Field
    Column("old_value", String(100), nullable=False),
    Column("new_value", String(100), nullable=False),
    Column("changed_by", Id, ForeignKey("person.id"), nullable=True),  # None: the import
    Column("changed_at", UtcDateTime, nullable=False),
    # The school's own system has it too: from then on the import is believed again.
    Column("settled_at", UtcDateTime, nullable=True),
    Index(None, "person_id"),
)

# A parent says that something in the register is no longer true (R028).
change_request = Table(
    "change_request",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),  # whose data
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),  # whose class decides
    Column("field", String(16), nullable=False),
    Column("old_value", String(100), nullable=False),
    Column("new_value", String(100), nullable=False),
    Column("asked_by", Id, ForeignKey("person.id"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", String(12), nullable=False),  # domain.personal_data.change_model.RequestState
    Column("decided_by", Id, ForeignKey("person.id"), nullable=True),
    Column("decided_at", UtcDateTime, nullable=True),
    Column("reason", Text, nullable=False, default=""),
    Index(None, "student_id"),
    Index(None, "person_id"),
    Index(
        "uq_change_request_open",
        "person_id",
        "field",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

# A request to erase what is held of a person, and the act of what came of it. No name is kept.
erasure = Table(
    "erasure",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),  # whose data
    Column("asked_by", Id, ForeignKey("person.id"), nullable=True),  # None: on paper
    Column("student_id", Id, ForeignKey("person.id"), nullable=True),  # through which child
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=True),  # who took the paper
    Column("statement_number", String(32), nullable=False, default=""),
    Column("statement_date", Date, nullable=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("due_on", Date, nullable=False),  # the last day
    Column("state", String(12), nullable=False),  # domain.personal_data.erasure_model.ErasureState
    Column("decided_by", Id, ForeignKey("person.id"), nullable=True),
    Column("decided_at", UtcDateTime, nullable=True),
    Column("reason", Text, nullable=False, default=""),  # of a refusal
    Column("act_number", Integer, nullable=True),
    Column("act", JSON, nullable=True),  # how many rows of what went, what stays and why
    UniqueConstraint("school_id", "act_number"),
    Index(None, "person_id"),
    Index(
        "ix_erasure_open",
        "school_id",
        "due_on",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

# «Список верен»: once a month for every class (S1 4.2, S4 §3).
class_list_check = Table(
    "class_list_check",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=False),
    Column("month", Date, nullable=False),  # its first day
    Column("checked_by", Id, ForeignKey("person.id"), nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
    Column("pupils", Integer, nullable=False),
    Column("incomplete", Integer, nullable=False),  # of them with something missing
    UniqueConstraint("school_class_id", "month"),
)

# A print-out as it was made: it never changes (R114).
print_out = Table(
    "print_out",
    metadata,
    Column("id", Id, primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("made_by", Id, ForeignKey("person.id"), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("page", JSON, nullable=False),  # domain.personal_data.opt_out_model.Page
    Index(None, "school_class_id", "made_on"),
    Index(None, "student_id"),
)

# A family that uses no electronic diary and gets a print-out every week (S4 П2.VIII, П3.2).
opt_out = Table(
    "opt_out",
    metadata,
    Column("id", Id, primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("statement_number", String(32), nullable=False),
    Column("statement_date", Date, nullable=False),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime, nullable=True),
    Column("ended_by", Id, ForeignKey("person.id"), nullable=True),
    # The form agreed upon: a letter to this address, or "" for paper (S4 П3.5).
    Column("email", String(254), nullable=False, default=""),
    Column("email_typed", String(254), nullable=False, default=""),  # to be looked at first
    Column("email_at", UtcDateTime, nullable=True),  # since when
    # Nobody opts out twice at a time.
    Index(
        "uq_opt_out_open",
        "student_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# A letter with the sheet of a week, or a trial letter: one a family and week, with its hour.
sheet_letter = Table(
    "sheet_letter",
    metadata,
    Column("id", Id, primary_key=True),
    Column("opt_out_id", Id, ForeignKey("opt_out.id"), nullable=False),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("day", Date, nullable=True),  # the last one of the sheet; None: a trial letter
    Column("asked_by", Id, ForeignKey("person.id"), nullable=True),  # of a trial letter
    Column(
        "page", JSON(none_as_null=True), nullable=True
    ),  # as print_out has it, from the first try on
    Column("state", String(12), nullable=False),  # domain.personal_data.opt_out_model.LetterState
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("doubtful_since", UtcDateTime, nullable=True),
    Column("lease", Id, nullable=True),
    Column("leased_until", UtcDateTime, nullable=True),
    Column("closed_at", UtcDateTime, nullable=True),
    Column("failure", String(12), nullable=True),  # domain.personal_data.letter_model.Failure
    UniqueConstraint("opt_out_id", "day"),
    Index(None, "student_id"),
    Index(
        "ix_sheet_letter_open",
        "due_at",
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
)
