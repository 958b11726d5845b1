"""What the record of a lesson says to families: empty is never mistaken for none (R118; S0 1.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.schedule.model import Lesson, minute_of


class RecordState(StrEnum):
    """Where the homework of a lesson stands."""

    AHEAD = "ahead"  # it is not over yet
    CANCELLED = "cancelled"
    NOT_FILLED = "not_filled"  # it was held, and nobody has said whether anything is set
    NOTHING_SET = "nothing_set"  # said so
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class LessonState:
    """A lesson by what was recorded in it; `ends` are minutes after midnight, school time."""

    date: date
    ends: int
    is_cancelled: bool
    has_homework: bool
    says_none: bool  # «Не задано» was tapped


def record_state(lesson: LessonState, local: datetime) -> RecordState:
    """What is recorded counts at once; a lesson lacks nothing before its end (R073, R118)."""
    if lesson.is_cancelled:
        return RecordState.CANCELLED
    if lesson.has_homework:
        return RecordState.FILLED
    if lesson.says_none:
        return RecordState.NOTHING_SET
    if (local.date(), minute_of(local)) < (lesson.date, lesson.ends):
        return RecordState.AHEAD
    return RecordState.NOT_FILLED


def is_record_empty(lesson: Lesson, local: datetime) -> bool:
    """Whether it is over and nothing at all was recorded: neither the topic nor the roll call."""
    if lesson.is_cancelled or (local.date(), minute_of(local)) < (lesson.date, lesson.ends):
        return False
    return not lesson.topic and lesson.attendance_taken_at is None


@dataclass(frozen=True, slots=True)
class LessonBefore:
    """A lesson of `day`, and the one in which something for it would have been set, if any."""

    day: date
    section_id: int
    subject: str
    state: LessonState | None
    said_none_at: datetime | None


def freshness(moments: Iterable[datetime | None]) -> datetime | None:
    """«Обновлено …»: the latest of what a screen shows; None where nothing was ever recorded."""
    return max((moment for moment in moments if moment is not None), default=None)
