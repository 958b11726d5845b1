"""The published schedule of control works: what the plans of topics bring and the limits allow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.demo import curriculum as c
from bot.demo.calendar import SchoolYear
from bot.demo.journal import Row, WorkTypeRow
from bot.demo.lessons import DemoLesson
from bot.demo.rows import Batch
from bot.demo.sections import SchoolClass
from bot.demo.topics import CONTROL_STEP
from domain.control_works.rules import Around, Written, broken_limits, is_forbidden
from domain.policy import SchoolPolicy
from storage import tables as t

_COLUMNS = (
    "id", "lesson_id", "work_type_id", "planned_by", "planned_at", "published_by", "published_at",
    "known_on",
)  # fmt: skip
_AHEAD = timedelta(days=28)
_PLANNED, _PUBLISHED = timedelta(days=21), timedelta(days=14)  # before today
_KINDS = {c.RUSSIAN: "dictation"}
_BY_HANDS = frozenset({c.SPORT, c.MUSIC, c.ART, c.CRAFTS, c.SAFETY, c.PROJECT})


class Schedule:
    """Of one school; classes are planned one after another, and each keeps clear of the others."""

    def __init__(
        self,
        year: SchoolYear,
        work_types: Mapping[str, WorkTypeRow],
        subject_ids: Mapping[str, int],
        ids: Iterator[int],
        publishing: tuple[int, datetime],
    ) -> None:
        self._year, self._ids = year, ids
        self._work_types, self._subject_ids = work_types, subject_ids
        self._by, self._now = publishing
        self._policy = SchoolPolicy()
        self._grades: dict[int, list[Written]] = defaultdict(list)

    def plan(self, each: SchoolClass, lessons: list[DemoLesson]) -> Batch:
        """The works of a class in the coming weeks; 7А writes one on the next school day."""
        held = [lesson for lesson in lessons if not lesson.change.is_cancelled]
        edges, days = _numbers(held), _days(held)
        planned = self._grades[each.shape.grade_level]
        rows: list[Row] = []
        for lesson in self._wanted(each, held):
            is_near = each.shape.title == "7А" and not rows
            if lesson.plan is None or not (is_near or lesson.plan.step == CONTROL_STEP):
                continue
            work = self._written(each, lesson)
            around = Around(planned, edges, days[lesson.section.id])
            if not broken_limits(work, around, self._policy):
                planned.append(work)
                rows.append(self._row(lesson))
        return Batch(t.control_work, _COLUMNS, rows)

    def _wanted(self, each: SchoolClass, held: list[DemoLesson]) -> list[DemoLesson]:
        """Lessons that may have one, by day; of the first day those where the plan ends a theme."""
        grade = each.shape.grade_level
        today = self._year.today
        open_ = [
            lesson
            for lesson in held
            if today < lesson.date <= today + _AHEAD
            and lesson.section.subject not in c.UNMARKED | _BY_HANDS
            and lesson.change.substitute is None
            and not is_forbidden(grade, lesson.date)
        ]
        first = min((lesson.date for lesson in open_), default=today)
        return sorted(
            open_,
            key=lambda one: (
                one.date,
                -one.plan.step if one.plan and one.date == first else 0,
                one.number,
                one.section.id,
            ),
        )

    def _written(self, each: SchoolClass, lesson: DemoLesson) -> Written:
        section = lesson.section
        return Written(
            day=lesson.date,
            number=lesson.number,
            section_id=section.id,
            subject_id=self._subject_ids[section.subject],
            subject=section.subject,
            grade_level=each.shape.grade_level,
            class_ids=frozenset({each.id}),
            is_group=bool(section.group_name),
            minutes=lesson.ends - lesson.starts,
        )

    def _row(self, lesson: DemoLesson) -> Row:
        section = lesson.section
        work_type = self._work_types[_KINDS.get(section.subject, "control")]
        planned_at, published_at = self._now - _PLANNED, self._now - _PUBLISHED
        by = section.teacher.id
        planned = next(self._ids), lesson.id, work_type.id, by, planned_at
        return *planned, self._by, published_at, lesson.date


def _numbers(held: list[DemoLesson]) -> dict[date, tuple[int, int]]:
    """The first and the last lesson of each day."""
    found: dict[date, list[int]] = defaultdict(list)
    for lesson in held:
        found[lesson.date].append(lesson.number)
    return {day: (min(numbers), max(numbers)) for day, numbers in found.items()}


def _days(held: list[DemoLesson]) -> dict[int, list[date]]:
    """The days of each section's lessons."""
    found: dict[int, list[date]] = defaultdict(list)
    for lesson in held:
        found[lesson.section.id].append(lesson.date)
    return found
