"""Screens of trusted persons: what a day is and what a button says, in both languages."""

from datetime import date, timedelta

import pytest

from domain.calendar import School
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from domain.trust.model import Circle, ContactRelation, Held, Term, TrustedContact
from domain.trust.offering import offered_rights
from handlers.screen import MAX_BUTTON, Screen
from handlers.trust.callbacks import AskRights
from handlers.trust.naming_screens import rights_screen
from handlers.trust.screens import contact_screen, terms_screen
from handlers.words import LOCALES, speaking
from tests.support.clock import MOSCOW, SCHOOL_MORNING
from tests.support.rendering import check_complete

TODAY = date(2026, 11, 24)
ENDS = {
    Term.WEEK: TODAY + timedelta(days=7),
    Term.MONTH: TODAY + timedelta(days=30),
    Term.SCHOOL_YEAR: date(2027, 5, 27),
    Term.YEAR: TODAY + timedelta(days=365),
}


def screens() -> list[Screen]:
    """Choosing rights and days for the first time, and later."""
    school = School(1, "Школа № 1", MOSCOW, SchoolPolicy())
    student = Student(2, "Иванова", "Анна", "Ильинична", grade_level=7, class_title="7А")
    offered = offered_rights(school.policy, student.grade_level)
    contact = TrustedContact(
        id=3,
        person=Person(4, "Иванова", "Мария", "Петровна"),
        student_id=student.id,
        guardian=Person(5, "Иванова", "Елена", "Сергеевна"),
        relation=ContactRelation.GRANDMOTHER,
        rights=frozenset(offered),
        named_at=SCHOOL_MORNING,
        ends=ENDS[Term.SCHOOL_YEAR],
    )
    circle = Circle(student, school, (contact,), offered, may_name=True)
    held = Held(contact, student, school, is_own=True)
    wanted = AskRights(student_id=student.id, relation=contact.relation, rights=63)
    return [
        rights_screen(circle, wanted, ENDS, TODAY),
        terms_screen(held, ENDS, TODAY),
        contact_screen(held, circle, TODAY),
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_button_fits_half_a_phone_and_every_day_is_said(locale: str) -> None:
    with speaking(locale):
        for screen in screens():
            check_complete(screen)
            for button in (each for row in screen.keyboard for each in row):
                assert len(button.text) <= MAX_BUTTON, button.text


def test_what_a_term_means_stands_above_the_buttons() -> None:
    with speaking("ru"):
        first, later, _contact = screens()
    for screen in (first, later):
        assert "• Учебный год: до 26 мая 2027" in screen.blocks
        assert "• Неделя: до 30 ноября" in screen.blocks
