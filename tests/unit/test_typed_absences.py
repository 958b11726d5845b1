"""Days of an absence as people type them, and the parts of a day that may still be missed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absences.model import Term
from domain.absences.rules import spans_to_miss
from domain.absences.typed import read_term
from domain.errors import Refused
from domain.schedule.model import Lesson

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def november(first: int, last: int = 0) -> Term:
    return Term(date(2026, 11, first), date(2026, 11, last or first))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24.11", november(24)),
        ("Завтра", november(25)),
        ("послезавтра.", november(26)),
        ("26", november(26)),
        ("26-го", november(26)),
        ("26 ноября", november(26)),
        ("в пятницу", november(27)),
        ("во вторник", november(24)),
        ("Пт, 27.11", november(27)),
        ("с 24 по 26.11", november(24, 26)),
        ("с 24 по 26", november(24, 26)),
        ("24–26 ноября", november(24, 26)),
        ("24-26.11", november(24, 26)),
        ("2026-11-26", november(26)),
        ("с завтра по послезавтра", november(25, 26)),
        ("со среды по пятницу", november(25, 27)),
        ("до пятницы", november(24, 27)),
        ("c 30.11 по 04.12", None),
        ("с 30.11 по 04.12", Term(date(2026, 11, 30), date(2026, 12, 4))),
        ("с пятницы по понедельник", Term(date(2026, 11, 27), date(2026, 11, 30))),
        ("until Friday", november(24, 27)),
        ("from 24 to 26 November", november(24, 26)),
        ("12.01", Term(date(2027, 1, 12), date(2027, 1, 12))),
        ("20.11", november(20)),  # lately over, not in a year
        ("с 26.11 по 24.11", november(26, 24)),  # backwards, which is said: not a year long
        ("с 28 по 3", Term(date(2026, 11, 28), date(2026, 12, 3))),
        ("с 26 по 10", Term(date(2026, 11, 26), date(2026, 12, 10))),
        ("с 30.12 по 10.01", Term(date(2026, 12, 30), date(2027, 1, 10))),
        ("вчера", november(23)),
        ("31", Term(date(2026, 12, 31), date(2026, 12, 31))),
        ("на неделю", None),
        ("32.11", None),
        ("31.12.9999 - 5", None),  # nothing is reckoned from there on
        ("с 31.12.9999 по 1.1", None),
        ("0", None),
        ("завтра завтра", None),
        ("с 1 по 2 по 3.12", None),
        ("болеет", None),
        ("", None),
    ],
)
def test_days_are_read_as_they_are_meant(typed: str, meant: Term | None) -> None:
    if meant is not None:
        assert read_term(typed, TUESDAY) == meant
        return
    with pytest.raises(Refused) as caught:
        read_term(typed, TUESDAY)
    assert caught.value.code == "absence_days_form"


@pytest.mark.parametrize("typed", ["с 26 по 24", "26-24", "с 26.11 по 24", "с четверга по 24"])
def test_a_last_day_before_the_first_is_asked_for_with_its_month(typed: str) -> None:
    """«С 26 по 24» is a slip more often than four weeks; what is to be typed then is said."""
    with pytest.raises(Refused) as caught:
        read_term(typed, TUESDAY)
    assert caught.value.code == "absence_month"
    assert caught.value.params == {"ends": date(2026, 12, 24), "example": "26.11–24.12"}
    assert read_term("26.11–24.12", TUESDAY) == Term(date(2026, 11, 26), date(2026, 12, 24))


@given(DAYS, st.integers(0, 45), st.integers(0, 30))
def test_every_way_of_typing_the_same_days_says_the_same(
    today: date, ahead: int, length: int
) -> None:
    begins = today + timedelta(days=ahead)
    ends = begins + timedelta(days=length)
    for typed in (
        f"с {begins:%d.%m} по {ends:%d.%m}",
        f"{begins:%d.%m.%Y} – {ends:%d.%m.%Y}",
        f"{begins:%d.%m}-{ends:%d.%m}",
    ):
        assert read_term(typed, today) == Term(begins, ends)


def _read(typed: str, today: date = TUESDAY) -> Term | str:
    try:
        return read_term(typed, today)
    except Refused as error:
        return error.code


@given(st.text(max_size=40))
def test_whatever_is_typed_is_days_or_refused_by_one_of_two_codes(typed: str) -> None:
    found = _read(typed)
    assert found in {"absence_days_form", "absence_month"} or isinstance(found, Term)


@given(DAYS, st.integers(1, 31), st.integers(1, 31))
def test_bare_numbers_are_days_in_order_within_a_month_or_a_fortnight(
    today: date, first: int, last: int
) -> None:
    term = _read(f"с {first} по {last}", today)
    if not isinstance(term, Term):
        assert term == "absence_month"
        return
    assert (term.begins.day, term.ends.day) == (first, last)
    assert today <= term.begins <= term.ends
    is_near = term.ends - term.begins <= timedelta(days=14)
    assert is_near or term.begins.month == term.ends.month


_LESSON = Lesson(
    1, 1, TUESDAY, 1, 0, 0, "", "", "", None, False, False, None, "", "", None
)  # fmt: skip


def lessons(numbers: list[int]) -> list[Lesson]:
    """Forty minutes each from 8:00 on, twenty between them."""
    return [
        replace(_LESSON, number=each, starts=420 + 60 * each, ends=460 + 60 * each)
        for each in numbers
    ]


@given(
    st.lists(st.integers(1, 8), max_size=8, unique=True).map(sorted),
    st.one_of(st.none(), st.integers(0, 1439)),
)
def test_no_part_begins_or_ends_with_a_lesson_that_is_over(
    numbers: list[int], over: int | None
) -> None:
    day = lessons(numbers)
    left = {each.number for each in day if over is None or each.ends > over}
    spans = spans_to_miss(day, over)
    assert {number for span in spans for number in span if number is not None} <= left
    assert len(spans) == len(set(spans))
    for number in left:  # each can be the first one missed, unless that is the whole day
        assert ((number, None) in spans) == (number != min(numbers))


def test_the_lesson_under_way_may_be_missed_and_a_cancelled_one_is_none() -> None:
    day = lessons([1, 2, 3])
    assert spans_to_miss(day, day[1].starts + 10) == [(2, None), (None, 2), (3, None)]
    assert spans_to_miss([*day[:2], replace(day[2], is_cancelled=True)], day[1].starts) == [
        (2, None)
    ]
    assert spans_to_miss(day, day[2].ends) == []
