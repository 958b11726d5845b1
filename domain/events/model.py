"""An event of the school, of a grade or of a class."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.events.typed import TypedEvent
from domain.hat import Target


@dataclass(frozen=True, slots=True)
class Audience:
    """Whose it is; neither grade nor class: the whole school's."""

    grade_level: int | None = None
    school_class_id: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`is_late`: entered after the term of D10 or D12."""

    id: int
    school_id: int
    what: TypedEvent
    audience: Audience
    class_title: str
    is_late: bool
    is_cancelled: bool = False
    is_kept_back: bool = False  # entered late, and not shown until that has been said

    @property
    def target(self) -> Target:
        """What the right to change it depends on."""
        return Target(school_id=self.school_id, school_class_id=self.audience.school_class_id)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is told of the calendar; `thing_id` is of the event, of the holiday or of the work.

    Of a control work it is what was known before: its day, and whether it was off.
    """

    school_id: int
    thing_id: int
    title: str
    begins: date
    ends: date
    starts: int | None
    audience: Audience
    is_holiday: bool
    is_off: bool  # it will not be
    is_work: bool = False


@dataclass(frozen=True, slots=True)
class StoredAnnouncement:
    """`about_id` is the number of the first one of the same thing."""

    id: int
    about_id: int
    what: Announcement
    class_title: str = ""


class EventStore(Protocol):
    """Events as they are kept."""

    async def ahead(self, school_id: int, since: date) -> list[CalendarEvent]:
        """Those that are not over and not cancelled, by day."""

    async def event(self, event_id: int, *, to_change: bool = False) -> CalendarEvent:
        """`NotFound` without it. `to_change`: others who change it wait until this is over."""

    async def add(
        self, school_id: int, what: TypedEvent, audience: Audience, person_id: int, *, is_late: bool
    ) -> tuple[int, bool]:
        """The same of one audience is there once; its number, and whether it is new.

        A late one is kept back.
        """

    async def keep(self, event_id: int) -> None:
        """It is kept back no more."""

    async def cancel(self, event_id: int) -> None: ...

    async def last_announced(
        self, school_id: int, thing_id: int, *, of_holiday: bool = False, of_work: bool = False
    ) -> StoredAnnouncement | None:
        """What was said last of an event, of a holiday or of a control work."""

    async def announcement(self, announcement_id: int) -> StoredAnnouncement:
        """`NotFound` without it."""

    async def first_unheard(
        self, chat_id: int, about_id: int, since: int
    ) -> StoredAnnouncement | None:
        """The first one of the thing that was written for the chat after the notice `since`."""

    async def is_said_anew(self, told: StoredAnnouncement) -> bool:
        """Whether a later announcement is about the same thing.

        By the first one of it: a holiday may have the number of one that was removed.
        """

    async def record_announcement(
        self, what: Announcement, about_id: int | None
    ) -> StoredAnnouncement:
        """`about_id` None: it is the first of the thing."""

    async def students_of(self, school_id: int, audience: Audience, day: date) -> frozenset[int]:
        """The pupils of its classes on the day."""

    async def staff_of(self, school_id: int, audience: Audience, day: date) -> frozenset[int]:
        """Who teaches or leads one of its classes; of the whole school, all staff."""

    async def readers_of(self, students: Set[int], staff: Set[int]) -> frozenset[int]:
        """The connected: these staff, these pupils and their guardians."""
