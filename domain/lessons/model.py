"""A lesson as its teacher sees it, with what the journal still lacks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.calendar import School
from domain.errors import Refused
from domain.hat import Target
from domain.lessons.record import LessonBefore
from domain.marks.value import GradeScale
from domain.people import Person
from domain.plans.model import PlannedTopic
from domain.plans.rules import deviates
from domain.policy import SchoolPolicy
from domain.schedule.model import Lesson, LessonForm, minute_of


@dataclass(frozen=True, slots=True)
class TaughtLesson:
    """A lesson and the state of its record (R073).

    `teacher_id` of the timetable decides who teaches it: the one who substitutes, not the one who
    is absent. `has_untold_taps`: a roll call was begun and «Готово» was not pressed.
    """

    lesson: Lesson
    school_id: int
    school_class_id: int | None
    section_title: str
    class_title: str
    grade_level: int
    is_marked: bool
    homework_count: int
    mark_count: int
    has_untold_taps: bool
    also_class_ids: frozenset[int] = frozenset()  # of a group of several classes: all of them
    says_no_homework: bool = False  # «Не задано» was tapped
    topic_ordinal: int | None = None  # of the topic in the section's plan, where it is one
    is_topic_by_plan: bool = False  # recorded with the roll call, not chosen
    has_plan: bool = False
    usual_teacher_id: int | None = None  # whose section it is
    scale: GradeScale = GradeScale.MARKS  # what may be given in its subject
    takes_homework: bool = True  # its subject does
    weekly_hours: int | None = None  # of the section; None: nobody has said them
    is_doubted: bool = False  # whether it was held is asked: until the answer nothing is lacking

    def require_homework(self, policy: SchoolPolicy) -> None:
        """`Refused` where none is set: in the grade (R106) or in the subject."""
        if not policy.has_homework(self.grade_level):
            raise Refused("grade_without_homework", grade=self.grade_level)
        if not self.takes_homework:
            raise Refused("subject_without_homework", subject=self.lesson.subject)

    @property
    def id(self) -> int:
        return self.lesson.id

    @property
    def date(self) -> date:
        return self.lesson.date

    @property
    def target(self) -> Target:
        """What the rights to this lesson depend on."""
        teacher = self.lesson.teacher
        return Target(
            school_id=self.school_id,
            school_class_id=self.school_class_id,
            also_class_ids=self.also_class_ids,
            teacher_id=teacher.id if teacher else None,
            lesson_id=self.id,
        )

    def has_begun(self, local: datetime) -> bool:
        """Whether it is under way or over, by the school's clock."""
        return (self.date, self.lesson.starts) <= (local.date(), minute_of(local))

    def is_over(self, local: datetime) -> bool:
        """Whether it has ended, by the school's clock."""
        return (self.date, self.lesson.ends) <= (local.date(), minute_of(local))

    def is_bare(self, local: datetime) -> bool:
        """Whether it is over, and nothing says that it was held."""
        lesson = self.lesson
        is_recorded = lesson.attendance_taken_at is not None or bool(lesson.topic)
        is_recorded = is_recorded or self.mark_count > 0 or self.has_untold_taps
        return self.is_over(local) and not lesson.is_cancelled and not is_recorded

    @property
    def deviates(self) -> bool:
        """Whether its topic is none of the plan's (R059)."""
        return deviates(self.lesson.topic, self.topic_ordinal, has_plan=self.has_plan)

    @property
    def class_of_periods(self) -> int:
        """The class whose grading periods count: of several the first; 0 where there is none."""
        return self.school_class_id or min(self.also_class_ids, default=0)


@dataclass(frozen=True, slots=True)
class TeachingDay:
    """The lessons of one teacher on one day by number, at the moment `at` (school time)."""

    teacher: Person
    school: School
    day: date
    at: datetime
    lessons: tuple[TaughtLesson, ...]

    @property
    def is_future(self) -> bool:
        return self.day > self.at.date()

    @property
    def on_now(self) -> TaughtLesson | None:
        """The lesson under way, if any."""
        return next((taught for taught in self.held if taught.lesson.is_on_at(self.at)), None)

    @property
    def held(self) -> list[TaughtLesson]:
        """Those that take place."""
        return [taught for taught in self.lessons if not taught.lesson.is_cancelled]

    @property
    def coming(self) -> TaughtLesson | None:
        """The next lesson of the day."""
        minute = minute_of(self.at)
        return next((taught for taught in self.held if taught.lesson.starts > minute), None)

    @property
    def nearest_first(self) -> list[TaughtLesson]:
        """By number, the one under way before all others."""
        return sorted(self.lessons, key=lambda taught: taught is not self.on_now)


class LessonStore(Protocol):
    """What the teacher's use cases need of the storage."""

    async def of_teacher(self, teacher_id: int, day: date) -> list[TaughtLesson]:
        """The lessons the teacher gives on a day, substitutions included, by number."""

    async def lesson(self, lesson_id: int, *, to_change: bool = False) -> TaughtLesson:
        """One lesson; `NotFound` without it.

        `to_change`: others who want to change its record wait until this transaction is over.
        """

    async def pupils(self, section_id: int, day: date) -> list[Person]:
        """Members of the section on that date, in the order of a class list."""

    async def set_topic(
        self, lesson_id: int, topic: str, ordinal: int | None, *, is_by_plan: bool
    ) -> None:
        """`ordinal` of the plan, None for a topic that is not in it."""

    async def set_form(self, lesson_id: int, form: LessonForm) -> None: ...

    async def say_no_homework(self, lesson_id: int, *, is_none: bool) -> None:
        """The teacher says that nothing is set in this lesson, or takes that back."""

    async def before(self, student_id: int, day: date) -> list[LessonBefore]:
        """The pupil's lessons of a day by number, each with the last one of its section before."""

    async def before_next(self, student_id: int, after: date, latest: date) -> list[LessonBefore]:
        """The same of the first day after `after` that has lessons, `latest` the last asked."""

    async def mark_attendance_taken(self, lesson_id: int) -> None:
        """The roll was called; the first time counts."""

    async def planned_topics(self, section_id: int, limit: int) -> list[PlannedTopic]:
        """Topics of the plan that no lesson has had, those after the last one taught first."""

    async def planned_topic(self, section_id: int, topic_id: int) -> PlannedTopic:
        """One topic of this section's plan; `NotFound` otherwise."""

    async def topic_of_plan(self, section_id: int, title: str) -> PlannedTopic | None:
        """The plan's topic with this title, if it is in the plan."""

    async def next_lessons(self, section_id: int, after: date, limit: int) -> list[Lesson]:
        """The section's lessons on later days that are not cancelled, the first of each day."""
