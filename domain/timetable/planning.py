"""Lessons of a school year from the cells of its timetable (R062, R065)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Holiday
from domain.errors import Refused
from domain.school_days import BellRule, ClassKey, bells_on, concerns

# (starts, ends) in minutes after midnight, by lesson number; one such list a bell schedule.
Bells = Mapping[int | None, Mapping[int, tuple[int, int]]]

# What makes it one lesson: section, date and number.
LessonKey = tuple[int, date, int]

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of the timetable: this section, this weekday, this lesson, from `begins` to `ends`.

    `bell_schedule_id` is that of the section's class, None the school's own; grade and class
    choose the holidays.
    """

    section_id: int
    weekday: int  # ISO: Monday is 1
    number: int
    begins: date
    ends: date  # last day
    grade_level: int
    bell_schedule_id: int | None = None
    teacher_id: int | None = None
    location: str = ""
    school_class_id: int | None = None
    shift: int = 1


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson as it should be; the last fields say how one date differs from the timetable."""

    section_id: int
    date: date
    number: int
    starts: int
    ends: int
    teacher_id: int | None
    location: str
    is_cancelled: bool = False
    is_substituted: bool = False
    change_note: str = ""

    @property
    def key(self) -> LessonKey:
        return self.section_id, self.date, self.number


def plan_lessons(
    slots: Iterable[Slot],
    bells: Bells,
    holidays: Sequence[Holiday],
    begins: date,
    ends: date,
    rules: Sequence[BellRule] = (),
) -> list[PlannedLesson]:
    """The lessons from `begins` to `ends`, both included, in no particular order.

    Days in a holiday of the school, of the slot's grade or class have none. Where two slots give
    the same lesson, the one that began later holds: so a new timetable replaces an old one. By
    which bells a day goes the most specific of `rules` says, else the class's own schedule.
    `ValueError` where the bells do not know the number of a slot.
    """
    closed: dict[ClassKey, frozenset[date]] = {}
    planned: dict[LessonKey, PlannedLesson] = {}
    for slot in sorted(slots, key=lambda slot: slot.begins):
        who = ClassKey(slot.school_class_id, slot.grade_level)
        if who not in closed:
            closed[who] = closed_days(holidays, who, begins, ends)
        for lesson in _lessons_of(slot, bells, closed[who], (begins, ends), rules):
            planned[lesson.key] = lesson
    return list(planned.values())


def require_bells(slots: Iterable[Slot], bells: Bells) -> None:
    """`Refused` "no_bells" for a lesson of the timetable that has no time of day."""
    for slot in slots:
        if slot.number not in bells.get(slot.bell_schedule_id, {}):
            raise Refused("no_bells", number=slot.number)


def closed_days(
    holidays: Iterable[Holiday], who: ClassKey, begins: date, ends: date
) -> frozenset[date]:
    """The days from `begins` to `ends` without lessons for this class."""
    found: set[date] = set()
    for holiday in holidays:
        if not concerns(holiday, who):
            continue
        day, last = max(holiday.begins, begins), min(holiday.ends, ends)
        found.update(day + timedelta(days=ahead) for ahead in range((last - day).days + 1))
    return frozenset(found)


def _lessons_of(
    slot: Slot,
    bells: Bells,
    closed: frozenset[date],
    span: tuple[date, date],
    rules: Sequence[BellRule],
) -> Iterable[PlannedLesson]:
    rings = bells.get(slot.bell_schedule_id, {}).get(slot.number)
    if rings is None:
        raise ValueError(f"no bell for lesson {slot.number} of section {slot.section_id}")
    begins, ends = span
    first = max(slot.begins, begins)
    day = first + timedelta(days=(slot.weekday - first.isoweekday()) % 7)
    last = min(slot.ends, ends)
    while day <= last:
        if day not in closed:
            starts, stops = _rings(slot, bells, rules, day) or rings
            yield PlannedLesson(
                slot.section_id, day, slot.number, starts, stops, slot.teacher_id, slot.location
            )
        day += _WEEK


def _rings(
    slot: Slot, bells: Bells, rules: Sequence[BellRule], day: date
) -> tuple[int, int] | None:
    """By the rules of the school; None where none holds, or its schedule has no such lesson."""
    if not rules:
        return None
    who = ClassKey(slot.school_class_id, slot.grade_level, slot.shift)
    schedule = bells_on(rules, who, day)
    return None if schedule is None else bells.get(schedule, {}).get(slot.number)
