"""A control work of the schedule, the lesson it is written in, and what the storage keeps of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from domain.control_works.rules import Written
from domain.hat import Target
from domain.people import Person


@dataclass(frozen=True, slots=True)
class WorkSection:
    """A section in which works can be planned; `teacher` is its own."""

    section_id: int
    school_id: int
    school_class_id: int | None
    also_class_ids: frozenset[int]  # of a group of several classes: all of them
    class_title: str
    grade_level: int
    subject_id: int
    subject: str
    group_name: str
    teacher: Person | None

    @property
    def target(self) -> Target:
        return Target(
            school_id=self.school_id,
            school_class_id=self.school_class_id,
            also_class_ids=self.also_class_ids,
            teacher_id=self.teacher.id if self.teacher else None,
        )

    @property
    def class_ids(self) -> frozenset[int]:
        own = frozenset() if self.school_class_id is None else frozenset({self.school_class_id})
        return own | self.also_class_ids


@dataclass(frozen=True, slots=True)
class WorkPlace(WorkSection):
    """A lesson of a section as a place for a control work."""

    lesson_id: int
    date: date
    number: int
    starts: int  # minutes after midnight, school time
    ends: int
    is_cancelled: bool

    def written(self, minutes: int | None) -> Written:
        """A work here as the limits see it; None: of the whole lesson."""
        return Written(
            day=self.date,
            number=self.number,
            section_id=self.section_id,
            subject_id=self.subject_id,
            subject=self.subject,
            grade_level=self.grade_level,
            class_ids=self.class_ids,
            is_group=bool(self.group_name) or self.school_class_id is None,
            minutes=self.ends - self.starts if minutes is None else minutes,
        )


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """`minutes` None: the whole lesson. `reason`: why it was planned in spite of a limit."""

    id: int
    place: WorkPlace
    work_type_id: int
    title: str  # of its type
    minutes: int | None
    reason: str
    planned_by: Person
    is_published: bool
    is_dropped: bool

    @property
    def day(self) -> date | None:
        """None: it will not be, on the day of its lesson at least."""
        return None if self.is_dropped or self.place.is_cancelled else self.place.date

    @property
    def written(self) -> Written:
        return self.place.written(self.minutes)


class MovedWork(NamedTuple):
    """A published work that stands elsewhere than was said; `known_on` None: nowhere, as said."""

    work: PlannedWork
    known_on: date | None


@dataclass(frozen=True, slots=True)
class NewWork:
    lesson_id: int
    work_type_id: int
    reason: str
    planned_by: int


class WorkOfDay(NamedTuple):
    """A published work as the evening message says it."""

    section_id: int
    subject: str
    title: str


class ControlWorkStore(Protocol):
    """The schedule of control works; what was dropped stays (R158)."""

    async def work(self, work_id: int, *, to_change: bool = False) -> PlannedWork:
        """`NotFound` without it. `to_change`: others who change it wait until this is over."""

    async def at_lesson(self, lesson_id: int) -> PlannedWork | None:
        """The one that stands in this lesson."""

    async def place(self, lesson_id: int, *, to_change: bool = False) -> WorkPlace:
        """The lesson; `NotFound` without it. `to_change`: as of `work`."""

    async def section(self, section_id: int, day: date) -> WorkSection:
        """With the classes that it has on this day; `NotFound` without it."""

    async def sections(self, class_id: int, day: date) -> list[WorkSection]:
        """Those of a class, groups of several classes in which its pupils are on the day too."""

    async def places(self, section_id: int, begins: date, ends: date) -> list[WorkPlace]:
        """The section's lessons that are not cancelled, by day."""

    async def of_school(self, school_id: int, begins: date, ends: date) -> list[PlannedWork]:
        """The works that stand, by day."""

    async def of_class(self, class_id: int, begins: date, ends: date) -> list[PlannedWork]: ...

    async def of_grade(
        self, school_id: int, grade_level: int, begins: date, ends: date
    ) -> list[PlannedWork]:
        """Those of the grade, of cancelled lessons too, by day."""

    async def edges(
        self, class_ids: Collection[int], begins: date, ends: date
    ) -> Mapping[date, tuple[int, int]]:
        """By day the numbers of the first and the last lesson of these classes."""

    async def of_pupil(self, student_id: int, begins: date, ends: date) -> list[PlannedWork]:
        """Published works that the pupil writes, by day; not those of cancelled lessons."""

    async def of_day(
        self, school_id: int, section_ids: Collection[int], day: date, year: tuple[date, date]
    ) -> list[WorkOfDay] | None:
        """Published works of these sections; None for a school without a schedule that year."""

    async def moved(self, school_id: int, day: date, minute: int) -> list[MovedWork]:
        """Published works of lessons after this minute that are not on the day that was said."""

    async def know(self, work_id: int, before: date | None, day: date | None) -> bool:
        """From now on this day is said of it; False where somebody has said otherwise meanwhile."""

    async def is_marked(self, lesson_id: int) -> bool:
        """Whether somebody has a mark for a control work in this lesson."""

    async def add(self, new: NewWork) -> int: ...

    async def move(self, work_id: int, lesson_id: int, reason: str) -> None: ...

    async def set_type(self, work_id: int, work_type_id: int) -> None: ...

    async def set_minutes(self, work_id: int, minutes: int | None) -> None: ...

    async def publish(self, work_ids: Collection[int], person_id: int) -> set[int]:
        """Those of them that were neither published nor dropped."""

    async def drop(self, work_id: int) -> None: ...
