"""The school year, bells, the timetable and the lessons made from it.

A lesson is a row from the day the timetable is known, so that every question about a date has one
table to ask: a substitution, a cancelled lesson and a taken roll call are columns of it.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.tables.types import Id, UtcDateTime, metadata

grading_period = Table(
    "grading_period",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=False, unique=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # domain.calendar.PeriodKind
    Column("ordinal", SmallInteger, nullable=False),
    Column("title", String(64), nullable=False),
    Column("school_year", SmallInteger, nullable=False),  # the year in which it ends
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),  # last day
    # In the place of the school's own of the same kind, year and number.
    Column("grade_level", SmallInteger, nullable=True),
    # Entered or changed inside the program: files of the register leave it as it is.
    Column("is_decided", Boolean, nullable=False, default=False, server_default=false()),
    Index(None, "school_id", "begins"),
)

holiday = Table(
    "holiday",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("title", String(128), nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),  # last day
    Column("grade_level", SmallInteger, nullable=True),  # neither it nor a class: the whole school
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),
    # Entered inside the program: files of the register leave it as it is.
    Column("is_decided", Boolean, nullable=False, default=False, server_default=false()),
    Column("is_late", Boolean, nullable=False, default=False, server_default=false()),  # D10
    UniqueConstraint("school_id", "begins", "title", "grade_level"),
)

bell_schedule = Table(
    "bell_schedule",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("title", String(64), nullable=False),
    UniqueConstraint("school_id", "title"),
)

class_period = Table(
    "class_period",
    metadata,
    Column("bell_schedule_id", Id, ForeignKey("bell_schedule.id"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),
    Column("starts", SmallInteger, nullable=False),  # minutes after midnight, school time
    Column("ends", SmallInteger, nullable=False),
)

timetable_slot = Table(
    "timetable_slot",
    metadata,
    Column("id", Id, primary_key=True),
    Column("section_id", Id, ForeignKey("section.id"), nullable=False),
    Column("weekday", SmallInteger, nullable=False),  # ISO: Monday is 1
    Column("number", SmallInteger, nullable=False),
    Column("location", String(32), nullable=False, default=""),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),  # last day
    # Who gives these lessons; None: whose the section is.
    Column("teacher_id", Id, ForeignKey("person.id"), nullable=True),
    # Changed inside the program: files of the register leave it as it is.
    Column("is_decided", Boolean, nullable=False, default=False, server_default=false()),
    UniqueConstraint("section_id", "weekday", "number", "begins"),
)

lesson = Table(
    "lesson",
    metadata,
    Column("id", Id, primary_key=True),
    Column("section_id", Id, ForeignKey("section.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("starts", SmallInteger, nullable=False),  # minutes after midnight, school time
    Column("ends", SmallInteger, nullable=False),
    Column("teacher_id", Id, ForeignKey("person.id"), nullable=True),
    Column("location", String(32), nullable=False, default=""),
    Column("is_cancelled", Boolean, nullable=False, default=False),
    Column("is_substituted", Boolean, nullable=False, default=False),
    Column("replaces_id", Id, ForeignKey("lesson.id"), nullable=True),
    Column("change_note", String(255), nullable=False, default=""),
    # Where the change came from: "import" (lessonChanges.csv), "plan" (no longer in the timetable);
    # "" is a change made here, which no import takes back.
    Column("change_source", String(8), nullable=False, default=""),
    # Where the timetable has it; None: where it is.
    Column("usual_date", Date, nullable=True),
    Column("usual_number", SmallInteger, nullable=True),
    Column("topic", Text, nullable=False, default=""),
    Column("attendance_taken_at", UtcDateTime, nullable=True),
    # domain.schedule.model.LessonForm
    Column("form", String(12), nullable=False, default="in_person", server_default="in_person"),
    Column("no_homework_at", UtcDateTime, nullable=True),  # when the teacher said «Не задано»
    # Of the topic in lesson_topic; None: not by the plan.
    Column("topic_ordinal", SmallInteger, nullable=True),
    # Recorded with the roll call, not chosen by anybody.
    Column("is_topic_by_plan", Boolean, nullable=False, default=False, server_default=false()),
    UniqueConstraint("section_id", "date", "number"),
    Index(None, "teacher_id", "date"),
)

lesson_topic = Table(
    "lesson_topic",
    metadata,
    Column("id", Id, primary_key=True),
    Column("section_id", Id, ForeignKey("section.id"), nullable=False),
    Column("ordinal", SmallInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("homework", Text, nullable=False, default=""),
    Column("hours", SmallInteger, nullable=False, default=1, server_default="1"),
    Column("planned_on", Date, nullable=True),
    UniqueConstraint("section_id", "ordinal"),
)

# A plan of the register's files has no row here until somebody approves it.
lesson_plan = Table(
    "lesson_plan",
    metadata,
    Column("section_id", Id, ForeignKey("section.id"), primary_key=True),
    Column("source", String(8), nullable=False),  # domain.plans.model.Source
    Column("entered_by", Id, ForeignKey("person.id"), nullable=True),
    Column("entered_at", UtcDateTime, nullable=True),
    Column("approved_by", Id, ForeignKey("person.id"), nullable=True),
    Column("approved_at", UtcDateTime, nullable=True),
)

lesson_plan_draft = Table(
    "lesson_plan_draft",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("section_id", Id, ForeignKey("section.id"), nullable=False),
    Column("source", String(8), nullable=False),
    Column("topics", JSON, nullable=False),  # domain.plans.reading.to_json
    Column("made_at", UtcDateTime, nullable=False),
)
