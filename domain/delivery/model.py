"""The ledger of notices as people read it: told, waiting, not reached, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.attendance.model import Status
from domain.calendar import PeriodKind, School
from domain.classes.model import SchoolClass
from domain.marks.value import MarkValue
from domain.notices.model import Kind, Reason, State
from domain.people import Person, Student

IN_TIME = timedelta(hours=24)  # S1, S4 П3.4: «не позже суток»

TOLD_KINDS = (
    Kind.ABSENCE,
    Kind.FINAL_MARK,
    Kind.REMARK,
    Kind.MESSAGE,
    Kind.MARK,
    Kind.LESSON,
    Kind.HOMEWORK,
    Kind.BINDING,
)
"""What is told of one pupil, the most important first."""

URGENT_KINDS = (Kind.ABSENCE, Kind.FINAL_MARK, Kind.MESSAGE)
"""What no family's choice puts off for more than a day: the share told in time is of these."""

LOST = (Reason.BLOCKED, Reason.NO_CHAT, Reason.UNREACHABLE)
"""Reasons for which somebody who should have been told was not."""


class Reach(StrEnum):
    """Whether a guardian can be told at all, the best first."""

    REACHED = "reached"
    BLOCKED = "blocked"  # every chat of theirs blocked the bot
    GONE = "gone"  # Telegram knows no such account any more
    NOT_CONNECTED = "not_connected"  # no chat at all: to be told on paper


@dataclass(frozen=True, slots=True)
class Contact:
    """A guardian of a pupil, and whether there is a chat that takes messages.

    `since` is when the last of the chats was lost, `bound_at` when the first one was connected.
    """

    student_id: int
    person: Person
    reach: Reach
    since: datetime | None = None
    bound_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """A pupil with the guardians, for questions of who can be told."""

    student: Person
    contacts: tuple[Contact, ...]

    @property
    def is_reached(self) -> bool:
        """Whether at least one guardian gets messages."""
        return any(each.reach is Reach.REACHED for each in self.contacts)

    @property
    def is_reached_in_part(self) -> bool:
        """Whether one guardian gets messages and another one lost theirs."""
        lost = (Reach.BLOCKED, Reach.GONE)
        return self.is_reached and any(each.reach in lost for each in self.contacts)


@dataclass(frozen=True, slots=True)
class Counts:
    """Events of one kind, a family counted once: whoever of it was told first.

    `in_time` of those `told` were within 24 h; `lost` reached nobody.
    """

    told: int = 0
    in_time: int = 0
    waiting: int = 0
    lost: int = 0

    @property
    def all(self) -> int:
        return self.told + self.waiting + self.lost

    @property
    def share(self) -> float | None:
        """Of all that was to be told by now, how much was within 24 h; None: nothing was."""
        due = self.told + self.lost
        return self.in_time / due if due else None


@dataclass(frozen=True, slots=True)
class ClassDelivery:
    """A class since a moment: what was told and who cannot be."""

    school_class: SchoolClass
    counts: Mapping[Kind, Counts]
    households: tuple[Household, ...]

    @property
    def unreached(self) -> list[Household]:
        return [each for each in self.households if not each.is_reached]

    @property
    def reached_in_part(self) -> list[Household]:
        return [each for each in self.households if each.is_reached_in_part]


@dataclass(frozen=True, slots=True)
class GradeDelivery:
    """The classes of a grade, each with what is urgent together."""

    grade_level: int
    classes: tuple[tuple[SchoolClass, Counts], ...]


@dataclass(frozen=True, slots=True)
class What:
    """What an event was, in as few words as a list has room for."""

    kind: Kind
    subject: str = ""
    day: date | None = None
    period: str = ""
    period_kind: PeriodKind | None = None
    old: MarkValue | None = None
    new: MarkValue | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """One person's notice of an event. `read_at`: a letter whose reading was confirmed."""

    person: Person
    state: State
    reason: Reason | None
    sent_at: datetime | None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """Something that happened to a pupil, with everybody to whom a notice of it was written."""

    what: What
    created_at: datetime
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class PupilLedger:
    """A page of what a pupil's family was told, the newest first."""

    student: Student
    school: School
    events: tuple[ToldEvent, ...]
    contacts: tuple[Contact, ...]
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class ToldHere:
    """A line of «Когда мне сообщили»."""

    what: What
    sent_at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnLedger:
    """A page of what this chat was told of a child, the newest first."""

    student: Student
    school: School
    told: tuple[ToldHere, ...]
    page: int
    has_more: bool


class DeliveryStore(Protocol):
    """What the proof needs of the storage; moments are UTC."""

    async def households(self, class_id: int) -> list[Household]:
        """Pupils enrolled today in list order with their guardians."""

    async def contacts(self, student_ids: Collection[int]) -> dict[int, list[Contact]]:
        """The guardians of these pupils, by pupil."""

    async def counts(self, class_id: int, since: datetime) -> dict[Kind, Counts]:
        """What happened to pupils of the class since then; to their families, not to themselves."""

    async def counts_of_classes(
        self, class_ids: Collection[int], since: datetime, kinds: Collection[Kind]
    ) -> dict[int, Counts]:
        """The same over several kinds, by class."""

    async def events(
        self, student_id: int, since: datetime, limit: int, skip: int
    ) -> list[ToldEvent]:
        """What happened to a pupil, the newest first."""

    async def told_to(
        self, chat_id: int, student_id: int, since: datetime, limit: int, skip: int
    ) -> list[ToldHere]:
        """What a chat was told of a pupil, the newest first."""
