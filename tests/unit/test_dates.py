"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import read_date, read_numbered
from domain.errors import Refused

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
