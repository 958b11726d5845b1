"""Days that a school keeps otherwise than the production calendar, and its bells."""

from sqlalchemy import Column, Date, ForeignKey, SmallInteger, String, Table, UniqueConstraint

from storage.tables.types import Id, metadata

calendar_date = Table(
    "calendar_date",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("kind", String(12), nullable=False),  # domain.working_days.DateKind
    Column("title", String(128), nullable=False, default=""),
    UniqueConstraint("school_id", "date"),
)

# Exams of a whole grade. Marks of them, and final ones, are final marks of grading periods
# of the kinds «exam» and «final», which the grade has from its first exam on.
exam = Table(
    "exam",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("school_year", SmallInteger, nullable=False),  # the year in which it ends
    Column("grade_level", SmallInteger, nullable=False),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False),
    Column("date", Date, nullable=False),
    UniqueConstraint("school_id", "school_year", "grade_level", "subject_id"),
)

# By which bells lessons ring: for whom and on which days; what is not named is all of it.
bell_rule = Table(
    "bell_rule",
    metadata,
    Column("id", Id, primary_key=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False, index=True),
    Column("bell_schedule_id", Id, ForeignKey("bell_schedule.id"), nullable=False),
    Column("grade_level", SmallInteger, nullable=True),
    Column("shift", SmallInteger, nullable=True),
    Column("weekday", SmallInteger, nullable=True),  # ISO: Monday is 1
    Column("date", Date, nullable=True),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),
)
