"""A school of any size whose texts can be told apart: every pupil has a first name of their own.

So a message says by itself whom it is about, and nobody has to ask the program under test.
"""

import itertools
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert

from domain.people import sort_key
from storage import tables as t
from tests.simulation.names import name_of
from tests.support.consents import write_consents
from tests.support.school import BELLS

BEGAN = datetime(2026, 8, 25, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)  # a Tuesday; see tests.support.clock
MONDAY = date(2026, 11, 23)
PERIODS = (
    ("I четверть", date(2026, 9, 1), date(2026, 10, 23)),
    ("II четверть", date(2026, 11, 2), date(2026, 11, 27)),  # ends this week: final marks are open
    ("III четверть", date(2026, 11, 30), date(2027, 3, 26)),
    ("IV четверть", date(2027, 4, 5), date(2027, 5, 26)),
)
SUBJECTS = ("Алгебра", "История", "Физика", "Химия", "Биология", "География")
_LETTERS = "АБВГДЕ"
_CHAT_OF = 1_000_000  # plus the person's id
_WEEKS = 2


@dataclass(frozen=True, slots=True)
class Pupil:
    id: int
    name: str
    class_id: int
    guardians: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A subject of a class; `lessons` by date."""

    id: int
    subject_id: int
    title: str
    class_id: int
    teacher_id: int
    number: int
    lessons: dict[date, int] = field(default_factory=dict)


@dataclass(slots=True)
class Town:
    """The plan of the school and the rows that make it; people are named by their ids."""

    pupils: list[Pupil] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    teachers: list[int] = field(default_factory=list)
    classes: dict[int, int] = field(default_factory=dict)  # id → homeroom teacher
    deputy: int = 0
    admin: int = 0
    period_id: int = 2
    work_type_id: int = 1
    bindings: list[tuple[int, int, str, int | None]] = field(default_factory=list)
    rows: list[tuple[Table, list[dict[str, Any]]]] = field(default_factory=list)

    @staticmethod
    def chat(person_id: int) -> int:
        """The private chat of a person; everybody is connected from the beginning."""
        return _CHAT_OF + person_id

    def of_class(self, class_id: int) -> list[Pupil]:
        return [each for each in self.pupils if each.class_id == class_id]


def plan_town(
    classes: int = 2,
    per_class: int = 8,
    subjects: int = 3,
    *,
    two_guardians: float = 0.66,
    siblings: float = 0.2,
    own_phones: float = 0.25,
) -> Town:
    """The same plan for the same numbers; the last ones are shares of the pupils."""
    town = Town()
    chance = random.Random(1)
    people: list[dict[str, Any]] = []
    numbers = itertools.count(1)

    def person(given: str, family: str, sex: str | None) -> int:
        number = next(numbers)
        people.append(_person(number, given, family, sex))
        return number

    town.teachers = [person("Учитель", f"Предметный{n}", "m") for n in range(subjects)]
    town.deputy = person("Завуч", "Главный", "f")
    town.admin = person("Администратор", "Главный", None)
    mother = 0
    for number in range(classes * per_class):
        if not mother or chance.random() >= siblings:
            mother = person("Мама", f"Родова{number}", "f")
        guardians = [mother]
        if chance.random() < two_guardians:
            guardians.append(person("Папа", f"Родов{number}", "m"))
        pupil_id = person(name_of(number), f"Родова{number}", "mf"[number % 2])
        class_id = number // per_class + 1
        town.pupils.append(Pupil(pupil_id, name_of(number), class_id, tuple(guardians)))
    _plan_sections(town, classes, subjects)
    _plan_bindings(town, chance, own_phones)
    town.rows = [*_frame(), (t.person, people), *_rows(town, classes, subjects)]
    return town


def write_town(connection: Connection, town: Town) -> None:
    """Into an empty database; the caller commits."""
    for table, rows in town.rows:
        if rows:
            connection.execute(insert(table), rows)
    write_consents(connection)


def _person(number: int, given: str, family: str, sex: str | None) -> dict[str, Any]:
    return {
        "id": number,
        "sourced_id": f"p{number}",
        "school_id": 1,
        "family_name": family,
        "given_name": given,
        "sex": sex,
        "sort_key": sort_key(family, given, ""),
    }


def _plan_sections(town: Town, classes: int, subjects: int) -> None:
    lessons = itertools.count(1)
    sections = itertools.count(1)
    for class_id in range(1, classes + 1):
        town.classes[class_id] = town.teachers[class_id % subjects]
        for index in range(subjects):
            section = Section(
                next(sections), index + 1, SUBJECTS[index], class_id, town.teachers[index], index
            )
            for offset in range(-7, 7 * _WEEKS):
                day = MONDAY + timedelta(days=offset)
                if day.isoweekday() < 6:
                    section.lessons[day] = next(lessons)
            town.sections.append(section)


def _plan_bindings(town: Town, chance: random.Random, own_phones: float) -> None:
    for person_id in (*town.teachers, town.deputy, town.admin):
        town.bindings.append((town.chat(person_id), person_id, "staff", None))
    for pupil in town.pupils:
        for guardian in pupil.guardians:
            town.bindings.append((town.chat(guardian), guardian, "guardian", pupil.id))
        if chance.random() < own_phones:
            town.bindings.append((town.chat(pupil.id), pupil.id, "student", pupil.id))


def _frame() -> list[tuple[Table, list[dict[str, Any]]]]:
    periods = [
        {
            "id": number,
            "sourced_id": f"q{number}",
            "school_id": 1,
            "kind": "quarter",
            "ordinal": number,
            "title": title,
            "school_year": 2027,
            "begins": begins,
            "ends": ends,
        }
        for number, (title, begins, ends) in enumerate(PERIODS, start=1)
    ]
    bells = [
        {"bell_schedule_id": 1, "number": number, "starts": starts, "ends": ends}
        for number, (starts, ends) in enumerate(BELLS, start=1)
    ]
    answer = {
        "id": 1,
        "school_id": 1,
        "code": "answer",
        "title": "Ответ на уроке",
        "short_title": "отв.",
    }
    forecasts = {"weekly_digest_weekday": TODAY.isoweekday()}  # they leave this evening
    school = {"id": 1, "sourced_id": "s", "name": "Школа № 1", "imported_at": BEGAN}
    return [
        (t.school, [school | {"policy": forecasts}]),
        (t.bell_schedule, [{"id": 1, "school_id": 1, "title": "I смена"}]),
        (t.class_period, bells),
        (t.grading_period, periods),
        (t.work_type, [answer]),
    ]


def _rows(town: Town, classes: int, subjects: int) -> list[tuple[Table, list[dict[str, Any]]]]:
    wards = {(guardian, pupil.id) for pupil in town.pupils for guardian in pupil.guardians}
    chats = dict.fromkeys(chat for chat, *_rest in town.bindings)
    begins = PERIODS[0][1]
    return [
        (t.role_assignment, _roles(town)),
        (t.guardianship, [{"guardian_id": a, "student_id": b} for a, b in sorted(wards)]),
        (t.school_class, [_class(town, number) for number in range(1, classes + 1)]),
        (
            t.enrollment,
            [
                {"student_id": each.id, "school_class_id": each.class_id, "begins": begins}
                for each in town.pupils
            ],
        ),
        (
            t.subject,
            [
                {"id": n + 1, "sourced_id": f"s{n}", "school_id": 1, "title": SUBJECTS[n]}
                for n in range(subjects)
            ],
        ),
        (t.section, [_section(each) for each in town.sections]),
        (
            t.section_student,
            [
                {"section_id": each.id, "student_id": pupil.id, "begins": begins}
                for each in town.sections
                for pupil in town.of_class(each.class_id)
            ],
        ),
        (t.lesson, [_lesson(each, day) for each in town.sections for day in each.lessons]),
        (t.chat, [{"id": each, "locale": "ru", "created_at": BEGAN} for each in chats]),
        (t.binding, [_binding(*each) for each in town.bindings]),
    ]


def _roles(town: Town) -> list[dict[str, Any]]:
    return [
        *({"person_id": each, "role": "teacher"} for each in town.teachers),
        {"person_id": town.deputy, "role": "deputy_principal"},
        {"person_id": town.admin, "role": "system_admin"},
    ]


def _class(town: Town, number: int) -> dict[str, Any]:
    grade, letter = 7 + (number - 1) // len(_LETTERS) % 5, _LETTERS[(number - 1) % len(_LETTERS)]
    return {
        "id": number,
        "sourced_id": f"c{number}",
        "school_id": 1,
        "grade_level": grade,
        "letter": letter,
        "title": f"{grade}{letter}{number}",
        "homeroom_teacher_id": town.classes[number],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "sourced_id": f"x{section.id}",
        "school_id": 1,
        "subject_id": section.subject_id,
        "school_class_id": section.class_id,
        "title": f"{section.title} {section.id}",
        "grade_level": 7,
        "teacher_id": section.teacher_id,
    }


def _lesson(section: Section, day: date) -> dict[str, Any]:
    starts, ends = BELLS[section.number]
    return {
        "id": section.lessons[day],
        "section_id": section.id,
        "date": day,
        "number": section.number + 1,
        "starts": starts,
        "ends": ends,
        "teacher_id": section.teacher_id,
        "location": "201",
    }


def _binding(chat_id: int, person_id: int, role: str, student_id: int | None) -> dict[str, Any]:
    return {
        "chat_id": chat_id,
        "person_id": person_id,
        "role": role,
        "student_id": student_id,
        "bound_at": BEGAN,
    }
