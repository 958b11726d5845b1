"""The timetable as the school sees it: lessons with whose they are, and decisions about them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.people import Person
from domain.schedule.model import Lesson
from domain.timetable.candidates import Teacher
from domain.timetable.hours import TimetabledLesson
from domain.timetable.planning import PlannedLesson, Slot


@dataclass(frozen=True, slots=True)
class TimetableLesson:
    """A lesson, the section and class that it is of, and whose it is by the timetable."""

    lesson: Lesson
    school_id: int
    school_class_id: int | None
    class_title: str
    section_title: str
    grade_level: int
    subject_id: int
    usual_teacher: Person | None
    usual: tuple[date, int]  # day and number by the timetable
    own_week: int | None = None  # of the class: days, from Monday on

    @property
    def id(self) -> int:
        return self.lesson.id

    @property
    def plan(self) -> PlannedLesson:
        """The lesson as rules of the timetable compare it."""
        it = self.lesson
        return PlannedLesson(
            it.section_id,
            it.date,
            it.number,
            it.starts,
            it.ends,
            it.teacher.id if it.teacher else None,
            it.location,
            it.is_cancelled,
            it.is_substituted,
            it.change_note,
        )


@dataclass(frozen=True, slots=True)
class ClassTimetable:
    """The lessons of a class on a day, cancelled ones included, by number."""

    school_class: SchoolClass
    day: date
    lessons: tuple[TimetableLesson, ...]
    editable: frozenset[int]  # ids of those that the actor may change
    has_groups: bool = False  # one of these lessons is of a group, and the actor may move pupils


@dataclass(frozen=True, slots=True)
class OwnLessons:
    """What a teacher gives from `begins` to `ends`."""

    school: School
    lessons: tuple[TimetableLesson, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who changed the timetable, and when; `undone_at` None: it holds."""

    id: int
    school_id: int
    decided_by: Person
    decided_at: datetime
    undone_at: datetime | None = None
    since: date | None = None  # of a lasting one: its first day
    is_absence: bool = False  # of a teacher: of all lessons of those days


@dataclass(frozen=True, slots=True)
class LessonBefore:
    """A lesson as it was before a decision; `is_new`: it was not there."""

    lesson_id: int
    plan: PlannedLesson
    is_new: bool


@dataclass(frozen=True, slots=True)
class ChangedLesson:
    """A lesson of a decision as it is now, and as it was."""

    now: TimetableLesson
    before: LessonBefore
    old_teacher: Person | None


@dataclass(frozen=True, slots=True)
class OpenedLesson:
    """A lesson of the timetable, with the last decision about it that holds."""

    taught: TimetableLesson
    school: School
    decision: Decision | None
    can_edit: bool  # its teacher: until the end of its day
    can_move: bool  # its room, time and subject: until it begins
    can_undo: bool
    can_last: bool  # how it differs may hold from a date on
    can_cancel: bool  # until it is over
    was_not_held: bool  # it is over, and nothing is recorded of it


class WhyAway(StrEnum):
    """Why a teacher is away. The values are stored and stand in buttons."""

    UNSAID = ""
    ILL = "i"
    TRAINING = "t"
    WITH_CLASS = "c"
    LEAVE = "l"


@dataclass(frozen=True, slots=True)
class Away:
    """A teacher who is away on these days, both included, by a decision that holds."""

    person: Person
    begins: date
    ends: date
    decision_id: int
    why: WhyAway = WhyAway.UNSAID


@dataclass(frozen=True, slots=True)
class DayMove:
    """The timetable of one day held on another: of the school, of a grade or of a class."""

    source: date
    target: date
    grade_level: int | None = None
    school_class_id: int | None = None
    is_late: bool = False

    def concerns(self, taught: TimetableLesson) -> bool:
        """Whether a lesson is among those that are moved."""
        if self.school_class_id is not None:
            return taught.school_class_id == self.school_class_id
        return self.grade_level in (None, taught.grade_level)


@dataclass(frozen=True, slots=True)
class SectionOfClass:
    """A subject of a class, or a group of it, with its teacher."""

    id: int
    subject: str
    group_name: str
    teacher: Person | None


class StoredSlot(NamedTuple):
    """A cell of the timetable as it is kept; its teacher None: whose the section is."""

    id: int
    slot: Slot


class SlotChange(NamedTuple):
    """A cell before a lasting change, and as it is; what ends before it begins is not there."""

    was: Slot
    now: Slot


