"""What each grade is taught: weekly hours, subgroups, departments, bells (facts.md §2.4, §3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.curriculum.area_model import Area, likely_area

TALKS = "Разговоры о важном"  # extracurricular, Monday's first lesson, led by the homeroom teacher
RUSSIAN, READING, LITERATURE = "Русский язык", "Литературное чтение", "Литература"
ENGLISH, MATHS = "Английский язык", "Математика"
ALGEBRA, GEOMETRY, STATISTICS = "Алгебра", "Геометрия", "Вероятность и статистика"
INFORMATICS, HISTORY, SOCIETY = "Информатика", "История", "Обществознание"
GEOGRAPHY, PHYSICS, CHEMISTRY, BIOLOGY = "География", "Физика", "Химия", "Биология"
WORLD, RELIGIONS, CULTURE = "Окружающий мир", "ОРКСЭ", "ОДНКНР"
ART, MUSIC, CRAFTS = "ИЗО", "Музыка", "Труд (технология)"
SPORT, SAFETY, PROJECT = "Физкультура", "ОБЗР", "Индивидуальный проект"
LITERACY = "Функциональная грамотность"
BEHAVIOUR = "Поведение"  # no subject of lessons; the program keeps it where behaviour is marked
POLICY = {"behaviour_scale": "words"}  # what the demo's schools have otherwise than a new one

UNMARKED = frozenset({TALKS, RELIGIONS, LITERACY})  # facts §2.1
WITHOUT_HOMEWORK = UNMARKED | {SPORT}
SPLIT = frozenset({ENGLISH, CRAFTS, INFORMATICS})  # facts §2.4: in two groups …
SPLIT_FROM_SIZE = 25  # … from this many pupils in towns
BY_SEX = CRAFTS  # the only subject whose groups are girls and boys

PROFILES = ("Технологический", "Гуманитарный")  # of classes А, В, … and of Б, Г, …
PROFILED_GRADES = (10, 11)
FORMED = {LITERACY: 1, PROJECT: 1}  # hours of the part that school and families form

# Where a section is named after its subject: «7А английский, гр. 1».
SHORT_TITLES = {ENGLISH: "английский", CRAFTS: "труд", STATISTICS: "вероятность"}

_PRIMARY = (RUSSIAN, READING, ENGLISH, MATHS, WORLD, RELIGIONS, ART, MUSIC, CRAFTS, SPORT, LITERACY)
_PRIMARY_HOURS = {
    1: (5, 4, 0, 4, 2, 0, 1, 1, 1, 3, 0),
    2: (5, 4, 2, 4, 2, 0, 1, 1, 1, 2, 1),
    3: (5, 4, 2, 4, 2, 0, 1, 1, 1, 2, 1),
    4: (5, 4, 2, 4, 2, 1, 1, 1, 1, 2, 0),
}
_BASIC: tuple[tuple[str, tuple[int, int, int, int, int]], ...] = (
    (RUSSIAN, (5, 6, 4, 4, 3)),
    (LITERATURE, (3, 3, 2, 2, 3)),
    (ENGLISH, (3, 3, 3, 3, 3)),
    (MATHS, (5, 5, 0, 0, 0)),
    (ALGEBRA, (0, 0, 3, 3, 3)),
    (GEOMETRY, (0, 0, 2, 2, 2)),
    (STATISTICS, (0, 0, 1, 1, 1)),
    (INFORMATICS, (0, 0, 1, 1, 1)),
    (HISTORY, (3, 3, 3, 2, 2)),
    (SOCIETY, (0, 0, 0, 1, 1)),
    (GEOGRAPHY, (1, 1, 2, 2, 2)),
    (PHYSICS, (0, 0, 2, 2, 3)),
    (CHEMISTRY, (0, 0, 0, 2, 2)),
    (BIOLOGY, (1, 1, 2, 2, 2)),
    (CULTURE, (1, 1, 0, 0, 0)),
    (ART, (1, 1, 1, 0, 0)),
    (MUSIC, (1, 1, 1, 1, 0)),
    (CRAFTS, (2, 2, 2, 1, 1)),
    (SAFETY, (0, 0, 0, 1, 1)),
    (SPORT, (3, 3, 3, 3, 3)),
)
_TECHNOLOGICAL: dict[str, int] = {
    RUSSIAN: 2, LITERATURE: 3, ENGLISH: 3, ALGEBRA: 4, GEOMETRY: 3, STATISTICS: 1, INFORMATICS: 3,
    PHYSICS: 4, HISTORY: 2, SOCIETY: 2, CHEMISTRY: 1, BIOLOGY: 1, GEOGRAPHY: 1, SAFETY: 1, SPORT: 2,
}  # fmt: skip
_HUMANITARIAN: dict[str, int] = {
    RUSSIAN: 3, LITERATURE: 5, ENGLISH: 3, ALGEBRA: 3, GEOMETRY: 2, STATISTICS: 1, INFORMATICS: 1,
    PHYSICS: 2, HISTORY: 3, SOCIETY: 4, CHEMISTRY: 1, BIOLOGY: 1, GEOGRAPHY: 1, SAFETY: 1, SPORT: 2,
}  # fmt: skip


def weekly_hours(grade_level: int, class_index: int) -> dict[str, int]:
    """Subject → lessons a week; in grades 10 and 11 the profile goes by the class."""
    if grade_level <= 4:
        hours = dict(zip(_PRIMARY, _PRIMARY_HOURS[grade_level], strict=True))
    elif grade_level <= 9:
        hours = {subject: by_grade[grade_level - 5] for subject, by_grade in _BASIC}
    else:
        hours = dict(_TECHNOLOGICAL if class_index % 2 == 0 else _HUMANITARIAN)
        hours[PROJECT if grade_level == 10 else RUSSIAN] = (
            hours.get(PROJECT if grade_level == 10 else RUSSIAN, 0) + 1
        )
    return {subject: count for subject, count in hours.items() if count}


def subjects() -> list[tuple[str, bool, bool, str]]:
    """Whatever is taught, by title: whether with marks, with homework, and its area."""
    taught = {
        subject
        for grade in range(1, 12)
        for index in range(len(PROFILES))
        for subject in weekly_hours(grade, index)
    }
    return [
        (each, each not in UNMARKED, each not in WITHOUT_HOMEWORK, likely_area(each) or Area.OTHER)
        for each in sorted(taught | {TALKS})
    ]


# Who can teach what: the first department that lists the subject; primary classes have their own
# teacher for everything that no specialist takes.
DEPARTMENTS: Mapping[str, tuple[str, ...]] = {
    "русский": (RUSSIAN, LITERATURE),
    "английский": (ENGLISH,),
    "математика": (MATHS, ALGEBRA, GEOMETRY, STATISTICS),
    "информатика": (INFORMATICS,),
    "история": (HISTORY, SOCIETY, CULTURE),
    "география": (GEOGRAPHY,),
    "физика": (PHYSICS, PROJECT),
    "химия и биология": (CHEMISTRY, BIOLOGY),
    "искусство": (ART, MUSIC),
    "труд": (CRAFTS,),
    "физкультура": (SPORT, SAFETY),
}
SPECIALISTS_IN_PRIMARY = frozenset({ENGLISH, MUSIC, SPORT})
_DEPARTMENT_OF = {subject: name for name, subjects in DEPARTMENTS.items() for subject in subjects}


def department(subject: str, grade_level: int) -> str | None:
    """Whose lesson it is; None: the class teacher's."""
    if subject == TALKS or (grade_level <= 4 and subject not in SPECIALISTS_IN_PRIMARY):
        return None
    return _DEPARTMENT_OF[subject]


