"""What the journal records: attendance, marks, final marks. Facts change, they are not erased."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from storage.tables.types import Id, UtcDateTime, metadata

work_type = Table(
    "work_type",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("code", String(32), nullable=False),
    Column("title", String(64), nullable=False),
    Column("short_title", String(16), nullable=False),
    Column("weight", SmallInteger, nullable=False, default=1),
    Column("days_open", SmallInteger, nullable=False, default=0),  # S2 3.2, S4 §4(а)
    # Lessons before it stay closed, and the day on which the term was changed last
    # (domain.work_types.terms).
    Column("closed_before", Date, nullable=True),
    Column("term_changed_on", Date, nullable=True),
    Column("counts", Boolean, nullable=False, default=True),
    Column("is_control", Boolean, nullable=False, default=False),
    # domain.work_types.model.WorkKind
    Column("kind", String(12), nullable=False, default="current", server_default="current"),
    # Teachers are offered it; what was given for it stays.
    Column("is_active", Boolean, nullable=False, default=True, server_default=true()),
    Column("ordinal", SmallInteger, nullable=False, default=0),
    UniqueConstraint("school_id", "code"),
)

mark = Table(
    "mark",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=True, unique=True),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=True),  # None: came by import
    Column("section_id", Id, ForeignKey("section.id"), nullable=False),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("work_type_id", Id, ForeignKey("work_type.id"), nullable=False),
    # A number without a sign is in `value` alone; anything else has its code (domain.marks.value),
    # and «зач» or an open «точка» no number.
    Column("value", SmallInteger, nullable=True),
    Column("code", String(8), nullable=False, default="", server_default=""),
    Column("comment", Text, nullable=False, default=""),
    Column("topic", Text, nullable=False, default=""),  # of an imported work without a lesson
    Column("teacher_id", Id, ForeignKey("person.id"), nullable=True),
    Column("set_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime, nullable=True),
    Index(None, "student_id", "date"),
    Index(None, "section_id", "date"),
    Index(None, "lesson_id"),
)

# A request to open one place for a mark after its term, and the answer (R091).
mark_unlock = Table(
    "mark_unlock",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("work_type_id", Id, ForeignKey("work_type.id"), nullable=False),
    Column("nth", SmallInteger, nullable=False, default=0),
    Column("asked_by", Id, ForeignKey("person.id"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("reason", String(300), nullable=False),
    Column("state", String(12), nullable=False),  # domain.unlocks.UnlockState
    Column("decided_by", Id, ForeignKey("person.id"), nullable=True),
    Column("decided_at", UtcDateTime, nullable=True),
    Column("answer", String(300), nullable=False, default=""),
    Column("open_until", UtcDateTime, nullable=True),
    Index(None, "state"),
    Index(None, "lesson_id"),
    Index(None, "student_id"),
)

mark_change = Table(
    "mark_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("mark_id", Id, ForeignKey("mark.id"), nullable=False),
    # Neither value nor code: it was new, or it was taken away.
    Column("old_value", SmallInteger, nullable=True),
    Column("old_code", String(8), nullable=False, default="", server_default=""),
    Column("new_value", SmallInteger, nullable=True),
    Column("new_code", String(8), nullable=False, default="", server_default=""),
    # After the term: by whose leave, and for which reason.
    Column("unlock_id", Id, ForeignKey("mark_unlock.id"), nullable=True),
    Column("changed_by", Id, ForeignKey("person.id"), nullable=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "mark_id"),
)

final_mark = Table(
    "final_mark",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=True, unique=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False),
    # A quarter or half-year, or the school year itself for the mark of the year.
    Column("grading_period_id", Id, ForeignKey("grading_period.id"), nullable=False),
    # As of a mark: a number alone, or a code such as «н/а».
    Column("value", SmallInteger, nullable=True),
    Column("code", String(8), nullable=False, default="", server_default=""),
    Column("set_by", Id, ForeignKey("person.id"), nullable=True),
    Column("set_at", UtcDateTime, nullable=False),
    UniqueConstraint("student_id", "subject_id", "grading_period_id"),
)

final_mark_change = Table(
    "final_mark_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("final_mark_id", Id, ForeignKey("final_mark.id"), nullable=False),
    Column("old_value", SmallInteger, nullable=True),
    Column("old_code", String(8), nullable=False, default="", server_default=""),
    Column("new_value", SmallInteger, nullable=True),
    Column("new_code", String(8), nullable=False, default="", server_default=""),
    # Why a mark far from its average, or with none beneath it (R099).
    Column("reason", String(300), nullable=False, default="", server_default=""),
    Column("changed_by", Id, ForeignKey("person.id"), nullable=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "final_mark_id"),
)

# Final marks being chosen. «Сохранить» compares them with final_mark; each has their own.
final_mark_draft = Table(
    "final_mark_draft",
    metadata,
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("subject_id", Id, ForeignKey("subject.id"), primary_key=True),
    Column("grading_period_id", Id, ForeignKey("grading_period.id"), primary_key=True),
    Column("chosen_by", Id, ForeignKey("person.id"), primary_key=True),
    Column("value", SmallInteger, nullable=True),
    Column("code", String(8), nullable=False, default="", server_default=""),
    Column("reason", String(300), nullable=False, default="", server_default=""),
)

# Exceptions only: who has no row at a lesson whose roll was called was there
# (Ed-Fi: StudentSectionAttendanceEvent beside SectionAttendanceTakenEvent).
attendance_event = Table(
    "attendance_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("status", String(16), nullable=False),  # domain.attendance.Status
    Column("reason", String(16), nullable=False, default="unknown"),
    Column("minutes_late", Integer, nullable=True),
    Column("recorded_by", Id, ForeignKey("person.id"), nullable=True),
    Column("recorded_at", UtcDateTime, nullable=False),
    UniqueConstraint("lesson_id", "student_id"),
    Index(None, "student_id", "date"),
)

attendance_change = Table(
    "attendance_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("old_status", String(16), nullable=False),
    Column("old_reason", String(16), nullable=False, default="unknown", server_default="unknown"),
    Column("new_status", String(16), nullable=False),
    Column("changed_by", Id, ForeignKey("person.id"), nullable=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "lesson_id"),
)

# A roll call under way. Taps land here; «Готово» compares it with attendance_event.
roll_call = Table(
    "roll_call",
    metadata,
    Column("lesson_id", Id, ForeignKey("lesson.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("minutes", SmallInteger, nullable=True),  # how late
)
