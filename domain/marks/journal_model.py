"""The marks of one lesson as its teacher sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

from domain.attendance.model import Status
from domain.gradebook.coverage import Short, judges, mark_coverage
from domain.groups.journal import Learner, has_all
from domain.lessons.model import TaughtLesson
from domain.marks.averages import weighted_average
from domain.marks.model import Mark, WorkType
from domain.marks.term import is_open, last_day, stays_closed
from domain.marks.value import MarkKind, MarkValue, allowed
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.unlocks.model import Place, Unlock, opening


@dataclass(frozen=True, slots=True)
class JournalMark:
    """A place for a mark: pupil, lesson, work and which one of several for the same work.

    `value` None: the mark was taken away, and its place is free again. `nth` counts from 0 and
    never changes, so that a button pressed twice means the same place both times.
    """

    id: int
    student_id: int
    work_type_id: int
    nth: int
    value: MarkValue | None
    comment: str = ""
    teacher: Person | None = None  # who set it


@dataclass(frozen=True, slots=True)
class LessonMarks:
    """A class at a lesson with its marks there, by pupil and then in the order of setting."""

    taught: TaughtLesson
    policy: SchoolPolicy
    pupils: tuple[Person, ...]
    marks: tuple[JournalMark, ...]
    attendance: Mapping[int, Status]
    work_types: tuple[WorkType, ...]
    today: date
    now: datetime  # on the school's clock
    unlocks: tuple[Unlock, ...] = ()
    last_used_id: int | None = None  # the work this teacher gave a mark for last, in this section
    planned_id: int | None = None  # the kind of the control work that stands in this lesson

    def is_open(self, work: WorkType) -> bool:
        """Whether marks for this work may still be set and changed."""
        return is_open(work, self.taught.date, self.today, self.policy)

    def is_open_at(self, place: Place) -> bool:
        """Whether the mark of this place may be set and changed: in its term, or by an unlock."""
        work = self.work_type(place.work_type_id)
        if work is None:
            return False
        return self.is_open(work) or opening(self.unlocks, place, self.now) is not None

    def stays_closed(self, work: WorkType) -> bool:
        """Whether the term was over before the school made it longer."""
        return stays_closed(work, self.taught.date)

    def last_day(self, work: WorkType) -> date:
        """Of the term of marks for this work."""
        return last_day(work, self.taught.date)

    @property
    def offered(self) -> list[WorkType]:
        """What marks may be given for: the school's list, and what has marks here already.

        What is planned for this lesson comes first.
        """
        here = {each.work_type_id for each in self.marks if each.value is not None}
        found = [each for each in self.work_types if each.is_active or each.id in here]
        return sorted(found, key=lambda each: each.id != self.planned_id)

    @property
    def values(self) -> tuple[MarkValue, ...]:
        """What may be given here."""
        return allowed(self.taught.scale, self.policy)

    @property
    def usual(self) -> tuple[MarkValue, ...]:
        """What is given most: plain numbers, the best first; or pass and fail."""
        plain = tuple(each for each in self.values if each.counts and not each.sign)
        return plain or tuple(
            each for each in self.values if each.kind in (MarkKind.CREDIT, MarkKind.NO_CREDIT)
        )

    @property
    def preset(self) -> WorkType | None:
        """What the next marks are most likely for.

        The control work of this lesson until it has a mark; then as the last ones here, as the
        teacher's last.
        """
        here = self.marks[-1].work_type_id if self.marks else self.last_used_id
        if self.planned_id not in {None, *(each.work_type_id for each in self.marks)}:
            here = self.planned_id
        last = None if here is None else self.work_type(here)
        if last is not None and last in self.offered and self.is_open(last):
            return last
        return next(filter(self.is_open, self.offered), last)

    def of(self, student_id: int, work_type_id: int | None = None) -> list[JournalMark]:
        """The pupil's marks that stand, for one work or for all."""
        return [
            mark
            for mark in self.marks
            if mark.student_id == student_id
            and mark.value is not None
            and work_type_id in (None, mark.work_type_id)
        ]

    def place(self, student_id: int, work_type_id: int, nth: int) -> JournalMark | None:
        """What is at a place, taken away or not; None where nothing has ever been."""
        return next(
            (
                mark
                for mark in self.marks
                if (mark.student_id, mark.work_type_id, mark.nth) == (student_id, work_type_id, nth)
            ),
            None,
        )

    def free_place(self, student_id: int, work_type_id: int) -> int:
        """The first place without a mark."""
        nth = 0
        while (held := self.place(student_id, work_type_id, nth)) and held.value is not None:
            nth += 1
        return nth

    def pupil(self, student_id: int) -> Person | None:
        return next((pupil for pupil in self.pupils if pupil.id == student_id), None)

    def work_type(self, work_type_id: int) -> WorkType | None:
        return next((work for work in self.work_types if work.id == work_type_id), None)


