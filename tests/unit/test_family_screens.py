"""Every family screen, rich and plain, with ordinary and with nasty data."""

import itertools
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.access import READINGS
from domain.attendance.model import MissedLesson, PeriodAttendance, Reason, Status
from domain.calendar import GradingPeriod, Holiday, PeriodKind, ShownPeriod
from domain.final_marks.model import SubjectFinals, YearFinals
from domain.homework.model import (
    Homework,
    HomeworkBySubject,
    HomeworkDay,
    SubjectHomework,
    Unset,
)
from domain.lessons.record import RecordState
from domain.marks.averages import suggested_mark, weighted_average
from domain.marks.model import (
    BriefMark,
    Mark,
    PeriodMarks,
    SubjectMarks,
    SubjectRow,
    SubjectSummary,
    WorkType,
)
from domain.marks.value import MarkValue
from domain.overview.model import BriefLesson, DiaryOverview, SchoolDay
from domain.people import Student
from domain.schedule.model import StudentDays
from domain.session import Session
from handlers.attendance.screens import period_screen as attendance_screen
from handlers.final_marks.screens import year_screen
from handlers.help.screens import help_screen, old_button_screen, stranger_screen, unknown_screen
from handlers.homework.screens import day_screen as homework_day_screen
from handlers.homework.screens import subject_screen as homework_subject_screen
from handlers.homework.screens import subjects_screen
from handlers.marks.screens import period_screen, subject_screen
from handlers.menu.screens import diary_menu, hats_screen
from handlers.schedule.screens import day_screen, week_screen
from handlers.screen import Screen
from handlers.settings.screens import language_screen, settings_screen
from handlers.words import LOCALES, speaking
from tests.support.diary_examples import (
    BIG,
    NOON,
    POLICY,
    SCHOOL,
    TODAY,
    actor_of,
    days,
    full_marks,
    lesson_of,
    locales,
    missed_lessons,
    pages,
    periods,
    pieces_of_homework,
    shown_periods,
    students,
    subject_rows,
    words,
)
from tests.support.rendering import check_complete, rendered
from tests.support.trials import trials

