"""Words in sentences, in both languages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from handlers.words import (
    average,
    for_day,
    in_sentence,
    joined,
    n_,
    near_day,
    room,
    sentence,
    short_date,
    shorten,
    speaking,
    weekday_date,
)

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Алгебра", "алгебра"),
        ("ИЗО", "ИЗО"),
        ("Физика и астрономия", "физика и астрономия"),
        ("", ""),
    ],
)
def test_subjects_inside_a_sentence(title: str, written: str) -> None:
    assert in_sentence(title) == written


def test_days_as_people_say_them() -> None:
    with speaking("ru"):
        assert near_day(TODAY, TODAY) == "сегодня"
        assert near_day(TODAY + timedelta(1), TODAY) == "завтра"
        assert near_day(TODAY + timedelta(6), TODAY) == "в понедельник, 30 ноября"
        assert near_day(TODAY + timedelta(7), TODAY) == "во вторник, 1 декабря"
        assert for_day(TODAY + timedelta(1), TODAY) == "на завтра"
        assert for_day(TODAY + timedelta(8), TODAY) == "на среду, 2 декабря"
        assert weekday_date(TODAY) == "вторник, 24 ноября"
        assert short_date(TODAY) == "24.11"
    with speaking("en"):
        assert near_day(TODAY + timedelta(6), TODAY) == "on Monday, November 30"
        assert for_day(TODAY + timedelta(8), TODAY) == "for Wednesday, December 2"
        assert short_date(TODAY) == "11/24"


def test_a_date_once_said_in_one_language_is_said_in_the_other() -> None:
    for _again in range(2):
        with speaking("ru"):
            assert weekday_date(TODAY) == "вторник, 24 ноября"
        with speaking("en"):
            assert weekday_date(TODAY) == "Tuesday, November 24"


@given(st.decimals(min_value=1, max_value=5, places=2))
def test_averages_are_written_as_the_language_writes_numbers(value: Decimal) -> None:
    for locale in ("ru", "en"):
        with speaking(locale):
            assert average(value) == format_decimal(value, "0.00", locale=locale)


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 задание"), (2, "2 задания"), (5, "5 заданий"), (11, "11 заданий"), (21, "21 задание")],
)
def test_plurals(count: int, words: str) -> None:
    with speaking("ru"):
        assert n_("{count} piece of homework", "{count} pieces of homework", count) == words


def test_rooms_and_lists() -> None:
    with speaking("ru"):
        assert room("214") == "каб.\N{NO-BREAK SPACE}214"
        assert room("Спортзал") == "спортзал"
        assert room("") == ""
    assert joined("a", "", "b") == "a, b"
    assert sentence("завтра") == "Завтра"


@given(st.text(max_size=60), st.integers(1, 30))
def test_shortened_text_fits_and_says_that_it_is_cut(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text if len(text) <= limit else short.endswith("…")