@dataclass(frozen=True, slots=True)
class ClassMarks:
    """The marks of a section from `begins` to `ends`: what the class stands at.

    `marks` are those that the section shows, of other groups of the subject too
    (`domain.groups.journal`).
    """

    taught: TaughtLesson
    period_title: str
    begins: date
    ends: date
    pupils: tuple[Learner, ...]
    marks: tuple[Mark, ...]
    least: int | None = None  # marks of each by the end (R102); None: not known, or it is over

    @property
    def short(self) -> tuple[Short, ...]:
        """Who is in the group and has fewer marks than are due, whoever lacks most first."""
        if self.least is None:
            return ()
        counts = {
            each.person.id: sum(judges(mark.value) for mark in self._of(each.person.id))
            for each in self.pupils
            if has_all(each.left, self.ends)
        }
        return mark_coverage(counts, self.least, 0).short

    def own(self, student_id: int) -> list[Mark]:
        """Set in this section."""
        return [mark for mark in self._of(student_id) if self._is_own(mark)]

    def others(self, student_id: int) -> list[Mark]:
        """Set in another group or class: read here, and changed only there."""
        return [mark for mark in self._of(student_id) if not self._is_own(mark)]

    def average(self, pupil: Learner) -> Decimal | None:
        """None also of who has left: the marks that came after are not shown."""
        if not has_all(pupil.left, self.ends):
            return None
        return weighted_average(self._of(pupil.person.id))

    def _of(self, student_id: int) -> list[Mark]:
        return [mark for mark in self.marks if mark.student_id == student_id]

    def _is_own(self, mark: Mark) -> bool:
        return mark.section_id == self.taught.lesson.section_id


@dataclass(frozen=True, slots=True)
class NewMark:
    """A mark about to be recorded."""

    taught: TaughtLesson
    student_id: int
    work_type_id: int
    value: MarkValue
    teacher_id: int
    unlock_id: int | None = None  # by which the place is open after its term


class AtLesson(NamedTuple):
    """The class at a lesson; `attendance` as its teacher has said so far."""

    pupils: list[Person]
    marks: list[JournalMark]
    attendance: dict[int, Status]


class WorksFor(NamedTuple):
    """The school's kinds of work; of which the teacher's last mark was, and the planned work is."""

    works: list[WorkType]
    last_used_id: int | None
    planned_id: int | None


class MarkChange(NamedTuple):
    """A row of a mark's history."""

    mark_id: int
    change_id: int


class MarkJournalStore(Protocol):
    """Marks as the teacher's use cases write them; every change leaves its history."""

    async def work_types(self, school_id: int) -> list[WorkType]:
        """The school's kinds of work in its own order."""

    async def works_for(self, taught: TaughtLesson, teacher_id: int) -> WorksFor:
        """The same, with which of them marks of this lesson are likely for."""

    async def of_lesson(self, lesson_id: int) -> list[JournalMark]:
        """Every place for a mark in the lesson, those taken away included."""

    async def at_lesson(self, taught: TaughtLesson) -> AtLesson:
        """Who is in the section that day, with what the lesson has of each."""

    async def add(self, new: NewMark) -> MarkChange:
        """Records a new mark with the first row of its history."""

    async def change(
        self,
        held: JournalMark,
        value: MarkValue | None,
        changed_by: int,
        unlock_id: int | None = None,
    ) -> MarkChange:
        """Another value, or None to take the mark away."""

    async def comment(self, mark_id: int, comment: str) -> None: ...

    async def in_subject(
        self, section_id: int, student_ids: Sequence[int], begins: date, ends: date
    ) -> list[Mark]:
        """These pupils' marks in the subject of the section, in whatever section, by date."""
