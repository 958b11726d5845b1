"""Decisions about lessons of the timetable, what each of them was before; and events."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
)

from storage.tables.types import Id, UtcDateTime, metadata

timetable_change = Table(
    "timetable_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("decided_by", Id, ForeignKey("person.id"), nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime, nullable=True),
    Column("since", Date, nullable=True),  # of a lasting one: its first day
    Index(None, "school_id", "decided_at"),
    # A notice may still name it: its number must not come back.
    sqlite_autoincrement=True,
)

# Who is away in whose place a decision put others; it ends with the decision.
teacher_absence = Table(
    "teacher_absence",
    metadata,
    Column("change_id", Id, ForeignKey("timetable_change.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),  # last day
    Column("why", String(1), nullable=False),  # domain.timetable.model.WhyAway
    Index(None, "person_id", "begins"),
)

# A day whose lessons a decision put onto another one; no grade and no class: the whole school's.
day_move = Table(
    "day_move",
    metadata,
    Column("change_id", Id, ForeignKey("timetable_change.id"), primary_key=True),
    Column("source_date", Date, nullable=False),
    Column("target_date", Date, nullable=False),
    Column("grade_level", SmallInteger, nullable=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),
    Column("is_late", Boolean, nullable=False),  # later than D11 has it
    Index(None, "target_date"),
)

# Neither grade nor class: of the whole school. Cancelled, it stays.
calendar_event = Table(
    "calendar_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("title", String(128), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),  # last day
    Column("starts", SmallInteger, nullable=True),  # minutes after midnight, school time
    Column("grade_level", SmallInteger, nullable=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),
    Column("is_late", Boolean, nullable=False),  # later than D10 or D12 has it
    # Late, and nobody has said yet that it is entered all the same: nobody sees it.
    Column("is_kept_back", Boolean, nullable=False),
    Column("entered_by", Id, ForeignKey("person.id"), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("cancelled_at", UtcDateTime, nullable=True),
    Index(None, "school_id", "ends"),
)

# A lesson as it was before the change; `is_new`: there was none, it came in another's place.
lesson_change = Table(
    "lesson_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("change_id", Id, ForeignKey("timetable_change.id"), nullable=False),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False),
    Column("is_new", Boolean, nullable=False),
    Column("old_date", Date, nullable=False),
    Column("old_number", SmallInteger, nullable=False),
    Column("old_starts", SmallInteger, nullable=False),
    Column("old_ends", SmallInteger, nullable=False),
    Column("old_teacher_id", Id, ForeignKey("person.id"), nullable=True),
    Column("old_location", String(32), nullable=False),
    Column("old_cancelled", Boolean, nullable=False),
    Column("old_substituted", Boolean, nullable=False),
    Column("old_note", String(255), nullable=False),
    Index(None, "change_id"),
    Index(None, "lesson_id"),
)

# A teacher says that a lesson was not held; until who keeps the timetable answers, nothing is.
not_held_claim = Table(
    "not_held_claim",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lesson_id", Id, ForeignKey("lesson.id"), nullable=False, index=True),
    Column("asked_by", Id, ForeignKey("person.id"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("state", String(12), nullable=False),  # domain.timetable.claim_model.ClaimState
    Column("decided_by", Id, ForeignKey("person.id"), nullable=True),
    Column("decided_at", UtcDateTime, nullable=True),
    # A notice may still name it: its number must not come back.
    sqlite_autoincrement=True,
)

# A cell of the timetable as it was before a lasting change; one that was not there had ended
# before it began.
slot_change = Table(
    "slot_change",
    metadata,
    Column("change_id", Id, ForeignKey("timetable_change.id"), primary_key=True),
    Column("slot_id", Id, ForeignKey("timetable_slot.id"), primary_key=True),
    Column("old_ends", Date, nullable=False),
    Column("old_location", String(32), nullable=False),
    Column("old_teacher_id", Id, ForeignKey("person.id"), nullable=True),
    Column("old_decided", Boolean, nullable=False),
    Index(None, "slot_id"),
)

# What was said of an event or of a holiday, as it was then; a holiday that is off has no row. Of a
# control work: the day on which it stood before, and whether it stood at all.
calendar_news = Table(
    "calendar_news",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("is_holiday", Boolean, nullable=False),
    Column("is_work", Boolean, nullable=False),
    # calendar_event.id, holiday.id or control_work.id
    Column("thing_id", Id, nullable=False),
    Column("about_id", Id, nullable=True),  # the first one of the thing; None: this one
    Column("title", String(128), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),  # last day
    Column("starts", SmallInteger, nullable=True),  # minutes after midnight, school time
    Column("grade_level", SmallInteger, nullable=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),
    Column("is_off", Boolean, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Index(None, "school_id", "thing_id"),
    # A notice may still name it: its number must not come back.
    sqlite_autoincrement=True,
)
