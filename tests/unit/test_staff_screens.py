"""The list of staff of a large school fits a phone; names, dates and orders as people type them."""

from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import Action, Role
from domain.calendar import School
from domain.errors import Refused
from domain.people import Person, Sex
from domain.policy import SchoolPolicy
from domain.staff.model import FullName, Order, StaffMember
from domain.staff.typed import read_day, read_name, read_order, sex_of
from domain.staff.use_cases import StaffList
from handlers.page import MAX_TEXT, plain_html
from handlers.staff.list_screens import staff_screen
from handlers.words import speaking

SCHOOL = School(1, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
TODAY = date(2026, 11, 24)
ALLOWED = {Action.EDIT_STAFF, Action.READ_DUTIES, Action.GRANT_SUMMARY}


def staff(count: int) -> StaffList:
    letters = "АБВГДЕЖЗИКЛМНОПРСТ"
    members = [
        StaffMember(
            Person(number, f"{letters[number % len(letters)]}брамова", "Анна", "Петровна"),
            frozenset({Role.PRINCIPAL} if number == count else {Role.TEACHER, Role.EDUCATOR}),
            is_connected=number % 2 == 0,
        )
        for number in range(1, count + 1)
    ]
    members.sort(key=lambda each: each.person.family_name)
    return StaffList(SCHOOL, tuple(members), ())


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("count", [0, 1, 16, 17, 120, 300])
def test_every_page_fits_and_everybody_is_on_one(locale: str, count: int) -> None:
    everybody = staff(count)
    seen: list[str] = []
    with speaking(locale):
        for page in range(max(1, -(-count // 16))):
            screen = staff_screen(everybody, page, ALLOWED)
            buttons = [button for row in screen.keyboard for button in row]
            assert len(buttons) <= 100
            assert max(len(row) for row in screen.keyboard) <= 4
            assert all(len(button.text) <= 20 for button in buttons)
            assert len(plain_html(screen.blocks)) <= MAX_TEXT
            seen += [
                button.to.pack()
                for button in buttons
                if button.to and button.to.pack()[:3] == "wm:"
            ]
            if count and page == 0:
                assert seen[0] == f"wm:{count}", "the director comes first"
    assert len(seen) == len(set(seen)) == count


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Орлова Марина Петровна", FullName("Орлова", "Марина", "Петровна")),
        ("  орлова   марина\nпетровна ", FullName("Орлова", "Марина", "Петровна")),
        ("ПЕТРОВА-ВОДКИНА АННА", FullName("Петрова-Водкина", "Анна")),
        ("Мамедов Али Гасан оглы", FullName("Мамедов", "Али", "Гасан оглы")),
        ("О'Нил Джон", FullName("О'Нил", "Джон")),
    ],
)
def test_a_full_name(typed: str, name: FullName) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "Орлова", "Орлова 2", "а b <b>", "/start", "А Б В Г Д Е", "Я " * 90, "Б" * 200 + " А"],
)
def test_no_full_name(typed: str) -> None:
    with pytest.raises(Refused, match="staff_name"):
        read_name(typed)


@pytest.mark.parametrize(
    ("middle", "sex"),
    [
        ("Петровна", Sex.FEMALE),
        ("Ильинична", Sex.FEMALE),
        ("Рашид кызы", Sex.FEMALE),
        ("Ильич", Sex.MALE),
        ("Петрович", Sex.MALE),
        ("Гасан оглы", Sex.MALE),
        ("", None),
        ("Джон", None),
    ],
)
def test_a_patronymic_tells_the_sex_or_nothing(middle: str, sex: Sex | None) -> None:
    assert sex_of(FullName("Ким", "Саша", middle)) is sex


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("№ 12 от 01.09.2026", Order("12", date(2026, 9, 1))),
        ("12-к от 1.9.2026", Order("12-к", date(2026, 9, 1))),
        ("№12/3 01.09.2026", Order("12/3", date(2026, 9, 1))),
        ("12 of 01.09.2026", Order("12", date(2026, 9, 1))),
        ("01-05/17, 24-11-2026", Order("01-05/17", date(2026, 11, 24))),
    ],
)
def test_an_order(typed: str, order: Order) -> None:
    assert read_order(typed, today=TODAY) == order


@pytest.mark.parametrize(
    "typed",
    ["", "12", "01.09.2026", "№ 12 от 31.02.2026", "12 от 25.11.2026", "я" * 33 + " от 01.09.2026"],
)
def test_no_order(typed: str) -> None:
    with pytest.raises(Refused, match="staff_order"):
        read_order(typed, today=TODAY)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in (
        lambda: read_name(typed),
        lambda: read_day(typed, today=TODAY),
        lambda: read_order(typed, today=TODAY),
    ):
        with suppress(Refused):
            read()
