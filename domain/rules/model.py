"""What can be said of a rule of the school: its group, what it holds, within what bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Value = bool | int | float | str | tuple[int, ...]


class Group(StrEnum):
    """The rules by what they are about, in the order of the screen."""

    MARKS = "marks"
    FINALS = "finals"
    COVERAGE = "coverage"
    CONTROLS = "controls"
    LESSONS = "lessons"
    HOMEWORK = "homework"
    ATTENDANCE = "attendance"
    CALENDAR = "calendar"
    NOTICES = "notices"
    CONSENTS = "consents"
    LISTS = "lists"
    CODES = "codes"
    CLOCK = "clock"


class Form(StrEnum):
    """What a rule holds, and so how it is chosen and typed."""

    NUMBER = "number"  # whole, in its unit
    AVERAGE = "average"  # with two decimals
    TIME = "time"  # of the day, in minutes after midnight
    SWITCH = "switch"
    WEEKDAY = "weekday"  # ISO: 1 is Monday
    GRADES = "grades"
    ZONE = "zone"
    CHOICE = "choice"  # one of a few words


class Unit(StrEnum):
    """What a whole number counts."""

    DAYS = "days"
    MINUTES = "minutes"
    YEARS = "years"
    DAY_OF_MONTH = "day_of_month"
    COUNT = "count"
    MARK = "mark"
    HOURS = "hours"
    MEGABYTES = "megabytes"
    FILES = "files"
    PERCENT = "percent"


class RuleName(StrEnum):
    """Every rule that is changed from the bot: a field of `SchoolPolicy`, a part of one, the zone.

    What is stored and recorded carries these names.
    """

    LOWEST_MARK = "lowest_mark"
    UNMARKED_GRADES = "unmarked_grade_levels"
    FIVE_FROM = "threshold_5"
    FOUR_FROM = "threshold_4"
    THREE_FROM = "threshold_3"
    SIGNS = "allows_signs"
    PENDING_DAYS = "pending_mark_days"
    LOCKS_MARKS = "locks_marks"
    UNLOCK_HOURS = "unlock_hours"
    NO_FIVE = "no_five_after_bad_control"
    FINALS_OPEN = "final_marks_open_days"
    FAR = "far_from_average"
    NOT_ATTESTED = "not_attested_missed"
    BEHAVIOUR = "behaviour_scale"
    NO_BEHAVIOUR_GRADES = "behaviour_free_grade_levels"
    EXAM_GRADES = "exam_grade_levels"
    EXAM_SHARE = "exam_share"
    TWO_YEAR_GRADES = "two_year_grade_levels"
    SMALLEST_GROUP = "smallest_group"
    CONTROL_GAP = "control_gap_days"
    CONTROL_SHARE = "control_share"
    CONTROLS_A_DAY = "controls_a_day"
    CONTROL_MINUTES = "control_minutes"
    QUIZ_5 = "quiz_5"
    QUIZ_4 = "quiz_4"
    QUIZ_3 = "quiz_3"
    QUARTER_1 = "least_quarter_1"
    QUARTER_2 = "least_quarter_2"
    QUARTER_3 = "least_quarter_3"
    TRIMESTER_1 = "least_trimester_1"
    TRIMESTER_2 = "least_trimester_2"
    TRIMESTER_3 = "least_trimester_3"
    HALF_YEAR_1 = "least_half_year_1"
    HALF_YEAR_2 = "least_half_year_2"
    HALF_YEAR_3 = "least_half_year_3"
    MODULE_1 = "least_module_1"
    MODULE_2 = "least_module_2"
    MODULE_3 = "least_module_3"
    TOPIC_BY_PLAN = "topic_by_plan"
    PLANS_DUE = "plans_due_day"
    PLAN_LAG = "plan_lag_hours"
    NO_HOMEWORK_GRADES = "homework_free_grade_levels"
    NORM_1 = "homework_norm_1"
    NORM_2 = "homework_norm_2"
    NORM_4 = "homework_norm_4"
    NORM_6 = "homework_norm_6"
    NORM_9 = "homework_norm_9"
    LARGEST_FILE = "largest_file_mb"
    MOST_FILES = "most_files"
    LESSON_FILES = "lesson_files_mb"
    PERSON_FILES = "person_files_mb"
    SCHOOL_FILES = "school_files_mb"
    SIX_DAYS = "six_day_grade_levels"
    WORKING_WEEK = "working_days_a_week"
    SETUP_DUE = "setup_due_day"
    EVENT_NOTICE = "event_notice_days"
    CLASS_EVENT_NOTICE = "class_event_notice_days"
    DAY_MOVE_NOTICE = "day_move_notice_days"
    HOMEROOM_EDITS = "homeroom_edits_timetable"
    ANSWER_MINUTES = "absence_answer_minutes"
    DEPUTY_MINUTES = "absence_deputy_minutes"
    DEPUTY_AT_ONCE = "absence_deputy_at_once"
    REASON_DUE = "reason_due_days"
    ANNOUNCED_DAYS = "announced_days"
    SLIP_WINDOW = "slip_window"
    NEWS_GAP = "news_gap"
    DESK_HOURS = "desk_hours_from"
    TASKS = "tasks_at"
    EVENING = "evening_at"
    WEEKLY = "weekly_digest_weekday"
    FORECAST = "sends_forecast"
    CONFIRMS_WEEKS = "confirms_weeks"
    UNREAD_DAYS = "unread_days"
    QUIET_FROM = "quiet_from"
    QUIET_UNTIL = "quiet_until"
    HIDES_DETAILS = "hides_details"
    CONSENT_AGE = "own_consent_age"
    CONSENT_WARNING_AGE = "own_consent_warning_age"
    CONSENT_GRACE = "own_consent_grace"
    NONDISCLOSURE = "requires_nondisclosure"
    LIST_ASKED = "class_list_asked_on"
    LIST_DUE = "class_list_due_on"
    ERASURE = "erasure_days"
    ERASURE_WARNING = "erasure_warned_days"
    JOURNAL_KEPT = "journal_kept_years"
    FINALS_KEPT = "final_marks_kept_years"
    CODE_LIFETIME = "code_lifetime"
    UNDO_LIFETIME = "binding_undo_lifetime"
    PIN_IDLE = "pin_idle"
    DENIALS = "denials_an_hour"
    TIMEZONE = "timezone"


@dataclass(frozen=True, slots=True)
class Setting:
    """One rule that a school may change.

    `least` and `most` are included, in minutes after midnight for a time of day; `offered` are the
    values on buttons, `only_offered` says that there are no others. A value may not be above that
    of `not_above`, nor below that of `not_below`.
    """

    name: RuleName
    group: Group
    form: Form
    clause: str  # the document that the default comes from
    offered: tuple[Value, ...]
    unit: Unit = Unit.COUNT
    least: float = 0
    most: float = 0
    only_offered: bool = False
    field: str = ""  # of SchoolPolicy, where it has another name
    part: int | None = None  # of a field that holds several
    not_above: RuleName | None = None
    not_below: RuleName | None = None

    @property
    def key(self) -> str:
        """The field of `SchoolPolicy` in which it is kept."""
        return self.field or self.name.value


@dataclass(frozen=True, slots=True)
class StoredRules:
    """What is kept with a school: only what differs from the defaults."""

    policy: Mapping[str, Any]
    timezone: str | None
    default_timezone: str  # of a school that names none


class RuleStore(Protocol):
    """The rules of a school as they are kept."""

    async def stored(self, school_id: int) -> StoredRules:
        """As of this transaction; `NotFound` for no school."""

    async def locked(self, school_id: int) -> StoredRules:
        """The newest, which nobody else changes until this transaction ends."""

    async def save(self, school_id: int, rules: StoredRules) -> None:
        """In the place of what `locked` gave."""
