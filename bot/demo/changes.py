"""What differs from the usual week: teachers who are ill, lessons moved to other rooms."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo import curriculum as c
from bot.demo.calendar import SchoolYear
from bot.demo.sections import SchoolClass, Section, Staff, Teacher, Unit
from bot.demo.timetable import time_mask

_FALLS_ILL = 0.004  # of a teacher on a school day
_LONGEST_ILLNESS = 5  # school days
_KNOWN_AHEAD = timedelta(days=9)
_MOVES = 0.02  # of lessons in the days ahead


@dataclass(slots=True)
class Change:
    """How one lesson of one date differs."""

    substitute: Teacher | None = None
    is_cancelled: bool = False
    instead: Section | None = None  # what is taught in place of the cancelled one
    location: str | None = None
    note: str = ""


Changes = dict[tuple[date, int, int], Change]  # by date, section id and lesson number
Taught = tuple[SchoolClass, int, Unit, Section]  # with the lesson number


class Substitutions:
    """Plans the changes of a school up to the week after today."""

    def __init__(
        self,
        classes: list[SchoolClass],
        staff: Staff,
        year: SchoolYear,
        spared: set[Teacher],
        rng: Random,
    ) -> None:
        self._classes = classes
        self._staff = staff
        self._year = year
        self._spared = spared
        self._rng = rng
        self._week = _by_teacher(classes)
        self._extra: dict[Teacher, int] = defaultdict(int)
        self._changes: Changes = {}

    def plan(self) -> Changes:
        days = [day for day in self._year.school_days(5) if day <= self._year.today + _KNOWN_AHEAD]
        certain = self._certain(days)
        ill: dict[Teacher, int] = {}
        for day in days:
            ill = {teacher: left - 1 for teacher, left in ill.items() if left > 1}
            for teacher in self._staff.subject_teachers:
                if teacher not in self._spared and self._rng.random() < _FALLS_ILL:
                    ill[teacher] = self._rng.randint(1, _LONGEST_ILLNESS)
            for teacher in certain.get(day, ()):
                ill.setdefault(teacher, 1)
            self._extra.clear()
            for teacher in ill:
                for taught in self._week[teacher][day.weekday()]:
                    self._cover(day, taught, set(ill))
            if day >= self._year.today:
                self._move_rooms(day)
        return self._changes

    def _certain(self, days: list[date]) -> dict[date, list[Teacher]]:
        """7А is never without a change: tomorrow, and on a day of the next week."""
        ahead = [day for day in days if day > self._year.today]
        story = next(each for each in self._classes if each.shape.title == "7А")
        found: dict[date, list[Teacher]] = {}
        for day in dict.fromkeys((ahead[0], ahead[-1])) if ahead else ():
            able = [
                unit.sections[0].teacher
                for (weekday, number), unit in sorted(story.week.items(), key=lambda one: one[0])
                if weekday == day.weekday()
                and number > 1
                and len(unit.sections) == 1
                and unit.sections[0].teacher not in self._spared
            ]
            if able:
                found[day] = [self._rng.choice(able)]
        return found

    def _cover(self, day: date, taught: Taught, ill: set[Teacher]) -> None:
        """Another teacher of the subject, another subject, or no lesson."""
        each, number, unit, section = taught
        alone = len(unit.sections) == 1
        is_last = (day.weekday(), number + 1) not in each.week
        chance = self._rng.random()
        if alone and is_last and chance < 0.35:
            change = Change(is_cancelled=True)
        else:
            ways = [self._substitute(day, taught, ill), self._instead(day, taught, ill)]
            if chance > 0.6:
                ways.reverse()
            change = next(filter(None, ways), Change(is_cancelled=True))
        busy = change.substitute or (change.instead.teacher if change.instead else None)
        if busy is not None:
            self._extra[busy] |= time_mask(each, number)
        self._changes[day, section.id, number] = change

    def _substitute(self, day: date, taught: Taught, ill: set[Teacher]) -> Change | None:
        each, number, _, section = taught
        able = [
            teacher
            for teacher in self._staff.by_department[section.teacher.department]
            if teacher not in ill and self._is_free(teacher, day, time_mask(each, number))
        ]
        return Change(substitute=self._rng.choice(able)) if able else None

    def _instead(self, day: date, taught: Taught, ill: set[Teacher]) -> Change | None:
        each, number, unit, _ = taught
        if len(unit.sections) > 1:
            return None
        able = [
            other.sections[0]
            for other in each.units
            if other is not unit
            and len(other.sections) == 1
            and other.subject not in c.UNMARKED
            and other.sections[0].teacher not in ill
            and self._is_free(other.sections[0].teacher, day, time_mask(each, number))
        ]
        return Change(is_cancelled=True, instead=self._rng.choice(able)) if able else None

    def _is_free(self, teacher: Teacher, day: date, mask: int) -> bool:
        return not (teacher.busy[day.weekday()] | self._extra[teacher]) & mask

    def _move_rooms(self, day: date) -> None:
        for each in self._classes:
            for (weekday, number), unit in each.week.items():
                if weekday != day.weekday() or len(unit.sections) > 1:
                    continue
                section = unit.sections[0]
                key = (day, section.id, number)
                if key not in self._changes and self._rng.random() < _MOVES:
                    room = str(400 + self._rng.randrange(1, 20))
                    note = f"Кабинет {room} вместо {section.room}"
                    self._changes[key] = Change(location=room, note=note)


def _by_teacher(classes: list[SchoolClass]) -> dict[Teacher, list[list[Taught]]]:
    """Every teacher's lessons by day, in order."""
    week: dict[Teacher, list[list[Taught]]] = defaultdict(lambda: [[] for _ in range(5)])
    for each in classes:
        for day, taught in _lessons(each):
            week[taught[3].teacher][day].append(taught)
    return week


def _lessons(each: SchoolClass) -> Iterator[tuple[int, Taught]]:
    for (day, number), unit in sorted(each.week.items(), key=lambda one: one[0]):
        for section in unit.sections:
            yield day, (each, number, unit, section)
