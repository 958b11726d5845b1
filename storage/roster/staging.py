"""Temporary tables with what the files say, where SQL can ask questions of all of it at once."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from storage.roster import files
from storage.roster.files import FileSpec
from storage.tables.types import Id

_AT_ONCE = 5_000

_metadata = MetaData()


def _staged(spec: FileSpec, *extra: Column[Any], without: tuple[str, ...] = ()) -> Table:
    """A temporary table with a column for each of the file's, `line`, and some of its own."""
    columns: list[Column[Any]] = [
        Column("deleted" if column.field == "status" else column.field, column.kind.type)
        for column in spec.columns
        if column.field not in without
    ]
    return Table(
        f"import_{spec.stage}",
        _metadata,
        Column("line", Integer, nullable=False),
        *columns,
        *extra,
        prefixes=["TEMPORARY"],
    )


def _own(name: str, *columns: Column[Any]) -> Table:
    return Table(f"import_{name}", _metadata, *columns, prefixes=["TEMPORARY"])


orgs = _staged(files.ORGS)
academic_sessions = _staged(files.ACADEMIC_SESSIONS)
courses = _staged(files.COURSES)
classes = _staged(files.CLASSES, Column("term_sourced_ids", String), without=("term_sourced_ids",))
users = _staged(
    files.USERS,
    Column("school_sourced_id", String),
    Column("sort_key", String),
    without=("org_sourced_ids", "primary_org_sourced_id", "role", "agent_sourced_ids"),
)
# From users.csv (1.1) or roles.csv (1.2): `file` says which.
roles = _own(
    "roles",
    Column("line", Integer, nullable=False),
    Column("file", String, nullable=False),
    Column("sourced_id", String),
    Column("user_sourced_id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("begin_date", Date),
    Column("end_date", Date),
)
agents = _own(
    "agents",
    Column("line", Integer, nullable=False),
    Column("user_sourced_id", String, nullable=False),
    Column("agent_sourced_id", String, nullable=False),
)
# Whose child is whose, found from `agents` and `roles`.
links = _own(
    "links",
    Column("guardian_sourced_id", String, nullable=False),
    Column("student_sourced_id", String, nullable=False),
    Column("relation", String, nullable=False),
)
# Who is in which section, put together from enrolments and from the classes they follow.
members = _own(
    "members",
    Column("section_id", Id, primary_key=True),
    Column("student_id", Id, primary_key=True),
    Column("begins", Date),
    Column("ends", Date),
)
demographics = _staged(files.DEMOGRAPHICS)
enrollments = _staged(files.ENROLLMENTS)
categories = _staged(
    files.CATEGORIES,
    Column("work_code", String),
    Column("is_final", Boolean),
    Column("of_exams", String),  # the kind of period, "" for that of the session
)
line_items = _staged(files.LINE_ITEMS)
results = _staged(
    files.RESULTS,
    Column("value", Integer),
    Column("code", String),
    Column("has_mark", Boolean),
    without=("score_status",),
)
bell_schedules = _staged(files.BELL_SCHEDULES)
timetable = _staged(files.TIMETABLE)
calendar_dates = _staged(files.CALENDAR_DATES)
lesson_plans = _staged(files.LESSON_PLANS)
lesson_changes = _staged(files.LESSON_CHANGES)
attendance = _staged(
    files.ATTENDANCE,
    Column("status", String),
    Column("reason", String),
    Column("lesson_id", Id),
    without=("attendance_event_category", "attendance_event_reason"),
)
marks = _own(
    "marks",
    Column("sourced_id", String, primary_key=True),
    Column("section_id", Id),
    Column("student_id", Id),
    Column("date", Date),
    Column("work_type_id", Id),
    Column("value", Integer),
    Column("code", String),
    Column("comment", String),
    Column("topic", String),
    Column("teacher_id", Id),
)
final_marks = _own(
    "final_marks",
    Column("student_id", Id, primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("grading_period_id", Id, primary_key=True),
    Column("sourced_id", String),
    Column("value", Integer),
    Column("code", String),
    Column("set_by", Id),
)
# First and last day of the school year that is planned, for slots that name none.
school_years = _own(
    "school_years",
    Column("school_id", Id, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
)

BY_STAGE: dict[str, Table] = {
    table.name.removeprefix("import_"): table for table in _metadata.tables.values()
}

_INDEXES = [
    *(
        Index(f"ix_{table.name}_id", table.c.sourced_id)
        for table in (
            orgs,
            academic_sessions,
            courses,
            classes,
            users,
            demographics,
            enrollments,
            categories,
            line_items,
            results,
        )
    ),
    Index("ix_import_classes_line", classes.c.line),
    Index("ix_import_roles_user", roles.c.user_sourced_id, roles.c.role),
    Index("ix_import_agents_user", agents.c.user_sourced_id),
    Index("ix_import_links_student", links.c.student_sourced_id, links.c.guardian_sourced_id),
    Index("ix_import_enrollments_class", enrollments.c.class_sourced_id),
    Index("ix_import_enrollments_user", enrollments.c.user_sourced_id),
    Index("ix_import_line_items_class", line_items.c.class_sourced_id),
    Index("ix_import_results_item", results.c.line_item_sourced_id),
    Index("ix_import_timetable_class", timetable.c.class_sourced_id),
    Index("ix_import_lesson_plans_class", lesson_plans.c.class_sourced_id),
]


async def create_staging(connection: AsyncConnection) -> None:
    """Empty temporary tables; indexes come when they are full."""
    for table in _metadata.tables.values():
        await connection.execute(CreateTable(table))


async def index_staging(connection: AsyncConnection) -> None:
    """Indexes, and statistics where the database does not gather them by itself."""
    for index in _INDEXES:
        await connection.execute(CreateIndex(index))
    await analyze(connection, *_metadata.tables.values())


async def drop_staging(connection: AsyncConnection) -> None:
    """A pooled connection must not keep them."""
    for table in _metadata.tables.values():
        await connection.execute(DropTable(table, if_exists=True))


async def analyze(connection: AsyncConnection, *tables: Table) -> None:
    """Tells PostgreSQL's planner how much has just been written; SQLite goes by its indexes."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            await connection.execute(text(f"ANALYZE {table.name}"))


class Intake:
    """Rows on their way into the temporary tables, many at once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._taken: set[str] = set()

    async def put(self, rows: Iterable[tuple[Table, dict[str, Any]]]) -> None:
        """Takes rows; writes those of a table when there are enough."""
        for table, row in rows:
            waiting = self._waiting.setdefault(table.name, [])
            waiting.append(row)
            self._taken.add(table.name)
            if len(waiting) >= _AT_ONCE:
                await self._write(table.name)

    def took(self, table: Table) -> bool:
        """Whether there was any row for this table."""
        return table.name in self._taken

    async def flush(self) -> None:
        for name in list(self._waiting):
            await self._write(name)

    async def _write(self, name: str) -> None:
        rows, self._waiting[name] = self._waiting[name], []
        if rows:
            await self._connection.execute(insert(_metadata.tables[name]), rows)
