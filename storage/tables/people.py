"""Schools, people, their roles and whose child is whose.

Names follow OneRoster 1.2 (org, user, role, agentSourcedIds) and Ed-Fi 5.2.
Nothing here is ever deleted: a row ends (`ends`, `status`), it does not vanish (S1 2.1, S4 §2).
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
    true,
)

from storage.tables.types import Id, UtcDateTime, metadata

school = Table(
    "school",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=False, unique=True),
    Column("name", String(255), nullable=False),
    Column("timezone", String(64), nullable=True),  # None: the setting SCHOOL_TIMEZONE
    Column("policy", JSON, nullable=False, default=dict),
    Column("imported_at", UtcDateTime, nullable=True),  # the first import has been done
)

person = Table(
    "person",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=False, unique=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("family_name", String(100), nullable=False),
    Column("given_name", String(100), nullable=False),
    Column("middle_name", String(100), nullable=False, default=""),
    Column("sex", String(1), nullable=True),  # 'f', 'm', None: unknown
    Column("birth_date", Date, nullable=True),
    # Russian order with ё = е: neither SQLite's lower() nor a C collation knows it.
    Column("sort_key", String(320), nullable=False),
    Column("is_active", Boolean, nullable=False, default=True),
    Index(None, "school_id", "sort_key"),
)

role_assignment = Table(
    "role_assignment",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("role", String(24), nullable=False),  # domain.access.Role, staff only
    Column("begins", Date, nullable=True),
    Column("ends", Date, nullable=True),
    # Given or taken inside the program: files of the register leave it as it is (C12).
    Column("is_decided", Boolean, nullable=False, default=False, server_default=false()),
    UniqueConstraint("person_id", "role"),
)

guardianship = Table(
    "guardianship",
    metadata,
    Column("guardian_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("relation", String(16), nullable=False, default="parent"),
    Column("ends", Date, nullable=True),
    Index(None, "student_id"),
)

school_class = Table(
    "school_class",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=False, unique=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("grade_level", SmallInteger, nullable=False),
    Column("letter", String(15), nullable=False, default=""),
    Column("title", String(64), nullable=False),
    Column("shift", SmallInteger, nullable=False, default=1),
    Column("period_kind", String(16), nullable=False, default="quarter"),
    # Chosen inside for the grade: files do not say it any more.
    Column(
        "is_period_kind_decided", Boolean, nullable=False, default=False, server_default=false()
    ),
    Column("homeroom_teacher_id", Id, ForeignKey("person.id"), nullable=True),
    # Appointed inside: files do not say who leads it any more.
    Column("is_homeroom_decided", Boolean, nullable=False, default=False, server_default=false()),
    Column("bell_schedule_id", Id, ForeignKey("bell_schedule.id"), nullable=True),
    # Its own week, from Monday on; None: as the rules of the school have it for the grade.
    Column("week_days", SmallInteger, nullable=True),
    # Chosen inside: files do not say it any more.
    Column("is_shift_decided", Boolean, nullable=False, default=False, server_default=false()),
    Column("is_active", Boolean, nullable=False, default=True),
    Index(None, "school_id", "grade_level"),
    Index(None, "homeroom_teacher_id"),
)

enrollment = Table(
    "enrollment",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=True, unique=True),
    Column("student_id", Id, ForeignKey("person.id"), nullable=False),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=False),
    Column("begins", Date, nullable=True),
    Column("ends", Date, nullable=True),  # first day on which it no longer holds
    Index(None, "student_id"),
    Index(None, "school_class_id"),
)

subject = Table(
    "subject",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=False, unique=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("title", String(128), nullable=False),
    Column("is_marked", Boolean, nullable=False, default=True),
    # Said inside the program: files of the register leave it as it is.
    Column("is_marked_decided", Boolean, nullable=False, default=False, server_default=false()),
    Column("scale", String(12), nullable=False, default="marks", server_default="marks"),
    # Entered inside the program: files of the register leave it as it is.
    Column("takes_homework", Boolean, nullable=False, default=True, server_default=true()),
    # domain.curriculum.area_model.Area; "": nobody has said it. Files know nothing of it.
    Column("area", String(12), nullable=False, default="", server_default=""),
)

section = Table(
    "section",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sourced_id", String(255), nullable=False, unique=True),
    Column("school_id", Id, ForeignKey("school.id"), nullable=False),
    Column("subject_id", Id, ForeignKey("subject.id"), nullable=False),
    Column("school_class_id", Id, ForeignKey("school_class.id"), nullable=True),
    Column("title", String(128), nullable=False),  # «7А алгебра», «7А английский, гр. 1»
    Column("group_name", String(64), nullable=False, default=""),
    Column("grade_level", SmallInteger, nullable=False),
    Column("teacher_id", Id, ForeignKey("person.id"), nullable=True),
    Column("weekly_hours", Integer, nullable=True),
    # Said inside: files do not say them any more.
    Column("is_hours_decided", Boolean, nullable=False, default=False, server_default=false()),
    # Of these, the hours of the part that school and families form; files know nothing of it.
    Column("chosen_hours", SmallInteger, nullable=False, default=0, server_default="0"),
    Column("is_active", Boolean, nullable=False, default=True),
    # Appointed inside: files do not say who teaches it any more.
    Column("is_teacher_decided", Boolean, nullable=False, default=False, server_default=false()),
    # Imported without pupils of its own: who is in the class is in the section.
    Column("follows_class", Boolean, nullable=False, default=False),
    Index(None, "school_class_id"),
    Index(None, "teacher_id"),
)

# Whose a section was, until somebody else had it: lessons that began by then stay theirs.
section_teacher = Table(
    "section_teacher",
    metadata,
    Column("id", Id, primary_key=True),
    Column("section_id", Id, ForeignKey("section.id"), nullable=False),
    Column("former_id", Id, ForeignKey("person.id"), nullable=True),
    Column("teacher_id", Id, ForeignKey("person.id"), nullable=True),
    Column("day", Date, nullable=False),
    Column("minute", SmallInteger, nullable=False),  # after midnight, school time
    Column("decided_by", Id, ForeignKey("person.id"), nullable=True),  # None: by files
    Index(None, "section_id"),
)

section_student = Table(
    "section_student",
    metadata,
    Column("section_id", Id, ForeignKey("section.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("begins", Date, nullable=True),
    Column("ends", Date, nullable=True),
    # Moved in or out inside the program, from that day: files leave it as it is, but for who leaves
    # the class.
    Column("moved_on", Date, nullable=True),
    # A pupil who comes back has another one beside the first; they never overlap.
    Column(
        "spell",
        SmallInteger,
        primary_key=True,
        autoincrement=False,
        default=1,
        server_default="1",
    ),
    Index(None, "student_id"),
)
