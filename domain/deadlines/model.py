"""What is missing in the journal, and by whom it is to be done."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple, Protocol

from domain.calendar import Holiday, School
from domain.deadlines.rules import DeadlineId
from domain.people import Person
from domain.school_days import WEEKS, ClassKey, is_school_day
from domain.working_days import CalendarDate
from domain.year.model import YearCounts


class Lack(StrEnum):
    """What the record of a lesson lacks (R073)."""

    ROLL_CALL = "roll_call"
    TOPIC = "topic"
    HOMEWORK = "homework"


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap. `about_id` is the lesson, section or class that its button leads to.

    `performer_ids`: who has to do it, the one whose duty it is first. `count`: pupils without a
    mark, points of the school year; of a lesson's record what it lacks is in `lacks`.
    """

    deadline: DeadlineId
    due: date
    about_id: int
    performer_ids: tuple[int, ...]
    who: ClassKey
    class_title: str = ""
    subject: str = ""
    group_name: str = ""
    number: int = 0  # of the lesson
    count: int = 0
    lacks: frozenset[Lack] = frozenset()
    period: str = ""
    period_id: int = 0
    teacher: Person | None = None
    is_behaviour: bool = False  # then it leads to the class

    @property
    def key(self) -> "DutyKey":
        """Of a duty that comes again."""
        return self.deadline, self.about_id, self.due

    @property
    def order(self) -> tuple[date, str, str, int, int]:
        """The longest overdue first."""
        return self.due, self.deadline, self.class_title, self.number, self.about_id


@dataclass(frozen=True, slots=True)
class Overdue:
    """What overseers see of one deadline."""

    deadline: DeadlineId
    count: int
    performers: int


@dataclass(frozen=True, slots=True)
class Tasks:
    """The evening of one person: what is theirs to do, and what became overdue in the school."""

    school: School
    day: date
    person: Person
    own: tuple[Missing, ...] = ()
    overseen: tuple[Overdue, ...] = ()
    is_named: bool = False  # others of the staff are behind the same chat

    @property
    def is_empty(self) -> bool:
        return not self.own and not self.overseen

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.own, self.overseen)


@dataclass(frozen=True, slots=True)
class SchoolGaps:
    """What is missing in a school, the longest overdue first.

    `noted`: duties of the reader that were said today to be done; today they can be taken back.
    `unfiled`: those that were said to be done and of which no file is kept yet.
    """

    school: School
    day: date
    missing: tuple[Missing, ...]
    noted: tuple[Missing, ...] = ()
    unfiled: tuple[Missing, ...] = ()
    named: Person | None = None  # whose they are, where others are behind the same chat


