"""The forecast of the week as a message says it (S4 П3.3, D19)."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.calendar import School, ShownPeriod
from domain.evening.model import CardReader
from domain.marks.model import SubjectSummary
from domain.people import Student
from domain.weeks_read.week import WeekOfPupil


@dataclass(frozen=True, slots=True)
class ChildForecast:
    """One child's subjects with what their marks suggest so far."""

    student: Student
    period: ShownPeriod
    subjects: tuple[SubjectSummary, ...]
    school: School
    week: WeekOfPupil | None = None  # as `PeriodMarks.week`


@dataclass(frozen=True, slots=True)
class ForecastNews:
    """The whole message."""

    day: date
    children: tuple[ChildForecast, ...]


class ForecastStore(Protocol):
    """Who is to get the forecast of a week, and who has it."""

    async def readers(
        self, school_id: int, day: date, after_chat: int, limit: int
    ) -> list[CardReader]:
        """Chats of families that are to get the forecast of `day` and have none, by chat.

        At least one of their readers wants it for a child; of two people behind a chat the first.
        """

    async def schools(self) -> list[School]: ...
