"""Troubles: notices that were given up or wait too long, and the alarms of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.access import Role
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.hat import Hat
from domain.notices.model import Kind, Reason
from domain.people import Person

LATE_AFTER = timedelta(hours=1)
ESCALATED_AFTER = timedelta(hours=12)


class AlarmKind(StrEnum):
    """What went wrong."""

    LATE = "late"  # notices that should have left an hour ago
    DEAD = "dead"  # notices that were given up
    ERASURE = "erasure"  # requests to erase personal data are due (domain/personal_data)
    LISTS = "lists"  # class lists that nobody has checked this month
    HANDOVER = "handover"  # codes not handed over in time (domain/handover); a new one each day
    STAFF_CHAT = "staff_chat"  # another chat is connected as one of the staff; closed at once
    DENIED = "denied"  # one chat collects denials (domain/denials); closed as soon as raised


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of one kind should have left by now; `since` is the longest wait."""

    kind: Kind
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class SchoolDelivery:
    """A school at a glance."""

    school: School
    classes: tuple[SchoolClass, ...]
    waiting: tuple[Waiting, ...]
    dead: int

    @property
    def grades(self) -> list[int]:
        return sorted({each.grade_level for each in self.classes})


@dataclass(frozen=True, slots=True)
class DeadNotice:
    """A notice that could not be told. `student` None: of no single pupil."""

    id: int
    kind: Kind
    reason: Reason
    created_at: datetime
    school_id: int
    student: Person | None = None
    class_title: str = ""


@dataclass(frozen=True, slots=True)
class Troubles:
    """What was not delivered by a mistake, and what waits too long."""

    school: School
    dead: tuple[DeadNotice, ...]
    dead_count: int
    waiting: tuple[Waiting, ...]
    names: bool  # the reader may know whose they are
    page: int


@dataclass(frozen=True, slots=True)
class Grief:
    """How many notices of a school are concerned; `since` is of the oldest."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """One open alarm of a kind and school at most; closed when nothing is wrong any more."""

    id: int
    kind: AlarmKind
    school_id: int
    since: datetime
    raised_at: datetime
    escalated_at: datetime | None = None
    closed_at: datetime | None = None
    chat_id: int | None = None  # of the chat that collects denials


@dataclass(frozen=True, slots=True)
class AlarmNews:
    """An alarm as it stands when its message leaves; `grief` None: it is over.

    `suspects` are the hats of the chat that collects denials or is new, `ends` whether the reader
    may end its connections. `school_class`: it is told of this class alone.
    """

    alarm: Alarm
    school: School
    grief: Grief | None
    suspects: tuple[Hat, ...] = ()
    ends: bool = False
    school_class: SchoolClass | None = None
    is_own: bool = False  # the new chat is connected as the reader


class TroubleStore(Protocol):
    """What was not delivered, and what waits for too long."""

    async def waiting(self, school_id: int, before: datetime) -> list[Waiting]:
        """What should have left by then and has not, the most important kind first."""

    async def count_dead(self, school_id: int) -> int: ...

    async def dead(self, school_id: int | None, limit: int, skip: int = 0) -> Sequence[DeadNotice]:
        """Dead notices of a month, the oldest first; None: of every school."""

    async def send_again(
        self, school_id: int | None = None, notice_ids: Collection[int] = ()
    ) -> int:
        """Dead notices are pending again, due now: of a school, or of all; these, or all of them.

        They are known not to have arrived, so nothing is said of a repetition. Gives their number.
        """

    async def late_by_school(self, before: datetime) -> dict[int, Grief]:
        """What should have left by then and has not."""

    async def dead_by_school(self) -> dict[int, Grief]:
        """Dead notices of a month."""

    async def open_alarms(self) -> list[Alarm]: ...

    async def alarms(self, ids: Collection[int]) -> dict[int, Alarm]: ...

    async def raise_alarm(
        self, kind: AlarmKind, school_id: int, since: datetime, chat_id: int | None = None
    ) -> int:
        """Gives its id; `chat_id`: the chat that it is about."""

    async def note_escalated(self, alarm_id: int) -> None: ...

    async def close_alarm(self, alarm_id: int) -> None: ...

    async def connected_staff(self, school_id: int) -> dict[Role, list[int]]:
        """Administrators, deputies and principals of today who have a chat that takes messages."""

    async def alarmed(self, alarm_id: int) -> list[int]:
        """The people whom a message of this alarm has reached, or may have."""
