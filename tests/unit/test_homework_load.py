"""Minutes of a day's homework against the norm of the grade (facts §2.12)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.homework.load import PupilLoad, day_load, norm_of
from domain.policy import SchoolPolicy
from handlers.lessons.minutes_handlers import read_minutes

DAY, OTHER = date(2026, 11, 25), date(2026, 11, 26)


@pytest.mark.parametrize(
    ("grade", "minutes"),
    [
        (1, 60),
        (2, 90),
        (3, 90),
        (4, 120),
        (5, 120),
        (6, 150),
        (8, 150),
        (9, 210),
        (11, 210),
    ],
)
def test_the_norm_of_a_grade_is_that_of_its_band(grade: int, minutes: int) -> None:
    assert norm_of(grade, SchoolPolicy()) == minutes


def test_a_school_may_have_its_own_norm() -> None:
    policy = SchoolPolicy.from_json({"homework_norms": {"1": 30, "5": 100}})
    assert [norm_of(grade, policy) for grade in (1, 4, 5, 11)] == [30, 30, 100, 100]
    late = replace(policy, homework_norms={5: 100})
    assert norm_of(2, late) == 100


@given(
    st.lists(
        st.tuples(st.sampled_from([DAY, OTHER]), st.integers(0, 400), st.integers(0, 9)),
        max_size=30,
    ),
    st.integers(15, 360),
)
def test_the_day_is_that_of_the_pupil_who_has_most(
    sums: list[tuple[date, int, int]], norm: int
) -> None:
    pupils = [PupilLoad(number, *each) for number, each in enumerate(sums)]
    load = day_load(pupils, DAY, norm)
    minutes = [each.minutes for each in pupils if each.date == DAY]
    assert load.minutes == max(minutes, default=0)
    assert (load.over > 0) is (load.minutes > norm)
    assert load.minutes - load.over <= norm
    # Who does not have most has no say in it.
    least = [each for each in pupils if each.date != DAY or each.minutes == load.minutes]
    assert day_load(least, DAY, norm) == load


@pytest.mark.parametrize(
    ("typed", "minutes"), [("40", 40), (" 40 минут ", 40), ("15 мин.", 15), ("90 min", 90)]
)
def test_minutes_are_read(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "сорок", "-5", "0", "4 часа", "1.5", "½", "٤٠"])
def test_what_is_no_number_of_minutes_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        read_minutes(typed)
    assert caught.value.code == "minutes_number"
