"""Kinds and states of a notice, and what the core asks of the outbox."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
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


MUTABLE_KINDS = (Kind.MARK, Kind.ABSENCE, Kind.FINAL_MARK, Kind.LESSON)
"""What a family may switch off; messages from school and news of access always come (R111)."""


class State(StrEnum):
    """Where a notice stands; only a pending one may still be sent."""

    PENDING = "pending"
    SENT = "sent"
    SUPPRESSED = "suppressed"
    DEAD = "dead"


class Reason(StrEnum):
    """Why a notice was not sent."""

    NO_RIGHT = "no_right"  # the binding ended, or the pupil is no longer theirs to see
    GONE = "gone"  # what it tells of is not there any more
    PAST = "past"  # a changed lesson that is over is no news
    BLOCKED = "blocked"  # the person blocked the bot
    NO_CHAT = "no_chat"  # Telegram knows no such chat, or the account is deleted
    UNREACHABLE = "unreachable"  # known from an earlier notice, so not even tried
    REFUSED = "refused"  # Telegram does not take the message, in whatever form
    FAULT = "fault"  # our own mistake; the log has it under the notice's id


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a pupil and is to be told."""

    kind: Kind
    student_id: int
    ref_id: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the outbox: one event for one chat."""

    id: int
    kind: Kind
    ref_id: int
    student_id: int
    person_id: int
    chat_id: int
    batch: str
    attempts: int = 0


class NoticeStore(Protocol):
    """The outbox. The first three methods write into it, the others empty it."""

    async def tell_families(self, events: Iterable[Event], batch: str) -> int:
        """A row for every chat bound to a guardian of the pupil or to the pupil, unless muted.

        `batch` marks what was set together and goes as one message to each chat. Of a new binding
        the chat that made it is not told. Gives the number of rows.
        """

    async def tell_person(self, event: Event, person_id: int, batch: str) -> int:
        """A row for every chat in which the person follows this pupil or works at the school."""

    async def tell_people(self, told: Iterable[tuple[Event, int]], batch: str) -> int:
        """The same for many people at once, each with their own event."""

    async def waiting_chats(self, limit: int, busy: Iterable[int]) -> list[int]:
        """Chats for which something is due, the longest waiting first, `busy` ones left out."""

    async def due_for(self, chat_id: int) -> list[Notice]:
        """What is due for one chat, in the order in which it happened."""

    async def mark_sent(self, notices: Sequence[Notice], telegram_message_id: int | None) -> None:
        """They arrived, as this message; a message from school counts as delivered."""

    async def close(self, notices: Sequence[Notice], state: State, reason: Reason) -> None:
        """They will not be sent, for this reason."""

    async def put_off(self, chat_id: int, until: datetime) -> None:
        """Nothing for this chat is due before `until`; one more attempt is counted."""
