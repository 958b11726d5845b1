"""Setting final marks: a section's list with averages, marks that stand and marks chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from domain.calendar import GradingPeriod, PeriodKind
from domain.final_marks.rules import Basis, Presence, Why, needs_reason
from domain.hat import Target
from domain.marks.model import BriefMark
from domain.marks.value import GradeScale, MarkKind, MarkValue
from domain.people import Person
from domain.policy import SchoolPolicy

_BY_AVERAGE = (MarkKind.NUMBER, MarkKind.CREDIT, MarkKind.NO_CREDIT)


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """A section as far as its final marks depend on it."""

    id: int
    school_id: int
    subject_id: int
    subject: str
    group_name: str
    grade_level: int
    is_marked: bool
    scale: GradeScale
    weekly_hours: int | None
    school_class_id: int | None
    class_title: str
    teacher_id: int | None
    also_class_ids: frozenset[int] = frozenset()  # of a group of several classes: all of them
    last_lesson: date | None = None  # planned or held

    def is_over(self, year_begins: date) -> bool:
        """Whether it was taught in earlier school years only: this one's marks are not its own."""
        return self.last_lesson is not None and self.last_lesson < year_begins

    @property
    def class_of_periods(self) -> int:
        """The class whose grading periods count: of several the first; 0 where there is none."""
        return self.school_class_id or min(self.also_class_ids, default=0)

    @property
    def target(self) -> Target:
        """What the rights to its final marks depend on (S4 П2.VIII)."""
        return Target(
            school_id=self.school_id,
            school_class_id=self.school_class_id,
            also_class_ids=self.also_class_ids,
            teacher_id=self.teacher_id,
        )


@dataclass(frozen=True, slots=True)
class DraftedMark:
    """A pupil with the mark that the family sees, and the one that is chosen and not saved."""

    pupil: Person
    current: MarkValue | None
    drafted: MarkValue | None

    @property
    def shown(self) -> MarkValue | None:
        return self.current if self.drafted is None else self.drafted

    @property
    def is_changed(self) -> bool:
        return self.drafted is not None and self.drafted != self.current


@dataclass(frozen=True, slots=True)
class Standing(DraftedMark):
    """The same in a subject, with what is beneath the mark."""

    basis: Basis
    reason: str = ""  # of what was chosen

    def why(self, value: MarkValue, policy: SchoolPolicy) -> Why | None:
        """Why this mark would have to be explained; not again where it stands already."""
        if value == self.current:
            return None
        return needs_reason(value, self.basis, policy)

    @property
    def by_average(self) -> MarkValue | None:
        """What «По среднему» fills in: never «н/а» or «осв», which somebody has to judge."""
        suggested = self.basis.suggested
        is_judged = suggested is not None and suggested.kind in _BY_AVERAGE
        return suggested if is_judged else None


@dataclass(frozen=True, slots=True)
class FinalSheet:
    """A section in a period; `periods` are all that may be marked now, the newest first."""

    section: MarkedSection
    period: GradingPeriod
    periods: tuple[GradingPeriod, ...]
    policy: SchoolPolicy
    standings: tuple[Standing, ...]
    opens_class: bool  # the actor sets all subjects of this class

    @property
    def changed(self) -> list[Standing]:
        return [each for each in self.standings if each.is_changed]

    @property
    def missing(self) -> list[Standing]:
        """Who has no mark, saved or chosen."""
        return [each for each in self.standings if each.shown is None]

    @property
    def suggestible(self) -> list[Standing]:
        """Who has none and could get the one that the average suggests, without a word more."""
        return [
            each
            for each in self.missing
            if each.by_average is not None and each.why(each.by_average, self.policy) is None
        ]

    @property
    def unexplained(self) -> list[Standing]:
        """Chosen without a reason that they need by now: marks may have come since."""
        return [
            each
            for each in self.changed
            if each.drafted is not None
            and not each.reason
            and each.why(each.drafted, self.policy) is not None
        ]

    @property
    def is_year(self) -> bool:
        return self.period.kind is PeriodKind.SCHOOL_YEAR

    @property
    def is_exam(self) -> bool:
        return self.period.kind is PeriodKind.EXAM

    def standing(self, student_id: int) -> Standing | None:
        return next((each for each in self.standings if each.pupil.id == student_id), None)


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How far a section is in a period."""

    section: MarkedSection
    pupils: int
    set_count: int
    drafted: int


@dataclass(frozen=True, slots=True)
class ClassFinals:
    """All subjects of a class in a period."""

    class_id: int
    class_title: str
    period: GradingPeriod
    periods: tuple[GradingPeriod, ...]
    sections: tuple[SectionCount, ...]

    @property
    def drafted(self) -> int:
        return sum(each.drafted for each in self.sections)


@dataclass(frozen=True, slots=True)
class Choice:
    """A final mark that somebody chose and has not saved."""

    student_id: int
    subject_id: int
    value: MarkValue
    reason: str = ""


class PupilOfSheet(NamedTuple):
    """A pupil with the final marks in the subject, by period, and what somebody chose."""

    person: Person
    finals: Mapping[int, MarkValue]
    draft: Choice | None
    presence: Presence


class FinalMarkChange(NamedTuple):
    """A row of a final mark's history."""

    student_id: int
    final_mark_id: int
    change_id: int


class FinalMarkJournalStore(Protocol):
    """Final marks as those who set them write them; every change leaves its history."""

    async def section(self, section_id: int, *, to_change: bool = False) -> MarkedSection:
        """An active section; `NotFound` without it.

        `to_change`: others who want to save its marks wait until this transaction is over.
        """

    async def hold_period(self, period_id: int) -> None:
        """Whoever wants to take it away waits until this transaction is over."""

    async def pupils(
        self,
        section: MarkedSection,
        day: date,
        period_ids: Sequence[int],
        period: GradingPeriod,
        chosen_by: int,
        class_ids: Collection[int] | None,
    ) -> list[PupilOfSheet]:
        """The section's on the day, in list order, with the final marks of these periods, what
        this person chose for the one of them and did not save, and the lessons missed in it.

        Of `class_ids` only those who are in one of these classes on the day.
        """

    async def periods(
        self, school_id: int, class_id: int, subject_id: int | None = None
    ) -> list[GradingPeriod]:
        """Of the class, as `ScheduleStore.periods`, with the columns of its exams.

        Those of a subject begin on the day of its exam; without a subject the column of exams
        begins with the first one, and that of final marks is of the year.
        """

    async def of_class(
        self, class_id: int, period: GradingPeriod, day: date
    ) -> list[MarkedSection]:
        """The active sections of a class whose subject is marked, by subject and group.

        In the column of exams those whose exam was held by this day.
        """

    async def marks(
        self, student_ids: Sequence[int], subject_id: int, begins: date, ends: date
    ) -> dict[int, list[BriefMark]]:
        """Standing marks in the subject on these days, in whatever section, by pupil."""

    async def counts(
        self, class_id: int, period: GradingPeriod, day: date, chosen_by: int
    ) -> dict[int, tuple[int, int, int]]:
        """By section: members on the day, those with a final mark, choices that change one."""

    async def choose(self, choices: Sequence[Choice], period_id: int, chosen_by: int) -> None:
        """Keeps choices over earlier ones of the same person."""

    async def forget(
        self, student_ids: Sequence[int], subject_id: int, period_id: int, chosen_by: int
    ) -> None: ...

    async def record(
        self, choices: Sequence[Choice], period_id: int, set_by: int
    ) -> list[FinalMarkChange]:
        """Records what differs from what stands."""
