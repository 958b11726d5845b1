"""Quizzes of homework. An answer is no journal entry; a mark for it is."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, SmallInteger, String, Table, Text

from storage.tables.types import Id, UtcDateTime, metadata

# Never changed: another is set in its place, and this one is removed by a moment (R158).
quiz = Table(
    "quiz",
    metadata,
    Column("id", Id, primary_key=True),
    Column("homework_id", Id, ForeignKey("homework.id"), nullable=False),
    Column("questions", JSON, nullable=False),  # domain.quizzes.model.to_json
    Column("size", SmallInteger, nullable=False),  # questions
    Column("set_by", Id, ForeignKey("person.id"), nullable=True),
    Column("set_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime, nullable=True),
    Index(None, "homework_id"),
    # A button in a chat may still name one that was replaced: its number must not come back.
    sqlite_autoincrement=True,
)

# One for each question, which stays; `chosen` are the numbers of the answers: «1,3».
quiz_answer = Table(
    "quiz_answer",
    metadata,
    Column("quiz_id", Id, ForeignKey("quiz.id"), primary_key=True),
    Column("student_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),  # of the question, from 1
    Column("chosen", String(16), nullable=False),
    Column("is_right", Boolean, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Index(None, "student_id"),
)

# Typed by a teacher and not set yet.
quiz_draft = Table(
    "quiz_draft",
    metadata,
    Column("lesson_id", Id, ForeignKey("lesson.id"), primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("homework_id", Id, ForeignKey("homework.id"), nullable=True),  # None: one of its own
    Column("due_lesson_id", Id, ForeignKey("lesson.id"), nullable=True),
    Column("student_ids", JSON, nullable=False),  # for whom; empty: the whole section
    Column("text", Text, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Index(None, "person_id"),
)
