"""Who of a class reads the diary, on the screen and on paper."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from markupsafe import Markup

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.weeks_read.model import ClassReading, FamilyReads, FamilyRecord
from domain.weeks_read.week import Week
from handlers.documents.weeks import sheet_title
from handlers.weeks_read.screens import reading_screen
from handlers.words import LOCALES, speaking
from tests.support.clock import MOSCOW
from tests.support.rendering import check_complete

FRIDAY = date(2026, 11, 20)
_CLASS = SchoolClass(2**53, "11 «А»", 11, School(1, "Школа", MOSCOW, SchoolPolicy()), None)
_PARTS = (FamilyReads.SILENT, FamilyReads.NOT_CONNECTED, FamilyReads.ON_PAPER)


def _family(number: int) -> FamilyRecord:
    person = Person(number, "Константинопольская" * 2, f"Александра{number}", "Владиславовна")
    return FamilyRecord(person, used_on=FRIDAY, reminded_on=FRIDAY - timedelta(days=8))


_READING = ClassReading(
    _CLASS,
    Week(FRIDAY),
    had_lessons=True,
    families={
        part: [_family(100 * at + each) for each in range(25)] for at, part in enumerate(_PARTS)
    },
    due=(_family(1),),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_keeps_the_limits_and_names_its_parts(locale: str) -> None:
    seen: list[str] = []
    with speaking(locale):
        for page in range(4):
            screen = reading_screen(_READING, page, writes=True)
            check_complete(screen)
            lines = screen.blocks[screen.blocks.index("") + 1 :]
            lines = lines[: lines.index("")]
            assert isinstance(lines[0], Markup), "a page begins with the title of its part"
            seen += [str(line) for line in lines if not isinstance(line, Markup)]
    assert len(seen) == len(set(seen)) == 75


def test_nobody_signs_for_marks_that_are_not_given() -> None:
    with speaking("ru"):
        assert sheet_title(_CLASS) == "Родители ознакомлены с отметками и посещаемостью"
        assert sheet_title(replace(_CLASS, grade_level=1)) == "Родители ознакомлены с посещаемостью"