# 7А exactly as facts §3.3 prints it; the first lesson of Monday is TALKS.
TIMETABLE_7A: tuple[tuple[str, ...], ...] = (
    (TALKS, RUSSIAN, ALGEBRA, HISTORY, ENGLISH, BIOLOGY, SPORT),
    (GEOMETRY, LITERATURE, PHYSICS, GEOGRAPHY, RUSSIAN, CRAFTS, CRAFTS),
    (ALGEBRA, ENGLISH, RUSSIAN, HISTORY, INFORMATICS, SPORT),
    (HISTORY, PHYSICS, GEOMETRY, LITERATURE, GEOGRAPHY, ART, BIOLOGY),
    (RUSSIAN, ALGEBRA, ENGLISH, STATISTICS, MUSIC, SPORT),
)


@dataclass(frozen=True, slots=True)
class Bells:
    """A bell table: (starts, ends) in minutes after midnight by lesson number from 1."""

    title: str
    periods: tuple[tuple[int, int], ...]


def _bells(title: str, text: str) -> Bells:
    def minutes(clock: str) -> int:
        hours, rest = clock.split(":")
        return int(hours) * 60 + int(rest)

    pairs = (period.split("-") for period in text.split())
    return Bells(title, tuple((minutes(starts), minutes(ends)) for starts, ends in pairs))


FIRST_SHIFT = _bells(
    "Первая смена",
    "8:30-9:15 9:25-10:10 10:30-11:15 11:35-12:20 12:30-13:15 13:25-14:10 14:20-15:05",
)
# 40 minutes a lesson, so that seven of them end at 19:00 (facts §2.4).
SECOND_SHIFT = _bells(
    "Вторая смена",
    "13:00-13:40 13:50-14:30 14:50-15:30 15:50-16:30 16:40-17:20 17:30-18:10 18:20-19:00",
)
# Grade 1: lessons of 35 minutes to December, of 40 from January; a long pause after the second.
FIRST_GRADE_AUTUMN = _bells(
    "1 класс, сентябрь — декабрь", "8:30-9:05 9:15-9:50 10:30-11:05 11:20-11:55 12:05-12:40"
)
FIRST_GRADE_SPRING = _bells(
    "1 класс, январь — май", "8:30-9:10 9:20-10:00 10:30-11:10 11:25-12:05 12:15-12:55"
)
BELLS = (FIRST_SHIFT, SECOND_SHIFT, FIRST_GRADE_AUTUMN, FIRST_GRADE_SPRING)
FIRST_GRADE_LESSONS_IN_AUTUMN = 3  # a day, through the first quarter (facts §2.4)
