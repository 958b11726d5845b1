"""A section's plan of topics, and what the lessons made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.hat import Target
from domain.people import Person

TITLE_LENGTH = 300  # characters; a topic is a line of the journal's page
HOMEWORK_LENGTH = 1000  # characters, as of any homework
MOST_HOURS = 40  # of one topic: more is a chapter, not a topic
MOST_TOPICS = 400  # eleven lessons a week for a whole school year


@dataclass(frozen=True, slots=True)
class PlannedTopic:
    """A line of the plan (R054); `ordinal` counts from 1, `hours` are lessons, `id` if stored."""

    ordinal: int
    title: str
    hours: int = 1
    planned_on: date | None = None
    homework: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The topics in their order."""

    topics: tuple[PlannedTopic, ...]

    @property
    def hours(self) -> int:
        """Of all topics together."""
        return sum(topic.hours for topic in self.topics)

    def topic(self, ordinal: int) -> PlannedTopic | None:
        return next((topic for topic in self.topics if topic.ordinal == ordinal), None)


class FaultCode(StrEnum):
    """Why a plan cannot be taken as it is written."""

    NO_HEADER = "no_header"
    NO_TOPICS = "no_topics"
    TOO_LONG = "too_long"  # more topics than a year has lessons
    NO_TITLE = "no_title"
    TITLE = "title"
    HOURS = "hours"
    DATE = "date"
    HOMEWORK = "homework"


@dataclass(frozen=True, slots=True)
class PlanFault:
    """What is wrong in which row; row 0: with the whole."""

    row: int
    code: FaultCode
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What was read: with a fault in it nothing of it is kept. `headings` are rows of chapters."""

    plan: Plan
    faults: tuple[PlanFault, ...] = ()
    headings: int = 0


@dataclass(frozen=True, slots=True)
class PlanLesson:
    """A lesson of the section as the plan sees it; `topic_ordinal` None: not by the plan."""

    date: date
    is_cancelled: bool = False
    topic: str = ""
    topic_ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class PlanFact:
    """The plan beside what was held (R056), in hours, that is lessons.

    `expected` should have been passed before today and `passed` was. `off_plan` had a topic of
    their own, `unfilled` have none. `left` are lessons still ahead, `to_pass` hours of the plan.
    """

    hours: int
    expected: int
    passed: int
    held: int
    cancelled: int
    off_plan: int
    unfilled: int
    left: int

    @property
    def lag(self) -> int:
        """Hours behind the plan; below nothing: ahead of it."""
        return self.expected - self.passed

    @property
    def to_pass(self) -> int:
        return self.hours - self.passed

    @property
    def missing(self) -> int:
        """Hours of the plan for which the year has no lesson any more."""
        return max(0, self.to_pass - self.left)


class Source(StrEnum):
    """Where a plan came from."""

    TYPED = "typed"
    FILE = "file"
    COPIED = "copied"
    IMPORT = "import"  # with the register's files


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section and the state of its plan; `topics` 0: it has none."""

    id: int
    school_id: int
    school_class_id: int | None
    class_title: str
    subject_id: int
    subject: str
    group_name: str
    grade_level: int
    teacher: Person | None
    topics: int
    source: Source | None = None
    entered_at: datetime | None = None
    approved_at: datetime | None = None

    @property
    def target(self) -> Target:
        """Its own teacher's: whoever substitutes follows the plan and does not write it."""
        return Target(
            school_id=self.school_id,
            school_class_id=self.school_class_id,
            teacher_id=self.teacher.id if self.teacher else None,
        )


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A section of a class, its plan and all its lessons."""

    section: PlannedSection
    plan: Plan
    lessons: tuple[PlanLesson, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan that was read and is not saved; a person has one."""

    section_id: int
    source: Source
    plan: Plan


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan, and how many lessons had each topic of it, by ordinal."""

    plan: Plan
    had: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class LearntSubject:
    """A subject that a pupil has, in the section in which they have it."""

    subject_id: int
    title: str
    section_id: int


@dataclass(frozen=True, slots=True)
class TaughtTopic:
    """What a lesson was about."""

    date: date
    topic: str


class PlanStore(Protocol):
    """Plans of sections as they are kept."""

    async def section(self, section_id: int, *, to_change: bool = False) -> PlannedSection:
        """`NotFound` without it; `to_change`: others who change its plan wait."""

    async def followed(self, section_id: int) -> Followed:
        """The section's plan, empty where there is none."""

    async def lessons(self, section_id: int) -> list[PlanLesson]:
        """All lessons of the section by date and number, cancelled ones included."""

    async def sources(self, section: PlannedSection) -> list[PlannedSection]:
        """Other sections of this subject and grade that have a plan, this year's first."""

    async def replace(
        self, section_id: int, plan: Plan, source: Source, entered_by: int | None
    ) -> None:
        """The plan from now on; topics already taught are found in it by their names."""

    async def approve(self, section_id: int, approved_by: int | None) -> None:
        """The plan as it is now, until it is changed."""

    async def of_school(self, school_id: int) -> list[PlannedSection]:
        """Sections that somebody teaches to anybody, by teacher."""

    async def of_class(self, class_id: int) -> list[ClassPlan]:
        """Those of one class by subject."""

    async def subjects(self, student_id: int, day: date) -> list[LearntSubject]:
        """What the pupil has on that day, by title."""

    async def taught(self, student_id: int, section_id: int, day: date) -> list[TaughtTopic]:
        """Topics of lessons until that day at which the pupil was a member, the newest first."""

    async def draft(self, person_id: int) -> Draft | None: ...

    async def keep_draft(self, person_id: int, draft: Draft) -> None:
        """In the place of an earlier one."""

    async def drop_draft(self, person_id: int) -> None: ...
