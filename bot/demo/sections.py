"""Classes, their sections and who teaches them, before the timetable."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from bot.demo import curriculum as c
from bot.demo.people import Someone
from bot.demo.shape import ClassShape
from domain.people import Sex

_TEACHERS_A_CLASS = 95 / 46  # facts §3.3
_MOST_HOURS = 20  # a week on the average of a department; above it one more is hired
_NEEDS_TWO = frozenset(c.department(subject, 11) for subject in c.SPLIT)


@dataclass(slots=True, eq=False)
class Teacher:
    """Who teaches: a place in the staff until `person` fills it."""

    department: str
    room: str
    hours: int = 0
    busy: list[int] = field(default_factory=lambda: [0] * 5)  # a bit every five minutes, by day
    person: Someone | None = None

    @property
    def id(self) -> int:
        if self.person is None:
            raise ValueError("nobody has been hired for this place")
        return self.person.id


@dataclass(slots=True, eq=False)
class Section:
    """A class's journal in a subject, or a group's of it (facts §4)."""

    id: int
    subject: str
    group_name: str
    title: str
    hours: int
    pupils: list[Someone]
    teacher: Teacher
    room: str = ""


@dataclass(slots=True, eq=False)
class Unit:
    """What a class does in one lesson: one section, or its two groups side by side."""

    subject: str
    hours: int
    sections: list[Section]

    @property
    def teachers(self) -> list[Teacher]:
        return [section.teacher for section in self.sections]


@dataclass(slots=True, eq=False)
class SchoolClass:
    """A class with its pupils, units and, once laid out, its week."""

    id: int
    shape: ClassShape
    pupils: list[Someone]
    units: list[Unit] = field(default_factory=list)
    homeroom: Teacher | None = None
    week: dict[tuple[int, int], Unit] = field(default_factory=dict)  # (day from 0, number)

    @property
    def sections(self) -> list[Section]:
        return [section for unit in self.units for section in unit.sections]


class Staff:
    """Hires by the hours there are to teach and hands out the sections."""

    def __init__(self, classes: list[SchoolClass], section_ids: "count[int]", rng: Random) -> None:
        self._rng = rng
        self._ids = section_ids
        self._classes = classes
        self._rooms = _free_rooms()
        self.by_department: dict[str, list[Teacher]] = {}
        self._hire()
        self.class_teachers: dict[SchoolClass, Teacher] = {}
        mornings: list[str] = []
        for each in classes:
            if each.shape.grade_level <= 4:
                room = (
                    next(self._rooms) if each.shape.shift == 1 or not mornings else mornings.pop()
                )
                if each.shape.shift == 1 and each.shape.grade_level > 1:
                    mornings.append(room)
                self.class_teachers[each] = Teacher("начальные классы", room)

    @property
    def teachers(self) -> list[Teacher]:
        return [*self.class_teachers.values(), *self.subject_teachers]

    @property
    def subject_teachers(self) -> list[Teacher]:
        return [each for members in self.by_department.values() for each in members]

    def _hire(self) -> None:
        hours = self._hours_by_department()
        primary = sum(each.shape.grade_level <= 4 for each in self._classes)
        wanted = round(len(self._classes) * _TEACHERS_A_CLASS) - primary
        sizes = {name: 2 if name in _NEEDS_TWO else 1 for name in c.DEPARTMENTS}
        while True:
            busiest = max(sizes, key=lambda name: hours[name] / sizes[name])
            if sum(sizes.values()) >= wanted and hours[busiest] / sizes[busiest] <= _MOST_HOURS:
                break
            sizes[busiest] += 1
        for name, size in sizes.items():
            self.by_department[name] = [Teacher(name, self._room(name, at)) for at in range(size)]

    def _room(self, department: str, at: int) -> str:
        if department == "физкультура":
            return f"спортзал {at % 3 + 1}"
        if department == "труд":
            return f"мастерская {at % 2 + 1}"
        return "214" if department == "математика" and at == 0 else next(self._rooms)

    def _hours_by_department(self) -> dict[str, int]:
        total: dict[str, int] = defaultdict(int)
        for each in self._classes:
            grade = each.shape.grade_level
            for subject, hours in c.weekly_hours(grade, each.shape.index).items():
                name = c.department(subject, grade)
                if name is not None:
                    total[name] += hours * (2 if is_split(subject, each) else 1)
        return total

    def hand_out(self) -> None:
        """Gives every class its sections, teachers and homeroom teacher."""
        for each in sorted(self._classes, key=lambda one: one.shape.title != "7А"):
            self._give_sections(each)
        for each in self._classes:
            self._give_homeroom(each)

    def _give_sections(self, each: SchoolClass) -> None:
        grade = each.shape.grade_level
        chosen: dict[str, list[Teacher]] = {}
        for subject, hours in c.weekly_hours(grade, each.shape.index).items():
            name = c.department(subject, grade)
            if name is None:
                teachers = [self.class_teachers[each]]
            else:
                teachers = chosen.setdefault(name, self._least_loaded(name))
            groups = _groups(subject, each)
            sections = [
                self._section(each, subject, hours, group_name, pupils, teacher)
                for (group_name, pupils), teacher in zip(groups, teachers, strict=False)
            ]
            for section in sections:
                section.teacher.hours += hours
            each.units.append(Unit(subject, hours, sections))

    def _least_loaded(self, department: str) -> list[Teacher]:
        return sorted(self.by_department[department], key=lambda one: one.hours)[:2]

    def _section(
        self,
        each: SchoolClass,
        subject: str,
        hours: int,
        group_name: str,
        pupils: list[Someone],
        teacher: Teacher,
    ) -> Section:
        short = c.SHORT_TITLES.get(subject, subject if subject.isupper() else subject.lower())
        title = f"{each.shape.title} {short}" + (f", {group_name}" if group_name else "")
        return Section(
            next(self._ids), subject, group_name, title, hours, pupils, teacher, teacher.room
        )

    def _give_homeroom(self, each: SchoolClass) -> None:
        """One of the class's own teachers who leads no class yet; in 7А the one of Russian."""
        leading = {one.homeroom for one in self._classes}
        if each.shape.shift == 2:
            # An afternoon class talks while 7А, whose week is given, still has lessons.
            story = next(one for one in self._classes if one.shape.title == "7А")
            leading.update(teacher for unit in story.units for teacher in unit.teachers)
        own = [unit.sections[0].teacher for unit in each.units if unit.hours > 1]
        free = [one for one in own if one not in leading]
        free = free or [one for one in self.subject_teachers if one not in leading] or own
        leader = self.class_teachers.get(each) or free[0]
        each.homeroom = leader
        talks = self._section(each, c.TALKS, 1, "", each.pupils, leader)
        each.units.append(Unit(c.TALKS, 1, [talks]))
        leader.hours += 1

    def replace(self, each: SchoolClass, department: str, rng: Random) -> None:
        """Other teachers of the department for this class, where its week did not come together."""
        others = self.by_department[department][:]
        rng.shuffle(others)
        for unit in each.units:
            if (
                unit.subject != c.TALKS
                and c.department(unit.subject, each.shape.grade_level) == department
            ):
                for section, teacher in zip(unit.sections, others, strict=False):
                    section.teacher.hours -= unit.hours
                    teacher.hours += unit.hours
                    section.teacher, section.room = teacher, teacher.room


def _free_rooms() -> Iterator[str]:
    """101, 102 … without 214, which is kept for mathematics."""
    numbers = (floor * 100 + n for floor in range(1, 10) for n in range(1, 40))
    return (str(number) for number in numbers if number != 214)


def is_split(subject: str, each: SchoolClass) -> bool:
    """Whether the class is divided for it: from 25 pupils, and not in grade 1 (facts §2.4)."""
    grade = each.shape.grade_level
    own_teacher = c.department(subject, grade) is None
    return subject in c.SPLIT and not own_teacher and len(each.pupils) >= c.SPLIT_FROM_SIZE


def _groups(subject: str, each: SchoolClass) -> list[tuple[str, list[Someone]]]:
    """Group names with their pupils: halves by the list, for the crafts girls and boys."""
    if not is_split(subject, each):
        return [("", each.pupils)]
    if subject == c.BY_SEX:
        girls = [who for who in each.pupils if who.sex is Sex.FEMALE]
        boys = [who for who in each.pupils if who.sex is not Sex.FEMALE]
        if girls and boys:
            return [("девочки", girls), ("мальчики", boys)]
    half = len(each.pupils) // 2
    return [("гр. 1", each.pupils[:half]), ("гр. 2", each.pupils[half:])]
