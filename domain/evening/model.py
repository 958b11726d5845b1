"""A child's next school day, as far as it differs from the usual one or asks for something."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import NamedTuple, Protocol

from domain.calendar import School
from domain.people import Person, Student
from domain.preferences.choices import Habits
from domain.schedule.model import DayNote, Lesson


@dataclass(frozen=True, slots=True)
class Usual:
    """What the timetable has in this lesson's place; None or "" where it does not say.

    `is_planned` is None for a section without a timetable: nothing of it is usual or unusual.
    """

    is_planned: bool | None = None
    teacher_id: int | None = None
    location: str = ""
    starts: int | None = None  # minutes after midnight, school time


@dataclass(frozen=True, slots=True)
class DayLesson:
    """A lesson of the day beside the usual one; `replaces_id` is the lesson whose place it takes"""

    lesson: Lesson
    usual: Usual
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedLesson:
    """How a lesson differs from the usual one; what is as always is None or ""."""

    number: int
    subject: str
    is_cancelled: bool = False
    is_extra: bool = False
    instead_of: str | None = None  # the subject that the timetable has
    starts: int | None = None  # minutes after midnight, school time
    location: str = ""
    teacher: Person | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlWork:
    """A control work: of the schedule with its kind as `topic`, else as a lesson's topic has it."""

    subject: str
    topic: str


@dataclass(frozen=True, slots=True)
class DueHomework:
    subject: str
    text: str
    files: int = 0
    quiz: int = 0


@dataclass(frozen=True, slots=True)
class MissedDay:
    """Lessons missed on a day for no reason that the school knows of."""

    date: date
    lessons: int


@dataclass(frozen=True, slots=True)
class DayAhead:
    """All that the card says of one child. `starts` is the first bell; None: no lesson is left.

    `lessons` is None where the reader may not see the timetable. `homework` is None where the grade
    has none (R106), or the reader may not see it or does not want to hear of it. Of the pupil's own
    card it is what is not ticked, and `done` counts the rest: a tick is for nobody else.
    """

    student_id: int
    day: date
    lessons: int | None
    starts: int | None
    changes: tuple[ChangedLesson, ...] = ()
    control_works: tuple[ControlWork, ...] = ()
    notes: tuple[DayNote, ...] = ()
    homework: tuple[DueHomework, ...] | None = ()
    done: int = 0
    unread: tuple[int, ...] = ()  # letters that wait for «Прочитано», the oldest first
    missed: tuple[MissedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildCard:
    """One child's part of the card."""

    student: Student
    school: School
    is_own: bool  # the reader is the pupil
    ahead: DayAhead


@dataclass(frozen=True, slots=True)
class Card:
    """The whole message."""

    day: date
    children: tuple[ChildCard, ...]

    @property
    def fingerprint(self) -> str:
        """16 characters that differ when the card would say something else."""
        said = tuple(child.ahead for child in self.children)
        return blake2b(repr(said).encode(), digest_size=8).hexdigest()


class CardReader(NamedTuple):
    """A chat that is to get the card, and the habits of the person it is addressed to."""

    chat_id: int
    person_id: int
    habits: Habits


class EveningStore(Protocol):
    """Who is to get a card, and who has one."""

    async def schools(self) -> list[School]: ...

    async def readers(
        self, school_id: int, day: date, after_chat: int, limit: int
    ) -> list[CardReader]:
        """Chats of families of the school that are to get the card of `day` and have none yet.

        At least one of their children has lessons or an exam then, and one of its readers wants the
        card.
        By chat, those after `after_chat`; of two people behind a chat the first.
        """

    async def hold(self, school_id: int) -> None:
        """Others who write cards of this school wait until this transaction is over."""

    async def refresh(
        self, student_ids: Collection[int], day: date | None, due_at: datetime
    ) -> int:
        """A notice for every chat of these pupils' families that has a card which still counts.

        Of `day`, or None: of whichever day. A chat in which one waits that cannot leave before
        this transaction is over needs no other.
        """

    async def refresh_schools(self, school_ids: Collection[int], due_at: datetime) -> int:
        """The same for every family of these schools."""


class DayAheadStore(Protocol):
    """What cards say."""

    async def lessons(self, student_id: int, day: date) -> list[DayLesson]:
        """The pupil's lessons of the day, cancelled ones too, by number."""

    async def planned_topics(self, section_ids: Collection[int], day: date) -> dict[int, str]:
        """By section, the topic that the plan has for its first lesson on `day`.

        Of sections alone whose lesson before has the topic which stands before it in the plan:
        elsewhere nobody knows how far the plan has been followed.
        """

    async def control_titles(self, school_id: int) -> list[str]:
        """Titles of the school's work types that are control works."""

    async def unread(self, person_ids: Collection[int], student_id: int) -> tuple[int, ...]:
        """Messages about the pupil that none of these people has confirmed, oldest first."""
