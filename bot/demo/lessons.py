"""Every lesson of a class in the year, with what changed and what the teacher has filled in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from bot.demo import curriculum as c
from bot.demo.calendar import DEMO_TIME, SchoolYear
from bot.demo.changes import Change, Changes
from bot.demo.sections import SchoolClass, Section, Teacher
from bot.demo.timetable import bells_of
from bot.demo.topics import PlannedLesson, lesson_plan

_NOW = DEMO_TIME.hour * 60 + DEMO_TIME.minute
_TAKEN_TODAY, _TAKEN_LATELY, _TAKEN = 0.8, 0.97, 0.998
_LATELY = timedelta(days=7)
_WEEKS = 34
_NO_CHANGE = Change()


@dataclass(slots=True, eq=False)
class DemoLesson:
    """A lesson of one date; `is_held` once it is over, `is_taken` once its roll was called."""

    id: int
    section: Section
    date: date
    number: int
    starts: int
    ends: int
    teacher: Teacher
    location: str
    change: Change
    replaces_id: int | None = None
    plan: PlannedLesson | None = None
    is_held: bool = False
    is_taken: bool = False


class Moments:
    """School time as stored moments."""

    def __init__(self, timezone: ZoneInfo) -> None:
        self._timezone = timezone

    def at(self, day: date, minutes: int) -> datetime:
        return self._midnight(day) + _minutes(minutes)

    @cache  # noqa: B019 - lives as long as one run
    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self._timezone).astimezone(UTC)


@cache
def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def lessons_of(
    each: SchoolClass, year: SchoolYear, changes: Changes, ids: "count[int]", rng: Random
) -> list[DemoLesson]:
    """The class's lessons in order of time; those over have their roll called, nearly always."""
    made: list[DemoLesson] = []
    by_day = _week_by_day(each)
    bells = bells_of(each.shape.grade_level, each.shape.shift)
    after_new_year = year.quarters[2].begins
    for day in year.school_days(each.shape.grade_level):
        periods = bells[day >= after_new_year].periods
        for number, sections in by_day[day.weekday()]:
            if not has_lesson(each.shape.grade_level, number, day, year):
                continue
            for section in sections:
                change = changes.get((day, section.id, number), _NO_CHANGE)
                starts, ends = periods[number - 1]
                lesson = DemoLesson(
                    next(ids), section, day, number, starts, ends,
                    change.substitute or section.teacher, change.location or section.room, change,
                )  # fmt: skip
                made.append(lesson)
                if change.instead is not None:
                    made.append(_instead(lesson, change.instead, next(ids)))
    _fill(made, each, year, rng)
    return made


def has_lesson(grade_level: int, number: int, day: date, year: SchoolYear) -> bool:
    """Grade 1 begins with three lessons a day (facts §2.4)."""
    settling_in = grade_level == 1 and day <= year.quarters[0].ends
    return not settling_in or number <= c.FIRST_GRADE_LESSONS_IN_AUTUMN


def _week_by_day(each: SchoolClass) -> list[list[tuple[int, list[Section]]]]:
    days: list[list[tuple[int, list[Section]]]] = [[] for _ in range(5)]
    for (day, number), unit in sorted(each.week.items(), key=lambda one: one[0]):
        days[day].append((number, unit.sections))
    return days


def _instead(lesson: DemoLesson, section: Section, id_: int) -> DemoLesson:
    return DemoLesson(
        id_, section, lesson.date, lesson.number, lesson.starts, lesson.ends,
        section.teacher, section.room, _NO_CHANGE, replaces_id=lesson.id,
    )  # fmt: skip


def _fill(lessons: list[DemoLesson], each: SchoolClass, year: SchoolYear, rng: Random) -> None:
    """Gives each lesson that takes place the next line of its section's plan."""
    taught: dict[int, int] = {}
    for lesson in lessons:
        if lesson.change.is_cancelled:
            continue
        section = lesson.section
        at = taught.get(section.id, 0)
        taught[section.id] = at + 1
        plan = plan_of(section, each.shape.grade_level)
        lesson.plan = plan[min(at, len(plan) - 1)]
        today = lesson.date == year.today
        if lesson.date > year.today or (today and lesson.ends > _NOW):
            continue
        lesson.is_held = True
        chance = _TAKEN_TODAY if today else _TAKEN_LATELY
        if lesson.date < year.today - _LATELY:
            chance = _TAKEN
        # The demo's teacher always has a roll to call: hers in 7А waits all day.
        waits = today and each.shape.title == "7А" and section.room == "214"
        lesson.is_taken = not waits and rng.random() < chance


def plan_of(section: Section, grade_level: int) -> tuple[PlannedLesson, ...]:
    """The lesson plan of a section for the whole year."""
    return lesson_plan(section.subject, grade_level, section.hours * _WEEKS)
