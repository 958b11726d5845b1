"""Days of a calendar as people type them: without a year, one day or from one to another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.year.reading import Days, read_day, read_days, read_named_days

SINCE = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9 января", date(2027, 1, 9)),
        ("09.01", date(2027, 1, 9)),
        ("30 November", date(2026, 11, 30)),
        ("24 ноября", SINCE),
        ("23 ноября", date(2027, 11, 23)),
        ("31.12.2026", date(2026, 12, 31)),
        ("1 сентября 2026", date(2026, 9, 1)),
    ],
)
def test_a_day_without_a_year_is_the_first_one_ahead(typed: str, expected: date) -> None:
    assert read_day(typed, SINCE) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "30 ноября – 4 декабря",
        "30 ноября - 4 декабря",
        "30 ноября—4 декабря",
        "с 30 ноября по 4 декабря",
        "30.11–4.12",
        "30.11-4.12",
        "30 November to 4 December",
        "30.11.2026 – 04.12.2026",
    ],
)
def test_days_from_one_to_another_in_many_hands(typed: str) -> None:
    assert read_days(typed, SINCE) == (date(2026, 11, 30), date(2026, 12, 4))


def test_the_month_may_stand_once_and_a_new_year_between() -> None:
    assert read_days("26–30 ноября", SINCE) == (date(2026, 11, 26), date(2026, 11, 30))
    assert read_days("30 декабря – 10 января", SINCE) == (date(2026, 12, 30), date(2027, 1, 10))
    assert read_days("8 марта", SINCE) == (date(2027, 3, 8), date(2027, 3, 8))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("потом", "calendar_day_form"),
        ("31 ноября", "calendar_day_form"),
        ("1–2–3 декабря", "calendar_day_form"),
        ("31.12.9999 – 5.01", "calendar_day_form"),
        ("01.01.0001", "calendar_day_form"),
        ("4 декабря 2026 – 30 ноября 2026", "days_backwards"),
        ("4 декабря – 30 ноября", "days_backwards"),
        ("1 декабря 2026 – 1 мая 2027", "span_too_long"),
        ("", "calendar_day_form"),
    ],
)
def test_what_is_no_days_is_said_so(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_days(typed, SINCE)
    assert caught.value.code == code


@given(st.dates(SINCE, SINCE + timedelta(days=360)), st.integers(0, 100))
def test_what_is_written_out_is_read_back(begins: date, days: int) -> None:
    ends = begins + timedelta(days=days)
    assert read_days(f"{begins:%d.%m.%Y} – {ends:%d.%m.%Y}", SINCE) == Days(begins, ends)
    assert read_day(f"{begins:%d.%m}", SINCE) == begins


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Осенние каникулы, 26 ноября – 1 декабря", "Осенние каникулы"),
        ("Осенние каникулы 26 ноября – 1 декабря", "Осенние каникулы"),
        ("Осенние каникулы: с 26 ноября по 1 декабря", "Осенние каникулы"),
        ("День 8 класса, 26 ноября – 1 декабря", "День 8 класса"),
    ],
)
def test_a_name_stands_before_the_days(typed: str, title: str) -> None:
    assert read_named_days(typed, SINCE) == (title, date(2026, 11, 26), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Каникулы", "holiday_form"),
        ("26 ноября", "holiday_form"),
        ("Каникулы, скоро", "calendar_day_form"),
        ("К" * 65 + ", 26 ноября", "title_length"),
    ],
)
def test_a_name_alone_and_days_alone_are_not_enough(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_named_days(typed, SINCE)
    assert caught.value.code == code
