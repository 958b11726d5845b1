"""The gradebook's screens, rich and plain, with small and with very large classes."""

from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import GradingPeriod, PeriodKind, School
from domain.final_marks.setting_model import MarkedSection
from domain.gradebook.coverage import mark_coverage
from domain.gradebook.model import (
    BookLesson,
    BookMark,
    Cell,
    ClassGradebook,
    ClassGrid,
    SectionGradebook,
    SectionRows,
    Taught,
)
from domain.groups.journal import Learner
from domain.marks.value import GradeScale, MarkValue
from domain.people import Person
from domain.policy import SchoolPolicy
from handlers.gradebook.callbacks import OpenSectionBook
from handlers.gradebook.screens import class_book_screen, section_book_screen
from handlers.words import speaking
from tests.support.rendering import check_complete

BEGINS = date(2026, 11, 2)
SCHOOL = School(1, "Школа", ZoneInfo("Europe/Moscow"), SchoolPolicy())
PERIOD = GradingPeriod(2, PeriodKind.QUARTER, 2, "II четверть", 2027, BEGINS, date(2026, 12, 30))
LONG = "Основы духовно-нравственной культуры народов России"


def pupils(count: int) -> tuple[Person, ...]:
    return tuple(
        Person(at, "Константинопольский", f"Александр{at}", "Вениаминович")
        for at in range(1, count + 1)
    )


def class_book(count: int, subjects: int) -> ClassGradebook:
    people = pupils(count)
    taught = tuple(
        Taught(at, f"{LONG} {at}", 3, {10 * at: "", 10 * at + 1: "углублённая группа № 1"})
        for at in range(1, subjects + 1)
    )
    cells = {
        (pupil.id, each.subject_id): Cell(4 * pupil.id, pupil.id, pupil.id % 7)
        for pupil in people
        for each in taught
    }
    least = {each.subject_id: 7 for each in taught}
    return ClassGradebook(
        1, "7А", SCHOOL, PERIOD, (PERIOD,), ClassGrid(people, taught, cells), least
    )


def section_book(count: int, lessons: int) -> SectionGradebook:
    people = pupils(count)
    held = tuple(BookLesson(BEGINS + timedelta(days=at // 2), at % 2 + 1) for at in range(lessons))
    marks = tuple(
        BookMark(pupil.id, each.day, each.number, MarkValue.of("5-"), 1, True, False)
        for pupil in people
        for each in held
    )
    absent = frozenset((pupil.id, each) for pupil in people for each in held[::3])
    # Some have come from another group with many marks, some have left.
    others = tuple(
        BookMark(pupil.id, BEGINS, None, MarkValue.of("5-"), 1, True, False)
        for pupil in people
        if pupil.id % 2
        for _mark in range(40)
    )
    gone = {pupil.id: BEGINS + timedelta(days=9) for pupil in people if not pupil.id % 5}
    section = MarkedSection(1, 1, 1, LONG, "гр. 1", 7, True, GradeScale.MARKS, 3, 1, "7А", 5)
    averages = {
        pupil.id: Decimal("4.5") if pupil.id % 3 else None
        for pupil in people
        if pupil.id not in gone
    }
    coverage = mark_coverage({pupil.id: pupil.id % 9 for pupil in people}, 7, 3)
    return SectionGradebook(
        section,
        SCHOOL,
        PERIOD,
        (PERIOD,),
        tuple(Learner(pupil, gone.get(pupil.id)) for pupil in people),
        SectionRows(held, marks, absent, 3, others),
        averages,
        coverage,
    )


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("count", [0, 1, 30, 60])
def test_every_page_fits_a_message_and_is_complete(locale: str, count: int) -> None:
    with speaking(locale):
        for page in range(18):
            check_complete(class_book_screen(class_book(count, 18 if count else 0), page))
            check_complete(section_book_screen(section_book(count, 20), page, 1))
        check_complete(section_book_screen(section_book(count, 0), 0, 1))


def test_no_pupil_and_no_subject_is_lost_over_the_pages() -> None:
    book = class_book(60, 18)
    with speaking("ru"):
        screens = [class_book_screen(book, page) for page in range(10)]
    opened = {
        button.to.section_id
        for screen in screens
        for row in screen.keyboard
        for button in row
        if isinstance(button.to, OpenSectionBook)
    }
    assert opened == {each for taught in book.grid.subjects for each in taught.sections}


def test_marks_of_other_groups_are_on_the_last_pages_of_all_who_have_any() -> None:
    book = section_book(60, 20)
    with speaking("ru"):
        texts = [str(section_book_screen(book, page, 1).blocks) for page in range(20)]
    assert sum(text.count("5− 5− 5−") for text in texts[:14]) == 0, "lessons come first"
    assert sum(text.count("5− 5− 5−") > 0 for text in texts) > 1, "they do not fit one message"
