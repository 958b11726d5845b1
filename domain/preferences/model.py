"""What a family wants to be told of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.calendar import School
from domain.notices.model import Kind, Notice
from domain.people import Student
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice, Habits, QuietHours

DEFAULTS: Mapping[Kind, Choice] = {
    Kind.PRESENCE: Choice.AT_ONCE,
    Kind.ABSENCE: Choice.AT_ONCE,
    Kind.FINAL_MARK: Choice.AT_ONCE,
    Kind.REMARK: Choice.AT_ONCE,
    Kind.MESSAGE: Choice.AT_ONCE,
    Kind.MARK: Choice.DAYTIME,
    Kind.LESSON: Choice.AT_ONCE,
    Kind.HOMEWORK: Choice.EVENING,  # in the card «Завтра»
    Kind.TOMORROW: Choice.EVENING,
    Kind.FORECAST: Choice.WEEKLY,
    Kind.EVENT: Choice.EVENING,  # weeks ahead: news of the evening
    Kind.BINDING: Choice.AT_ONCE,
    Kind.TRUST: Choice.AT_ONCE,
    Kind.TRUST_OVER: Choice.AT_ONCE,
    Kind.ALARM: Choice.AT_ONCE,
    Kind.CONSENT: Choice.AT_ONCE,
    Kind.DATA_CHANGE: Choice.AT_ONCE,
    Kind.ERASURE: Choice.AT_ONCE,
    Kind.CLASS_LIST: Choice.AT_ONCE,
    Kind.SHEET: Choice.AT_ONCE,
    Kind.ROLE: Choice.AT_ONCE,
    Kind.TASKS: Choice.AT_ONCE,
    Kind.TEACHING: Choice.AT_ONCE,
    Kind.UNLOCK: Choice.AT_ONCE,
    Kind.NOT_HELD: Choice.AT_ONCE,
    Kind.APPOINTMENT: Choice.AT_ONCE,
}
"""Whoever chose nothing; the reasons are in docs/decisions/0019."""

OFFERED: Mapping[Kind, tuple[Choice, ...]] = {
    Kind.ABSENCE: (Choice.AT_ONCE, Choice.EVENING),  # where a child is: never off
    Kind.MARK: (
        Choice.DAYTIME,
        Choice.AT_ONCE,
        Choice.EVENING,
        Choice.WEEKLY,
        Choice.OFF,
    ),
    Kind.FINAL_MARK: (Choice.AT_ONCE, Choice.EVENING, Choice.OFF),  # 24 h: no week (S4 П3.4)
    Kind.REMARK: (Choice.AT_ONCE, Choice.EVENING, Choice.OFF),
    Kind.LESSON: (Choice.AT_ONCE, Choice.EVENING, Choice.OFF),
    Kind.HOMEWORK: (Choice.EVENING, Choice.AT_ONCE, Choice.OFF),
    Kind.TOMORROW: (Choice.EVENING, Choice.OFF),
    Kind.FORECAST: (Choice.WEEKLY, Choice.OFF),  # S4 П3.3: «регулярно»
    Kind.EVENT: (Choice.EVENING, Choice.AT_ONCE, Choice.OFF),
}
"""What there is to choose of each kind; kinds that are not here are always told at once (R111)."""


def chosen(kind: Kind, choices: Mapping[Kind, Choice]) -> Choice:
    """What holds for a kind: the person's choice as far as the kind allows it, or the default.

    A stored choice that the kind does not offer is taken as the nearest that it does.
    """
    offered = OFFERED.get(kind, (DEFAULTS[kind],))
    choice = choices.get(kind, DEFAULTS[kind])
    if choice in offered:
        return choice
    return Choice.EVENING if Choice.EVENING in offered else offered[0]


@dataclass(frozen=True, slots=True)
class OwnHabits:
    """What the people of a chat chose for everything; `student` None: they work at the school."""

    school: School
    habits: Habits
    student: Student | None = None

    @property
    def quiet_hours(self) -> QuietHours:
        return self.habits.quiet_hours(self.school.policy)

    @property
    def quiet_hours_of_school(self) -> QuietHours:
        return QuietHours.of_school(self.school.policy)

    @property
    def hides_details(self) -> bool:
        return self.habits.hides(self.school.policy)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a chat is told of one child, in the order in which it is shown, and when."""

    student: Student
    kinds: tuple[Kind, ...]
    choices: Mapping[Kind, Choice]
    own: OwnHabits
    reads_letters: bool = True  # and hears of new readers: the family does, without choosing

    def of(self, kind: Kind) -> Choice:
        """When it is told. Homework of the evening is in the card, so it is off with the card."""
        choice = chosen(kind, self.choices)
        in_card = kind is Kind.HOMEWORK and choice is Choice.EVENING
        return Choice.OFF if in_card and self.of(Kind.TOMORROW) is Choice.OFF else choice

    def offered(self, kind: Kind) -> tuple[Choice, ...]:
        """What may be chosen: homework cannot be in a card that does not come."""
        has_card = self.of(Kind.TOMORROW) is not Choice.OFF
        return tuple(
            choice
            for choice in OFFERED[kind]
            if kind is not Kind.HOMEWORK or choice is not Choice.EVENING or has_card
        )


def choosable_kinds(policy: SchoolPolicy, grade_level: int) -> tuple[Kind, ...]:
    """What there is to choose: no news of marks and homework where there are none.

    S1 3.7, S3 1.2: none of either in grade 1.
    """
    missing: set[Kind] = set()
    if not policy.has_marks(grade_level):
        missing |= {Kind.MARK, Kind.FINAL_MARK, Kind.FORECAST}
    if not policy.has_homework(grade_level):
        missing.add(Kind.HOMEWORK)
    return tuple(kind for kind in OFFERED if kind not in missing)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that waits, with the beginning of the lesson that it is about.

    `begins` is on the school's clock, without a time zone; None where it is not about a lesson.
    """

    notice: Notice
    begins: datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A waiting notice goes to this person at another time."""

    notice_id: int
    person_id: int
    due_at: datetime


class PreferenceStore(Protocol):
    """What people chose, and what waits for them meanwhile."""

    async def choices(
        self, person_ids: Collection[int], student_id: int
    ) -> dict[int, dict[Kind, Choice]]:
        """By person, what they chose for the pupil."""

    async def habits(self, person_ids: Collection[int]) -> dict[int, Habits]:
        """By person; who chose nothing is not there."""

    async def choose(
        self, person_ids: Collection[int], student_id: int, kind: Kind, choice: Choice
    ) -> None: ...

    async def keep_habits(self, habits: Mapping[int, Habits]) -> None:
        """Stores what these people chose for everything."""

    async def waiting(self, person_ids: Collection[int]) -> list[Waiting]:
        """What waits for these people and is not being sent, in the order of writing."""

    async def move(self, moves: Sequence[Move]) -> None:
        """Those of them that still wait leave at another time."""

    async def drop(self, notice_ids: Collection[int]) -> None:
        """Those of them that still wait are not wanted any more."""

    async def take_back(
        self, person_ids: Collection[int], student_id: int, kind: Kind, since: datetime
    ) -> None:
        """What was dropped of what happened since then waits again."""
