"""Every file and column that is read; docs/reference/file-formats.md lists the same (tested)."""

import re
from dataclasses import dataclass, field

from storage.roster import values as v


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column by its name in the header; `required` ones must be there and filled."""

    name: str
    kind: v.Kind
    required: bool = False
    field: str = field(init=False)  # its name in the temporary table

    def __post_init__(self) -> None:
        bare = self.name.removeprefix("metadata.")
        object.__setattr__(self, "field", re.sub(r"(?<=[a-z])[A-Z]", r"_\g<0>", bare).lower())


@dataclass(frozen=True, slots=True)
class FileSpec:
    """A file; `key` is what no two of its lines may share."""

    name: str
    stage: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...] = ("sourced_id",)


def _some(kind: v.Kind, *names: str) -> tuple[ColumnSpec, ...]:
    return tuple(ColumnSpec(name, kind) for name in names)


def _must(kind: v.Kind, *names: str) -> tuple[ColumnSpec, ...]:
    return tuple(ColumnSpec(name, kind, required=True) for name in names)


_BASE = (*_must(v.ID, "sourcedId"), *_some(v.STATUS, "status"))

ORGS = FileSpec("orgs.csv", "orgs", (*_BASE, *_must(v.NOTE, "name"), *_some(v.ORG_TYPE, "type")))
ACADEMIC_SESSIONS = FileSpec(
    "academicSessions.csv",
    "academic_sessions",
    (
        *_BASE,
        *_must(v.TITLE, "title"),
        *_must(v.SESSION_TYPE, "type"),
        *_must(v.DATE, "startDate", "endDate"),
        *_some(v.ID, "parentSourcedId"),
    ),
)
COURSES = FileSpec(
    "courses.csv",
    "courses",
    (
        *_BASE,
        *_must(v.LONG_TITLE, "title"),
        *_some(v.GRADE, "grades"),
        *_some(v.FIRST, "subjects"),
        *_some(v.FLAG, "metadata.isMarked"),
        *_some(v.GRADE_SCALE, "metadata.gradeScale"),
    ),
)
CLASSES = FileSpec(
    "classes.csv",
    "classes",
    (
        *_BASE,
        *_must(v.LONG_TITLE, "title"),
        *_some(v.GRADE, "grades"),
        *_some(v.ID, "courseSourcedId"),
        *_some(v.CLASS_TYPE, "classType"),
        *_some(v.ROOM, "location"),
        *_some(v.ID, "schoolSourcedId"),
        *_some(v.IDS, "termSourcedIds"),
        *_some(v.FIRST, "subjects"),
        *_some(v.ID, "metadata.homeroomSourcedId"),
        *_some(v.TITLE, "metadata.groupName"),
        *_some(v.TITLE, "metadata.bellSchedule"),
        *_some(v.SHIFT, "metadata.shift"),
        *_some(v.HOURS, "metadata.weeklyHours"),
    ),
)
USERS = FileSpec(
    "users.csv",
    "users",
    (
        *_BASE,
        *_some(v.FLAG, "enabledUser"),
        *_some(v.IDS, "orgSourcedIds"),
        *_some(v.ID, "primaryOrgSourcedId"),
        *_some(v.ROLE, "role"),
        *_must(v.NAME, "givenName", "familyName"),
        *_some(v.NAME, "middleName"),
        *_some(v.IDS, "agentSourcedIds"),
        *_some(v.GRADE, "grades"),
        *_some(v.TITLE, "metadata.orderNumber"),
        *_some(v.DATE, "metadata.orderDate"),
    ),
)
ROLES = FileSpec(
    "roles.csv",
    "roles",
    (
        *_BASE,
        *_must(v.ID, "userSourcedId"),
        *_must(v.ROLE, "role"),
        *_some(v.DATE, "beginDate", "endDate"),
        *_some(v.ID, "orgSourcedId"),
    ),
)
DEMOGRAPHICS = FileSpec(
    "demographics.csv",
    "demographics",
    (*_BASE, *_some(v.DATE, "birthDate"), *_some(v.SEX, "sex")),
)
ENROLLMENTS = FileSpec(
    "enrollments.csv",
    "enrollments",
    (
        *_BASE,
        *_must(v.ID, "classSourcedId", "userSourcedId"),
        *_must(v.ROLE, "role"),
        *_some(v.FLAG, "primary"),
        *_some(v.DATE, "beginDate", "endDate"),
    ),
)
CATEGORIES = FileSpec(
    "categories.csv",
    "categories",
    (*_BASE, *_must(v.TITLE, "title"), *_some(v.WEIGHT, "weight")),
)
LINE_ITEMS = FileSpec(
    "lineItems.csv",
    "line_items",
    (
        *_BASE,
        *_must(v.TEXT, "title"),
        *_some(v.DATE, "assignDate", "dueDate"),
        *_must(v.ID, "classSourcedId"),
        *_some(v.ID, "categorySourcedId", "gradingPeriodSourcedId", "academicSessionSourcedId"),
        *_some(v.SCALE, "resultValueMax"),
    ),
)
RESULTS = FileSpec(
    "results.csv",
    "results",
    (
        *_BASE,
        *_must(v.ID, "lineItemSourcedId", "studentSourcedId"),
        *_some(v.SCORE_STATUS, "scoreStatus"),
        *_some(v.SCALE, "score", "textScore"),
        *_some(v.DATE, "scoreDate"),
        *_some(v.PROSE, "comment"),
    ),
)
BELL_SCHEDULES = FileSpec(
    "bellSchedules.csv",
    "bell_schedules",
    (
        *_some(v.ID, "schoolSourcedId"),
        *_must(v.TITLE, "bellScheduleName"),
        *_must(v.NUMBER, "classPeriod"),
        *_must(v.TIME, "startTime", "endTime"),
        *_some(v.GRADES, "gradeLevels"),
    ),
    key=("school_sourced_id", "bell_schedule_name", "class_period"),
)
TIMETABLE = FileSpec(
    "timetable.csv",
    "timetable",
    (
        *_must(v.ID, "classSourcedId"),
        *_must(v.WEEKDAY, "weekday"),
        *_must(v.NUMBER, "classPeriod"),
        *_some(v.ROOM, "location"),
        *_some(v.DATE, "beginDate", "endDate"),
    ),
    key=("class_sourced_id", "weekday", "class_period", "begin_date"),
)
CALENDAR_DATES = FileSpec(
    "calendarDates.csv",
    "calendar_dates",
    (
        *_some(v.ID, "schoolSourcedId"),
        *_must(v.LONG_TITLE, "title"),
        *_must(v.DATE, "beginDate", "endDate"),
        *_some(v.GRADE, "gradeLevel"),
    ),
    key=("school_sourced_id", "begin_date", "title", "grade_level"),
)
ATTENDANCE = FileSpec(
    "attendanceEvents.csv",
    "attendance",
    (
        *_must(v.ID, "classSourcedId"),
        *_must(v.DATE, "eventDate"),
        *_some(v.NUMBER, "classPeriod"),
        *_some(v.ID, "studentSourcedId"),
        *_some(v.EVENT, "attendanceEventCategory"),
        *_some(v.REASON, "attendanceEventReason"),
        *_some(v.MINUTES, "minutesLate"),
    ),
    key=("class_sourced_id", "event_date", "class_period", "student_sourced_id"),
)
LESSON_PLANS = FileSpec(
    "lessonPlans.csv",
    "lesson_plans",
    (
        *_must(v.ID, "classSourcedId"),
        *_must(v.ORDINAL, "lessonNumber"),
        *_must(v.PROSE, "title"),
        *_some(v.PROSE, "homework"),
    ),
    key=("class_sourced_id", "lesson_number"),
)
LESSON_CHANGES = FileSpec(
    "lessonChanges.csv",
    "lesson_changes",
    (
        *_must(v.ID, "classSourcedId"),
        *_must(v.DATE, "date"),
        *_must(v.NUMBER, "classPeriod"),
        *_must(v.CHANGE, "lessonChange"),
        *_some(v.ID, "staffSourcedId", "replacesClassSourcedId"),
        *_some(v.ROOM, "location"),
        *_some(v.NOTE, "note"),
    ),
    key=("class_sourced_id", "date", "class_period"),
)

# In the order in which they are read: schools before people.
FILES: tuple[FileSpec, ...] = (
    ORGS,
    ACADEMIC_SESSIONS,
    COURSES,
    CLASSES,
    USERS,
    ROLES,
    DEMOGRAPHICS,
    ENROLLMENTS,
    CATEGORIES,
    LINE_ITEMS,
    RESULTS,
    BELL_SCHEDULES,
    TIMETABLE,
    CALENDAR_DATES,
    LESSON_PLANS,
    LESSON_CHANGES,
    ATTENDANCE,
)
BY_NAME = {spec.name: spec for spec in FILES}
