"""An event of the school, of a grade or of a class."""

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


class EventStore(Protocol):
    """Events as they are kept."""

    async def ahead(self, school_id: int, since: date) -> list[CalendarEvent]:
        """Those that are not over and not cancelled, by day."""

    async def event(self, event_id: int) -> CalendarEvent:
        """`NotFound` without it."""

    async def add(
        self, school_id: int, what: TypedEvent, audience: Audience, person_id: int, *, is_late: bool
    ) -> int:
        """The same of one audience is there once; its number. A late one is kept back."""

    async def keep(self, event_id: int) -> None:
        """It is kept back no more."""

    async def cancel(self, event_id: int) -> None: ...