patient = settings(
    max_examples=trials(40),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def summary(row: SubjectRow) -> SubjectSummary:
    average = weighted_average(row.marks)
    return SubjectSummary(row, average, suggested_mark(average, POLICY))


@patient
@given(locales, students, shown_periods(), st.lists(subject_rows, max_size=30), pages)
def test_marks_of_a_period(
    locale: str, student: Student, period: ShownPeriod, rows: list[SubjectRow], page: int
) -> None:
    marks = PeriodMarks(student, SCHOOL, period, tuple(summary(row) for row in rows))
    with speaking(locale):
        check_complete(period_screen(marks, page))


@patient
@given(locales, students, shown_periods(), words, st.lists(full_marks, max_size=25), pages)
def test_marks_of_a_subject(
    locale: str, student: Student, period: ShownPeriod, title: str, found: list[Mark], page: int
) -> None:
    average = weighted_average(found)
    marks = SubjectMarks(
        student,
        SCHOOL,
        period,
        BIG,
        title,
        tuple(found),
        average,
        suggested_mark(average, POLICY),
    )
    with speaking(locale):
        check_complete(subject_screen(marks, page))


@patient
@given(locales, students, st.lists(pieces_of_homework, max_size=12), st.data())
def test_homework(
    locale: str, student: Student, homework: list[Homework], data: st.DataObject
) -> None:
    page = data.draw(pages)
    before, after = data.draw(st.tuples(st.one_of(st.none(), days), st.one_of(st.none(), days)))
    unset = data.draw(st.lists(st.builds(Unset, words, st.sampled_from(RecordState), days)))
    day = HomeworkDay(
        student,
        SCHOOL,
        data.draw(days),
        tuple(homework),
        before,
        after,
        tuple(unset[:8]),
        data.draw(st.sampled_from((None, NOON))),
    )
    by_subject = HomeworkBySubject(student, SCHOOL, TODAY, tuple(homework))
    of_subject = SubjectHomework(student, SCHOOL, BIG, data.draw(words), tuple(homework))
    with speaking(locale):
        check_complete(homework_day_screen(day, TODAY, page))
        check_complete(subjects_screen(by_subject, page))
        check_complete(homework_subject_screen(of_subject, TODAY, page))


@patient
@given(locales, students, shown_periods(), st.lists(missed_lessons, max_size=60), pages)
def test_attendance(
    locale: str, student: Student, period: ShownPeriod, missed: list[MissedLesson], page: int
) -> None:
    attendance = PeriodAttendance(student, SCHOOL, period, tuple(missed))
    with speaking(locale):
        check_complete(attendance_screen(attendance, page))


@patient
@given(locales, students, st.lists(periods, max_size=8, unique_by=lambda each: each.id), st.data())
def test_final_marks(
    locale: str, student: Student, columns: list[GradingPeriod], data: st.DataObject
) -> None:
    marks = st.dictionaries(
        st.sampled_from([each.id for each in columns]) if columns else st.nothing(),
        st.sampled_from([MarkValue.of(code) for code in ("2", "5", "cr", "nc", "ex", "na")]),
    )
    rows = data.draw(st.lists(st.builds(SubjectFinals, words, marks), max_size=60))
    finals = YearFinals(student, SCHOOL, 2027, tuple(columns), tuple(rows), (2026, 2025))
    with speaking(locale):
        check_complete(year_screen(finals, data.draw(pages)))


@patient
@given(locales, students, words, words, st.booleans(), st.integers(0, 120))
def test_the_day_the_week_and_the_menu(
    locale: str, student: Student, title: str, place: str, is_changed: bool, unread: int
) -> None:
    lessons = tuple(
        lesson_of(TODAY + timedelta(days=offset), number, title, place[:32], is_changed)
        for offset in range(-1, 5)
        for number in range(1, 9)
    )
    week = StudentDays(student, SCHOOL, date(2026, 11, 23), date(2026, 11, 29), lessons, ())
    set_for = [
        Homework(1, 1, title, lesson.id, lesson.date, title * 20) for lesson in lessons[8:14]
    ]
    brief = tuple(
        BriefLesson(each.date, each.number, each.starts, each.ends, title, each.location, True)
        for each in lessons[8:16]
    )
    overview = DiaryOverview(
        student,
        SCHOOL,
        frozenset(READINGS),
        SchoolDay(TODAY, brief),
        SchoolDay(TODAY + timedelta(days=1), brief),
        None,
        unread,
        Holiday(title, TODAY, TODAY),
    )
    actor = actor_of(*[student] * 9)
    with speaking(locale):
        check_complete(day_screen(week, TODAY, set_for, NOON))
        check_complete(week_screen(week))
        check_complete(diary_menu(overview, actor, NOON))
        check_complete(hats_screen(actor))


ANYA = Student(1, "Иванова", "Анна", school_id=1, class_title="7А", grade_level=7)
FIVE = MarkValue.of("5")
QUARTER = GradingPeriod(
    1, PeriodKind.QUARTER, 2, "II четверть", 2027, date(2026, 11, 2), date(2026, 12, 30)
)
SHOWN = ShownPeriod(QUARTER, (QUARTER,))


def all_pages(make: Callable[[int], Screen]) -> Iterator[str]:
    """Every page of a screen as plain text, until the last one comes again."""
    last = ""
    for page in itertools.count():
        screen = make(page)
        check_complete(screen)
        text = rendered(screen).plain
        if text == last:
            return
        yield text
        last = text


def test_three_hundred_missed_lessons_are_all_there() -> None:
    missed = tuple(
        MissedLesson(
            n,
            date(2026, 9, 1) + timedelta(days=n // 7),
            n % 7 + 1,
            "Алгебра",
            Status.ABSENT,
            Reason.ILL,
        )
        for n in range(300)
    )
    attendance = PeriodAttendance(ANYA, SCHOOL, SHOWN, missed)
    with speaking("ru"):
        texts = list(all_pages(lambda page: attendance_screen(attendance, page)))
    assert "Пропущено 300 уроков (43 дня): болезнь — 300" in texts[0]
    assert sum(text.count("✕ болезнь") for text in texts) == 300


def test_eighty_marks_in_a_subject_are_all_there() -> None:
    work = WorkType(1, "test", "Контрольная работа", "к/р", 3)
    marks = tuple(
        Mark(n, 1, 1, 1, "Алгебра", QUARTER.begins, FIVE, work, f"Тема {n:03}", "Комментарий " * 20)
        for n in range(80)
    )
    shown = SubjectMarks(ANYA, SCHOOL, SHOWN, 1, "Алгебра", marks, None, None)
    with speaking("ru"):
        texts = " ".join(all_pages(lambda page: subject_screen(shown, page)))
    assert [n for n in range(80) if f"Тема {n:03}" not in texts] == []


def test_thirty_subjects_with_eighty_marks_each_fit() -> None:
    row = SubjectRow(
        1, "Основы духовно-нравственной культуры", (BriefMark(FIVE, 1, True, True),) * 80
    )
    marks = PeriodMarks(ANYA, SCHOOL, SHOWN, (summary(row),) * 30)
    with speaking("ru"):
        texts = " ".join(all_pages(lambda page: period_screen(marks, page)))
    assert texts.count("Основы духовно-нравственной культуры") == 30
    assert "(+56)" in texts  # what is left out of a cell is said


def test_a_homework_longer_than_a_message_goes_on_on_the_next_page() -> None:
    text = " ".join(f"№{number}" for number in range(2000))
    homework = Homework(1, 1, "Алгебра", None, TODAY, text)
    day = HomeworkDay(ANYA, SCHOOL, TODAY, (homework,), None, None)
    with speaking("ru"):
        texts = list(all_pages(lambda page: homework_day_screen(day, TODAY, page)))
    assert len(texts) > 2
    assert "№1999" in texts[-1]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("plain_text", [True, False])
def test_settings_help_and_fallbacks(locale: str, plain_text: bool) -> None:
    actor = actor_of(ANYA)
    with speaking(locale):
        check_complete(settings_screen(Session(actor, locale, plain_text)))
        check_complete(help_screen(actor))
        for screen in (
            language_screen(is_bound=True),
            language_screen(is_bound=False),
            stranger_screen(),
            unknown_screen(),
            old_button_screen(),
        ):
            check_complete(screen)


def test_names_do_not_become_tags() -> None:
    homework = Homework(1, 1, "<b>Алгебра</b> & K", None, TODAY, "x < y && y > <i>z</i>")
    day = HomeworkDay(ANYA, SCHOOL, TODAY, (homework,), None, None)
    with speaking("ru"):
        shown = rendered(homework_day_screen(day, TODAY, 0))
    assert "<b>Алгебра</b> & K" in shown.plain
    assert "x < y && y > <i>z</i>" in shown.plain
