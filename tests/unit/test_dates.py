"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consent.typed import read_paper
from domain.dates import read_date, read_numbered
from domain.errors import Refused
from domain.personal_data.statements import checked_statement
from domain.staff.typed import read_order

TODAY = date(2026, 11, 24)
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_is_the_same_however_it_is_written(day: date) -> None:
    month = MONTHS[day.month - 1]
    for written in (
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f" {day:%d.%m.%Y} г.",
        f"{day:%d-%m-%Y}",
        f"{day:%d %m %Y}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month.upper()} {day.year} года",
        f"{day.day} {month[:3]}. {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
    ):
        assert read_date(written, TODAY) == day, written


@given(st.dates(date(1926, 11, 25), TODAY))
def test_of_a_short_year_the_century_is_the_one_that_has_been(day: date) -> None:
    assert read_date(f"{day.day}.{day.month}.{day:%y}", TODAY) == day
    assert read_date(f"{day.day} {MONTHS[day.month - 1]} {day:%y}", TODAY) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date_form"),
        ("вчера", "date_form"),
        ("21", "date_form"),
        ("21 июля", "date_form"),
        ("21 ию 2017", "date_form"),
        ("21 пюля 2017", "date_form"),
        ("21.07", "date_form"),
        ("21.07.217", "date_form"),
        ("31.02.2017", "date_none"),
        ("31 июня 2017", "date_none"),
        ("21.13.2017", "date_none"),
        ("0.1.2017", "date_none"),
        ("2017-02-30", "date_none"),
        ("29.02.2017", "date_none"),
        ("07/05/2017", "date_unclear"),
        ("17-07-21", "date_unclear"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_date(typed, TODAY)
    assert refused.value.code == code


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_date_or_a_refusal(typed: str) -> None:
    codes = set()
    for read in (read_date, read_numbered):
        try:
            read(typed, TODAY)
        except Refused as error:
            codes.add(error.code)
    assert codes <= {"date_form", "date_none", "date_unclear"}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("№ 14 от 21 июля 2017 г.", "14"),
        ("14 21 июля 2017", "14"),
        ("14, 21.07.2017", "14"),
        ("01-12 ОД of 21.7.17", "01-12 ОД"),
        ("б/н 2017-07-21", "б/н"),
    ],
)
def test_a_number_stands_before_it(typed: str, number: str) -> None:
    found = read_numbered(typed, TODAY)
    assert found == (number, date(2017, 7, 21))


@pytest.mark.parametrize("typed", ["", "14", "21.07.2017", "от 21.07.2017", "№ от 21.07.2017"])
def test_without_a_number_it_is_no_paper(typed: str) -> None:
    assert read_numbered(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["45-к от 25.11.26", "45-к 25 ноября 26", "45-к, 1.12.27"])
def test_a_paper_of_tomorrow_is_not_a_hundred_years_old(typed: str) -> None:
    """The three working days, and the term of an erasure, run from the day of the paper."""
    with pytest.raises(Refused, match="staff_order"):
        read_order(typed, today=TODAY)
    with pytest.raises(Refused, match="statement_ahead"):
        checked_statement(typed, TODAY)
    with pytest.raises(Refused, match="paper_unclear"):
        read_paper(typed, TODAY)


def test_an_order_of_the_last_century_keeps_its_day() -> None:
    assert read_order("12 от 01.09.98", today=TODAY).date == date(1998, 9, 1)
    assert read_order("45-к от 24.11.26", today=TODAY).date == TODAY