def overdue_by_rule(missing: Iterable[Missing]) -> tuple[Overdue, ...]:
    """By deadline in the order of the table: how many gaps, of how many people."""
    found: dict[DeadlineId, list[Missing]] = {}
    for each in missing:
        found.setdefault(each.deadline, []).append(each)
    return tuple(
        Overdue(deadline, len(gaps), len({each for gap in gaps for each in gap.performer_ids[:1]}))
        for deadline, gaps in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class LedClass:
    """A class with its homeroom teacher; `opted_out`: somebody in it gets a print-out (R114)."""

    id: int
    title: str
    grade_level: int
    homeroom_teacher_id: int | None
    opted_out: bool

    @property
    def key(self) -> ClassKey:
        return ClassKey(self.id, self.grade_level)


DutyKey = tuple[DeadlineId, int, date]
"""A duty of a class (0: of the school), and the day on which it is due."""


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """Grading periods and holidays around a day; without a period nothing is known of the weeks."""

    terms: Sequence[tuple[date, date]] = ()  # with their last days
    holidays: Sequence[Holiday] = ()

    def any_between(self, begins: date, ends: date, who: ClassKey) -> bool:
        """Whether whoever it is about has school on one of these days, Saturdays left aside."""
        days = (begins + timedelta(days=each) for each in range((ends - begins).days + 1))
        return any(
            self._in_a_term(each) and is_school_day(each, who, WEEKS[0], self.holidays)
            for each in days
        )

    def _in_a_term(self, day: date) -> bool:
        return not self.terms or any(begins <= day <= ends for begins, ends in self.terms)


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What duties depend on: last days of grading periods, classes, what was done, papers of
    absences whose reason nobody has set yet, days that differ from the production calendar, how
    far the school year is set up (None: it is not asked for now), the weeks without school.
    """

    period_ends: Sequence[date]
    classes: Sequence[LedClass]
    done: Mapping[DutyKey, datetime]  # and when somebody said so
    papers: Sequence[tuple[int, date]] = ()  # the pupil's class, the day it was handed in
    differing: Sequence[CalendarDate] = ()
    setup: YearCounts | None = None
    filed: Collection[DutyKey] = ()  # of those done: a file of them is kept
    school: SchoolDays = field(default_factory=SchoolDays)


def fingerprint(own: Iterable[Missing], overseen: Iterable[Overdue]) -> str:
    """16 characters that differ when an evening's message would say something else."""
    gaps = sorted((each.order, each.period_id, each.count, sorted(each.lacks)) for each in own)
    numbers = sorted((each.deadline, each.count, each.performers) for each in overseen)
    return blake2b(repr((gaps, numbers)).encode(), digest_size=8).hexdigest()


_DAYS = 1_000_000  # more than there are ordinals of days until the year 2738


def about_evening(day: date, person_id: int) -> int:
    """What the notice of one evening of one person is about."""
    return person_id * _DAYS + day.toordinal()


def day_of_evening(about_id: int) -> date:
    return date.fromordinal(about_id % _DAYS)


class SentTasks(NamedTuple):
    """A chat that has the message of an evening, whose it is, what it says as a fingerprint."""

    chat_id: int
    person_id: int
    said: str | None


class MissingStore(Protocol):
    """Each asks the whole school, or only what one person has to do. One statement each.

    `rest`: so many days further ahead than is said.
    """

    async def schools(self) -> list[School]:
        """All of them."""

    async def lesson_records(
        self, school: School, begins: date, until: date, minute: int, performer_id: int | None
    ) -> list[Missing]:
        """Lessons that are over, up to the minute of the last day, with an incomplete record.

        Homework is asked for where the grade has any; «Не задано» is an answer.
        """

    async def written_works(
        self, school: School, day: date, minute: int, performer_id: int | None, rest: int = 0
    ) -> list[Missing]:
        """Control works begun with fewer than half of those present marked, and published ones that
        were written up to this minute and not begun; due from a month ago to a week ahead."""

    async def sections(
        self,
        school: School,
        day: date,
        plans_due: date | None,
        performer_id: int | None,
        rest: int = 0,
    ) -> list[Missing]:
        """Sections in which pupils have no mark of a period that ends within a week or ended up to
        two months ago; with `plans_due` also those without a plan of topics."""

    async def duties(self, school_id: int, day: date, *, with_setup: bool = False) -> DutyFacts:
        """What the duties that come again depend on around this day."""

    async def note_done(
        self, school_id: int, deadline: DeadlineId, about_id: int, due: date, done_by: int
    ) -> bool:
        """Somebody says it was done; False where somebody has said so already."""

    async def forget_done(
        self, school_id: int, deadline: DeadlineId, about_id: int, due: date
    ) -> bool:
        """It was not done after all; False where nobody says that it was."""

    async def terms(self, school_id: int, begins: date, ends: date) -> list[tuple[date, date]]:
        """First and last days of grading periods, the year not among them, that touch the span."""

    async def sent(self, school_id: int, day: date) -> list[SentTasks]:
        """The messages of this evening that are in a chat, those aside that wait to be edited."""

    async def told(self, day: date, person_ids: Collection[int]) -> frozenset[int]:
        """To whom of them the message of this evening was written already."""
