"""Kinds and states of a notice, and what the core asks of the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What a notice tells of; in brackets what its `ref_id` points at."""

    ABSENCE = "absence"  # attendance_change
    FINAL_MARK = "final_mark"  # final_mark_change
    MESSAGE = "message"  # message
    MARK = "mark"  # mark_change
    LESSON = "lesson"  # lesson
    BINDING = "binding"  # binding: somebody new reads this diary


class State(StrEnum):
    """Where a notice stands. Issue 3 adds leases, uncertain outcomes and more."""

    PENDING = "pending"
    SENT = "sent"
    SUPPRESSED = "suppressed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a pupil and is to be told."""

    kind: Kind
    student_id: int
    ref_id: int


class NoticeStore(Protocol):
    """The writing end of the outbox."""

    async def tell_families(self, events: Iterable[Event], batch: str) -> int:
        """A row for every chat bound to a guardian of the pupil or to the pupil, unless muted.

        `batch` marks what was set together and goes as one message to each chat. Gives the number
        of rows.
        """

    async def tell_person(self, event: Event, person_id: int, batch: str) -> int:
        """A row for every chat of one person, about the pupil of the event."""
