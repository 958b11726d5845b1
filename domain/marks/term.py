"""How long a mark may be set, changed, commented on and taken away (S4 §4(а), R087-R091)."""

from datetime import date, datetime, timedelta

from domain.errors import Refused
from domain.lessons.model import TaughtLesson
from domain.marks.model import WorkType
from domain.policy import SchoolPolicy

LONGEST_OWED = timedelta(days=120)


def last_day(work: WorkType, lesson_day: date) -> date:
    """The last day of the term, whole: oral work the lesson day itself, written works a week after.

    S1 П1.2 «не позднее недели», S2 3.2, S4 §4(а); how many days is the type of work's.
    """
    return lesson_day + timedelta(days=work.days_open)


def is_open(work: WorkType, lesson_day: date, today: date, policy: SchoolPolicy) -> bool:
    """Whether a mark for this work in a lesson of that day may still be set or changed.

    S4 §4(а): «исправление отметок и выставление отметок задним числом запрещено»; a school may
    switch the lock off. What was closed when the term was made longer stays closed.
    """
    in_term = today <= last_day(work, lesson_day) and not stays_closed(work, lesson_day)
    return in_term or not policy.locks_marks


def stays_closed(work: WorkType, lesson_day: date) -> bool:
    """Whether the term of that lesson was over before the school made it longer."""
    return work.closed_before is not None and lesson_day < work.closed_before


def require_begun(taught: TaughtLesson, local: datetime) -> None:
    """`Refused` "lesson_not_begun": no marks of what has not taken place (R090)."""
    if not taught.has_begun(local):
        raise Refused("lesson_not_begun", at=taught.lesson.starts_at)


def require_due(due_on: date, today: date) -> None:
    """`Refused` "owed_until" for a day of a «точка» that is over or too far ahead (facts §2.1)."""
    latest = today + LONGEST_OWED
    if not today < due_on <= latest:
        raise Refused("owed_until", latest=latest)