class TimetableStore(Protocol):
    """What changing the timetable needs of the storage."""

    async def of_class(self, school_id: int, class_id: int, day: date) -> list[TimetableLesson]:
        """Lessons of the class and of groups that pupils of it are in, by number."""

    async def of_school(
        self, school_id: int, day: date, last: date | None = None
    ) -> list[TimetableLesson]:
        """Every lesson of the day, or of the days up to `last`."""

    async def of_teacher(self, teacher_id: int, begins: date, ends: date) -> list[TimetableLesson]:
        """What the teacher gives on these days, cancelled lessons included."""

    async def hold(self, lesson_ids: Collection[int]) -> None:
        """Nobody else changes these meanwhile."""

    async def away(self, school_id: int, begins: date, ends: date) -> list[Away]:
        """Who is away on one of these days, by name."""

    async def moves(self, school_id: int, day: date) -> list[tuple[int, DayMove]]:
        """The decisions that hold by which lessons of this day go or come, by number."""

    async def record_move(self, decision_id: int, move: "DayMove") -> None: ...

    async def homework_follows(self, days: Mapping[int, date]) -> None:
        """What is due at these lessons is due on their new days."""

    async def record_away(
        self, decision_id: int, person_id: int, begins: date, ends: date, why: WhyAway
    ) -> None: ...

    async def register(
        self, school_id: int, begins: date, ends: date, teacher_id: int | None
    ) -> list[TimetabledLesson]:
        """The lessons of the register of hours; of one teacher alone, or of all."""

    async def lesson(self, lesson_id: int, *, to_change: bool = False) -> TimetableLesson:
        """One lesson; `NotFound` without it. `to_change`: nobody else changes it meanwhile."""

    async def teachers(self, school_id: int) -> list[Teacher]:
        """Who may give lessons today, by name, with what the own sections are of."""

    async def sections_of(self, school_class_id: int) -> list[SectionOfClass]:
        """The active sections of a class by title."""

    async def members(
        self, section_ids: Collection[int], day: date
    ) -> Mapping[int, frozenset[int]]:
        """The pupils of the sections on the day; a section without any is not there."""

    async def bells(self, lesson_id: int, day: date) -> Mapping[int, tuple[int, int]]:
        """When lessons of its class ring on the day, by number: as a rule of the school has it,
        else by the class's own bells; where it has none, by the school's first."""

    async def save(self, lesson_id: int, plan: PlannedLesson, usual: tuple[date, int]) -> None:
        """Writes the lesson; `usual` is the day and number by the timetable."""

    async def add(self, plan: PlannedLesson, replaces_id: int) -> int:
        """A lesson in the place of another; the one that was there before is taken up again."""

    async def decide(self, school_id: int, person_id: int, since: date | None = None) -> int:
        """A new decision; its number. `since`: it lasts from that day on."""

    async def slots(self, section_ids: Collection[int]) -> list[StoredSlot]:
        """The cells of these sections."""

    async def change_slots(
        self, decision_id: int, ended: Mapping[int, date], added: Sequence[Slot]
    ) -> None:
        """Cells with another last day, and new ones; files leave both as they are."""

    async def slot_changes(self, decision_id: int) -> list[SlotChange]:
        """The cells that a lasting decision is about."""

    async def put_slots_back(self, decision_id: int) -> None:
        """They are again as they were before it, for files too."""

    async def of_cell(
        self, section_id: int, weekday: int, number: int, since: date
    ) -> list[TimetableLesson]:
        """The lessons that the timetable has there, by date; cancelled and moved ones too."""

    async def said_to_last(self, lesson_ids: Collection[int]) -> frozenset[int]:
        """Those whose last decision that holds is a lasting one: they differ by what it said."""

    async def stood_aside(
        self, lesson_ids: Collection[int], decision_id: int
    ) -> Mapping[int, frozenset[int]]:
        """Who gave these lessons before a decision that holds and is older than this one."""

    async def beside(self, lesson_id: int) -> TimetableLesson | None:
        """The lesson in whose place this one is, or that is in the place of this one."""

    async def recorded(self, lesson_ids: Collection[int]) -> set[int]:
        """Those of which the journal holds something."""

    async def was_held(self, lesson_id: int) -> bool:
        """Whether a roll call, a topic or a mark of this lesson is recorded."""

    async def remember(self, decision_id: int, before: Sequence[LessonBefore]) -> None:
        """What the lessons of a decision were."""

    async def last_decision(self, lesson_id: int) -> Decision | None:
        """The newest about this lesson that holds."""

    async def decision(self, decision_id: int) -> Decision:
        """`NotFound` without it."""

    async def changed(self, decision_id: int) -> list[ChangedLesson]:
        """The lessons of a decision, by date and number."""

    async def newer(self, decision_id: int) -> bool:
        """Whether a later decision that holds is about one of its lessons."""

    async def undo(self, decision_id: int) -> None:
        """It holds no more; the lessons are put back by `save`."""
