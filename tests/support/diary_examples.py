"""What may stand in a diary, ordinary and nasty: examples for the screens of families."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.access import Role
from domain.actor import Actor
from domain.attendance.model import MissedLesson, Reason, Status
from domain.calendar import GradingPeriod, PeriodKind, School, ShownPeriod
from domain.hat import Hat
from domain.homework.model import Homework
from domain.marks.model import (
    BriefMark,
    Mark,
    SubjectRow,
    WorkType,
)
from domain.marks.value import MarkValue
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from domain.schedule.model import Lesson
from handlers.words import LOCALES

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 10, 40, tzinfo=MOSCOW)
SCHOOL = School(1, "Школа <№ 1> & Ко", MOSCOW, SchoolPolicy())
POLICY = SCHOOL.policy
BIG = 2**53  # the widest id that a button may carry

letters = st.sampled_from("абвгд АБ<>&\"'.,*_[]()ё—😀")
words = st.text(letters, min_size=1, max_size=128).map(str.strip).filter(bool)
long_texts = st.one_of(words, st.text(letters, max_size=5000))
ids = st.integers(1, BIG)
days = st.dates(date(2026, 9, 1), date(2027, 5, 31))
grades = st.integers(1, 11)
students = st.builds(
    Student,
    id=ids,
    family_name=words,
    given_name=words.map(lambda text: text[:100]),
    school_id=st.just(1),
    class_title=st.sampled_from(["7А", "11 «Ю&Г»", ""]),
    grade_level=grades,
)
teachers = st.one_of(
    st.none(),
    st.builds(Person, id=ids, family_name=words, given_name=words, middle_name=st.just("Ивановна")),
)
periods = st.builds(
    GradingPeriod,
    id=ids,
    kind=st.sampled_from([PeriodKind.QUARTER, PeriodKind.MODULE]),
    ordinal=st.integers(1, 12),
    title=words.map(lambda text: text[:64]),
    school_year=st.integers(2025, 2027),
    begins=days,
    ends=days,
)


@st.composite
def shown_periods(draw: st.DrawFn) -> ShownPeriod:
    begun = draw(st.lists(periods, min_size=1, max_size=20, unique_by=lambda each: each.id))
    begun.sort(key=lambda each: (each.school_year, each.begins))
    return ShownPeriod(draw(st.sampled_from(begun)), tuple(begun))


CODES = ("2", "3", "4", "5", "5-", "4+", "2-", "cr", "nc", "ex", "pt")  # of current marks
mark_values = st.sampled_from(CODES).map(MarkValue.of)
brief_marks = st.builds(BriefMark, mark_values, st.integers(1, 5), st.booleans(), st.booleans())
subject_rows = st.builds(SubjectRow, ids, words, st.lists(brief_marks, max_size=90).map(tuple))
full_marks = st.builds(
    Mark,
    id=ids,
    student_id=ids,
    section_id=ids,
    subject_id=ids,
    subject=words,
    date=days,
    value=mark_values,
    work_type=st.builds(
        WorkType,
        id=ids,
        code=st.just("test"),
        title=words.map(lambda text: text[:64]),
        short_title=st.just("к/р"),
        weight=st.integers(1, 9),
        counts=st.booleans(),
    ),
    topic=long_texts,
    comment=long_texts,
    teacher=teachers,
    is_corrected=st.booleans(),
)
pieces_of_homework = st.builds(
    Homework,
    id=ids,
    section_id=ids,
    subject=words,
    due_lesson_id=st.none(),
    due_date=days,
    text=long_texts,
    subject_id=ids,
    due_number=st.one_of(st.none(), st.integers(1, 9)),
    due_starts=st.one_of(st.none(), st.integers(480, 1100)),
)
missed_lessons = st.builds(
    MissedLesson,
    lesson_id=ids,
    date=days,
    number=st.integers(1, 12),
    subject=words,
    status=st.sampled_from([Status.ABSENT, Status.LATE]),
    reason=st.sampled_from(Reason),
    minutes_late=st.one_of(st.none(), st.integers(1, 45)),
)
pages = st.integers(0, 9999)
locales = st.sampled_from(LOCALES)


def lesson_of(day: date, number: int, title: str, place: str, is_changed: bool) -> Lesson:
    starts = 480 + 55 * number
    return Lesson(
        id=day.toordinal() * 100 + number,
        section_id=number,
        date=day,
        number=number,
        starts=starts,
        ends=starts + 45,
        subject=title,
        group_name="гр. 1",
        location=place,
        teacher=Person(5, "Константинопольский-Задунайский", "Александр", "Ярополкович"),
        is_cancelled=is_changed and number == 2,
        is_substituted=is_changed,
        replaces_subject=title if is_changed and number == 3 else None,
        change_note="",
        topic="",
        attendance_taken_at=None,
    )


def actor_of(*students: Student) -> Actor:
    parent = Person(7, "Иванова", "Елена", "Сергеевна")
    hats = tuple(
        Hat(number, parent, SCHOOL, frozenset({Role.GUARDIAN}), student)
        for number, student in enumerate(students, start=1)
    )
    return Actor(1, hats, hats[0])
