"""A small made-up school that tests can hold in the head.

Today is Tuesday, 24 November 2026, 10:40, the third lesson (see `clock`). 7А has algebra (Орлова,
who leads the class), history (Кузнецов), physics (Соколова) and English in two groups; 7Б shares
Кузнецов; 1Б is a first grade. A second school has one pupil, for looks over the fence.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import sort_key
from storage import tables as t
from tests.support.consents import everybody_consents

BEGAN = datetime(2026, 8, 25, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
TODAY = date(2026, 11, 24)
BELLS = ((510, 555), (565, 610), (630, 675), (695, 740), (750, 795), (805, 850), (860, 905))

# weekday → (number, section) of 7А; English meets in both groups at once.
WEEK_7A: dict[int, tuple[tuple[int, str], ...]] = {
    1: ((1, "history"), (2, "algebra")),
    2: ((1, "physics"), (2, "history"), (3, "algebra"), (4, "english1"), (4, "english2")),
    3: ((1, "algebra"), (2, "physics")),
    4: ((1, "history"), (2, "english1"), (2, "english2")),
    5: ((1, "algebra"), (2, "physics")),
}
WEEK_7B: dict[int, tuple[tuple[int, str], ...]] = {2: ((3, "history_7b"),), 5: ((3, "history_7b"),)}
WEEK_1B: dict[int, tuple[tuple[int, str], ...]] = dict.fromkeys((1, 2, 3, 4, 5), ((1, "maths_1b"),))

PEOPLE: dict[str, tuple[str, str, str, str | None]] = {
    # pupils of 7А
    "anna": ("Иванова", "Анна", "Дмитриевна", "f"),
    "petr": ("Белов", "Пётр", "", "m"),
    "darya": ("Ёлкина", "Дарья", "Олеговна", "f"),
    "ivan_a": ("Смирнов", "Иван", "Алексеевич", "m"),
    "ivan_b": ("Смирнов", "Иван", "Борисович", "m"),
    "sasha": ("Шевченко", "Саша", "", None),
    # 7Б, 1Б
    "oleg": ("Волков", "Олег", "Игоревич", "m"),
    "misha": ("Иванов", "Михаил", "Дмитриевич", "m"),
    # guardians
    "elena": ("Иванова", "Елена", "Сергеевна", "f"),
    "dmitry": ("Иванов", "Дмитрий", "Павлович", "m"),
    "olga": ("Белова", "Ольга", "Ивановна", "f"),
    # staff
    "orlova": ("Орлова", "Марина", "Петровна", "f"),
    "kuznetsov": ("Кузнецов", "Игорь", "Львович", "m"),
    "sokolova": ("Соколова", "Ирина", "Андреевна", "f"),
    "deputy": ("Громова", "Татьяна", "Юрьевна", "f"),
    "admin": ("Лаптев", "Сергей", "", "m"),
}
CLASS_7A = ("anna", "petr", "darya", "ivan_a", "ivan_b", "sasha")
GROUPS = {"english1": CLASS_7A[:3], "english2": CLASS_7A[3:]}
GUARDIANS = {"elena": ("anna", "misha"), "dmitry": ("anna",), "olga": ("petr",)}
STAFF = {
    "orlova": "teacher",
    "kuznetsov": "teacher",
    "sokolova": "teacher",
    "deputy": "deputy_principal",
    "admin": "system_admin",
}
SECTIONS = {
    # name: (subject, class, teacher, group, pupils)
    "algebra": ("Алгебра", "7А", "orlova", "", CLASS_7A),
    "history": ("История", "7А", "kuznetsov", "", CLASS_7A),
    "physics": ("Физика", "7А", "sokolova", "", CLASS_7A),
    "english1": ("Английский язык", "7А", "orlova", "гр. 1", GROUPS["english1"]),
    "english2": ("Английский язык", "7А", "sokolova", "гр. 2", GROUPS["english2"]),
    "history_7b": ("История", "7Б", "kuznetsov", "", ("oleg",)),
    "maths_1b": ("Математика", "1Б", "sokolova", "", ("misha",)),
}
CLASSES = {"7А": (7, "А", "orlova"), "7Б": (7, "Б", "kuznetsov"), "1Б": (1, "Б", "sokolova")}
PERIODS = (
    ("I четверть", date(2026, 9, 1), date(2026, 10, 23)),
    ("II четверть", date(2026, 11, 2), date(2026, 12, 30)),
    ("III четверть", date(2027, 1, 11), date(2027, 3, 26)),
    ("IV четверть", date(2027, 4, 5), date(2027, 5, 26)),
)
WORK_TYPES = (
    ("answer", "Ответ на уроке", "отв.", 1, False),
    ("test", "Контрольная работа", "к/р", 3, True),
    ("homework", "Домашнее задание", "д/з", 1, False),
)
DAYS_OPEN = {"answer": 0, "test": 7, "homework": 0}  # as in a new school


@dataclass
class SmallSchool:
    """Ids by the names above. Lessons by (section, date)."""

    id: int = 1
    people: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    lessons: dict[tuple[str, date], int] = field(default_factory=dict)
    periods: dict[str, int] = field(default_factory=dict)
    work_types: dict[str, int] = field(default_factory=dict)
    stranger_pupil: int = 0

    def __getitem__(self, name: str) -> int:
        return self.people[name]

    def lesson(self, section: str, day: date = TODAY) -> int:
        return self.lessons[section, day]


async def build_school(connection: AsyncConnection) -> SmallSchool:
    """Writes the school; the caller commits."""
    school = SmallSchool()
    writer = _Writer(connection)
    await writer.add(t.school, sourced_id="school-1", name="Школа № 1", imported_at=BEGAN)
    other = await writer.add(t.school, sourced_id="school-2", name="Школа № 2")
    await _people(writer, school, other)
    await _calendar(writer, school)
    await _classes(writer, school)
    await _sections(writer, school)
    await _lessons(writer, school)
    await everybody_consents(connection)
    for ordinal, (code, title, short, weight, is_control) in enumerate(WORK_TYPES):
        school.work_types[code] = await writer.add(
            t.work_type,
            school_id=school.id,
            code=code,
            title=title,
            short_title=short,
            weight=weight,
            is_control=is_control,
            days_open=DAYS_OPEN[code],
            ordinal=ordinal,
        )
    return school


class _Writer:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, table: Table, **values: Any) -> int:
        done = await self._connection.execute(insert(table).values(**values))
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])


async def _people(writer: _Writer, school: SmallSchool, other_school: int) -> None:
    for name, (family, given, middle, sex) in PEOPLE.items():
        school.people[name] = await _person(writer, school.id, name, family, given, middle, sex)
    school.stranger_pupil = await _person(
        writer, other_school, "stranger", "Чужая", "Вера", "", "f"
    )
    for name, role in STAFF.items():
        await writer.add(t.role_assignment, person_id=school[name], role=role)
    for guardian, children in GUARDIANS.items():
        for child in children:
            await writer.add(t.guardianship, guardian_id=school[guardian], student_id=school[child])


async def _person(
    writer: _Writer,
    school_id: int,
    name: str,
    family: str,
    given: str,
    middle: str,
    sex: str | None,
) -> int:
    return await writer.add(
        t.person,
        sourced_id=name,
        school_id=school_id,
        family_name=family,
        given_name=given,
        middle_name=middle,
        sex=sex,
        sort_key=sort_key(family, given, middle),
    )


async def _calendar(writer: _Writer, school: SmallSchool) -> None:
    bells = await writer.add(t.bell_schedule, school_id=school.id, title="I смена")
    for number, (starts, ends) in enumerate(BELLS, start=1):
        await writer.add(
            t.class_period, bell_schedule_id=bells, number=number, starts=starts, ends=ends
        )
    for ordinal, (title, begins, ends_on) in enumerate(PERIODS, start=1):
        school.periods[title] = await writer.add(
            t.grading_period,
            sourced_id=f"q{ordinal}",
            school_id=school.id,
            kind="quarter",
            ordinal=ordinal,
            title=title,
            school_year=2027,
            begins=begins,
            ends=ends_on,
        )
    school.periods["year"] = await writer.add(
        t.grading_period,
        sourced_id="year",
        school_id=school.id,
        kind="school_year",
        ordinal=0,
        title="2026/27",
        school_year=2027,
        begins=PERIODS[0][1],
        ends=PERIODS[-1][2],
    )
    await writer.add(
        t.holiday,
        school_id=school.id,
        title="Осенние каникулы",
        begins=date(2026, 10, 24),
        ends=date(2026, 11, 1),
    )


async def _classes(writer: _Writer, school: SmallSchool) -> None:
    for title, (grade, letter, teacher) in CLASSES.items():
        school.classes[title] = await writer.add(
            t.school_class,
            sourced_id=f"class-{title}",
            school_id=school.id,
            grade_level=grade,
            letter=letter,
            title=title,
            homeroom_teacher_id=school[teacher],
        )
    members = {"7А": CLASS_7A, "7Б": ("oleg",), "1Б": ("misha",)}
    for title, names in members.items():
        for name in names:
            await writer.add(
                t.enrollment,
                student_id=school[name],
                school_class_id=school.classes[title],
                begins=PERIODS[0][1],
            )


async def _sections(writer: _Writer, school: SmallSchool) -> None:
    for name, (subject, class_title, teacher, group, pupils) in SECTIONS.items():
        if subject not in school.subjects:
            school.subjects[subject] = await writer.add(
                t.subject, sourced_id=f"subject-{subject}", school_id=school.id, title=subject
            )
        school.sections[name] = await writer.add(
            t.section,
            sourced_id=f"section-{name}",
            school_id=school.id,
            subject_id=school.subjects[subject],
            school_class_id=school.classes[class_title],
            title=" ".join(filter(None, (class_title, subject.lower(), group))),
            group_name=group,
            grade_level=CLASSES[class_title][0],
            teacher_id=school[teacher],
        )
        for pupil in pupils:
            await writer.add(
                t.section_student,
                section_id=school.sections[name],
                student_id=school[pupil],
                begins=PERIODS[0][1],
            )


async def _lessons(writer: _Writer, school: SmallSchool) -> None:
    """Four weeks around today."""
    for offset in range(-14, 14):
        day = MONDAY + timedelta(days=offset)
        for week in (WEEK_7A, WEEK_7B, WEEK_1B):
            for number, name in week.get(day.isoweekday(), ()):
                starts, ends = BELLS[number - 1]
                school.lessons[name, day] = await writer.add(
                    t.lesson,
                    section_id=school.sections[name],
                    date=day,
                    number=number,
                    starts=starts,
                    ends=ends,
                    teacher_id=school[SECTIONS[name][2]],
                    location=str(200 + number),
                )
