"""What a notice is about, read at the moment of sending."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

from domain.attendance.model import Status
from domain.binding.model import BindingRole
from domain.calendar import PeriodKind, School
from domain.marks.model import Mark
from domain.notices.model import Notice, Reason, State
from domain.people import Person, Student
from domain.schedule.model import Lesson, clock_time


@dataclass(frozen=True, slots=True)
class Averages:
    """Of one subject in the period of the mark; None where no mark counted."""

    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class MarkFact:
    """A mark was set (`old` None), corrected, or taken away (`new` None)."""

    mark: Mark
    old: int | None
    new: int | None
    averages: Averages | None = None

    @property
    def student_id(self) -> int:
        return self.mark.student_id


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """A roll call found a pupil absent or late, or a correction of it."""

    student_id: int
    date: date
    number: int
    starts: int  # minutes after midnight, school time
    subject: str
    old: Status
    new: Status
    minutes_late: int | None

    @property
    def starts_at(self) -> time:
        return clock_time(self.starts)


@dataclass(frozen=True, slots=True)
class FinalMarkFact:
    """A mark of a period or of the year was set (`old` None) or corrected."""

    student_id: int
    subject: str
    period_kind: PeriodKind
    period_title: str
    old: int | None
    new: int


@dataclass(frozen=True, slots=True)
class MessageFact:
    """Somebody of the school wrote to a family, or a family answered."""

    student_id: int
    message_id: int
    sender: Person
    text: str
    is_answer: bool


@dataclass(frozen=True, slots=True)
class LessonFact:
    """A lesson differs from the usual timetable, or no longer does."""

    student_id: int
    lesson: Lesson


@dataclass(frozen=True, slots=True)
class BindingFact:
    """Somebody new reads this diary."""

    student_id: int
    binding_id: int
    person: Person
    role: BindingRole
    bound_at: datetime


Fact = MarkFact | AbsenceFact | FinalMarkFact | MessageFact | LessonFact | BindingFact


@dataclass(slots=True)
class ChildNews:
    """What is told of one pupil."""

    student: Student
    school: School
    is_own: bool  # the reader is the pupil
    is_family: bool  # the reader is the pupil or a guardian, not the school
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A notice that is not told, and why."""

    notice: Notice
    state: State
    reason: Reason


@dataclass(frozen=True, slots=True)
class News:
    """What one message says, children apart, and what is left out of it."""

    children: tuple[ChildNews, ...] = ()
    told: Mapping[int, str] = field(default_factory=dict)  # by notice: what it says of its thing
    left_out: tuple[LeftOut, ...] = ()
    is_repeat: bool = False  # an earlier call may have brought it already
    was_missed: bool = False  # it happened while the chat was away: a digest
    hides_details: bool = False  # a push without personal data
    corrects: tuple["Earlier", ...] = ()
    replaces: int | None = None  # the Telegram message that this one is an edit of


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message in the chat that is no longer true, and what it should say now."""

    telegram_message_id: int
    news: News


class FactStore(Protocol):
    """What notices point at, by id; what is not there is left out.

    Messages and lessons concern many pupils: their `student_id` is 0, the notice says whose it is.
    """

    async def marks(self, ids: Collection[int]) -> dict[int, MarkFact]: ...

    async def absences(self, ids: Collection[int]) -> dict[int, AbsenceFact]: ...

    async def final_marks(self, ids: Collection[int]) -> dict[int, FinalMarkFact]: ...

    async def messages(self, ids: Collection[int]) -> dict[int, MessageFact]: ...

    async def lessons(self, ids: Collection[int]) -> dict[int, LessonFact]: ...

    async def bindings(self, ids: Collection[int]) -> dict[int, BindingFact]:
        """Those that have not ended."""
