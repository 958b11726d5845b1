"""Until when what changes the calendar is to be known (S4 П2.VII; D10–D12)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from domain.policy import SchoolPolicy


class NoticeOf(StrEnum):
    """What is announced."""

    SCHOOL_EVENT = "school"  # D10, with holidays: 14 days
    DAY_MOVE = "day_move"  # D11: 3 working days
    CLASS_EVENT = "class"  # D12: 7 days


@dataclass(frozen=True, slots=True)
class NoticeDays:
    """How many days before; of a moved day they are working days."""

    school_event: int = 14
    class_event: int = 7
    day_move: int = 3

    @classmethod
    def of_school(cls, policy: SchoolPolicy) -> Self:
        """As the school decided."""
        return cls(
            policy.event_notice_days, policy.class_event_notice_days, policy.day_move_notice_days
        )


@dataclass(frozen=True, slots=True)
class Late:
    """Later than it should be: the last day that would have been in time, and how long ago."""

    due: date
    days: int


def due_of(
    kind: NoticeOf, event: date, days: NoticeDays, before: Callable[[date, int], date]
) -> date:
    """The last day in time; `before` counts working days back from a date."""
    match kind:
        case NoticeOf.SCHOOL_EVENT:
            return event - timedelta(days=days.school_event)
        case NoticeOf.CLASS_EVENT:
            return event - timedelta(days=days.class_event)
        case NoticeOf.DAY_MOVE:
            return before(event, days.day_move)


def lateness(
    kind: NoticeOf,
    event: date,
    today: date,
    days: NoticeDays,
    before: Callable[[date, int], date],
) -> Late | None:
    """None while it is in time; the last day itself is (R064–R066)."""
    due = due_of(kind, event, days, before)
    return Late(due, (today - due).days) if today > due else None
