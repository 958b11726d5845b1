"""Averages and suggested marks, by property."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.marks.averages import suggested_mark, weighted_average
from domain.marks.model import BriefMark
from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy

marks = st.builds(
    BriefMark,
    value=st.sampled_from(["1", "2", "3", "4", "5", "5-", "2+", "3-"]).map(MarkValue.of),
    weight=st.integers(1, 10),
    counts=st.just(True),
    is_corrected=st.booleans(),
)
some_marks = st.lists(marks, min_size=1, max_size=60)
FIVE = MarkValue.of("5")
averages = st.decimals(min_value=1, max_value=5, places=2)


def of(*pairs: tuple[int, int]) -> list[BriefMark]:
    return [BriefMark(MarkValue.plain(value), weight, True, False) for value, weight in pairs]


def number_of(mark: BriefMark) -> int:
    assert mark.value.number is not None
    return mark.value.number


def test_the_published_example_is_calculated_right() -> None:
    """5 (weight 3), 5 (1), 4 (5): 40 / 9; facts §2.2 tells of a page that prints 4,33."""
    assert weighted_average(of((5, 3), (5, 1), (4, 5))) == Decimal("4.44")


def test_half_a_hundredth_goes_up() -> None:
    assert weighted_average(of(*[(4, 1)] * 7, (5, 1))) == Decimal("4.13")  # 4.125


@given(some_marks)
def test_between_the_lowest_and_the_highest(given_marks: list[BriefMark]) -> None:
    average = weighted_average(given_marks)
    assert average is not None
    values = [number_of(mark) for mark in given_marks]
    assert min(values) <= average <= max(values)


@given(some_marks, st.randoms(use_true_random=False))
def test_order_does_not_matter(given_marks: list[BriefMark], random: object) -> None:
    shuffled = list(given_marks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weighted_average(shuffled) == weighted_average(given_marks)


@given(some_marks, st.integers(2, 9))
def test_only_the_ratio_of_weights_matters(given_marks: list[BriefMark], times: int) -> None:
    heavier = [mark._replace(weight=mark.weight * times) for mark in given_marks]
    assert weighted_average(heavier) == weighted_average(given_marks)


@given(some_marks)
def test_within_half_a_hundredth_of_the_exact_value(given_marks: list[BriefMark]) -> None:
    average = weighted_average(given_marks)
    assert average is not None
    exact = Fraction(
        sum(number_of(mark) * mark.weight for mark in given_marks),
        sum(mark.weight for mark in given_marks),
    )
    assert abs(Fraction(average) - exact) <= Fraction(1, 200)


@given(some_marks, marks)
def test_a_mark_that_does_not_count_changes_nothing(
    given_marks: list[BriefMark], other: BriefMark
) -> None:
    for idle in (other._replace(counts=False), other._replace(weight=0)):
        assert weighted_average([*given_marks, idle]) == weighted_average(given_marks)


WORDS = ["cr", "nc", "ex", "na", "pt", "bx", "bs", "bu"]


@given(some_marks, st.sampled_from(WORDS), st.integers(1, 10))
def test_what_has_no_number_changes_nothing(
    given_marks: list[BriefMark], code: str, weight: int
) -> None:
    word = BriefMark(MarkValue.of(code), weight, True, False)
    assert weighted_average([*given_marks, word]) == weighted_average(given_marks)
    assert weighted_average([word]) is None


@given(some_marks)
def test_signs_change_nothing(given_marks: list[BriefMark]) -> None:
    bare = [mark._replace(value=MarkValue.plain(number_of(mark))) for mark in given_marks]
    assert weighted_average(given_marks) == weighted_average(bare)


@pytest.mark.parametrize(
    "idle",
    [
        [],
        [BriefMark(MarkValue.of("5"), 0, True, False)],
        [BriefMark(MarkValue.of("5"), 1, False, False)],
    ],
)
def test_nothing_that_counts_has_no_average(idle: list[BriefMark]) -> None:
    assert weighted_average(idle) is None
    assert suggested_mark(None, SchoolPolicy()) is None


@pytest.mark.parametrize(
    ("average", "mark"),
    [("4.50", 5), ("4.49", 4), ("3.50", 4), ("3.49", 3), ("2.50", 3), ("2.49", 2), ("1.00", 2)],
)
def test_the_usual_thresholds(average: str, mark: int) -> None:
    assert suggested_mark(Decimal(average), SchoolPolicy()) == mark


def test_a_stricter_school() -> None:
    strict = SchoolPolicy.from_json({"thresholds": {"5": 4.7, "4": 3.7, "3": 2.7}})
    assert suggested_mark(Decimal("4.69"), strict) == 4
    assert suggested_mark(Decimal("4.70"), strict) == 5


@given(averages, averages)
def test_a_better_average_never_suggests_less(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    suggested = suggested_mark(low, SchoolPolicy()), suggested_mark(high, SchoolPolicy())
    assert suggested[0] is not None
    assert suggested[1] is not None
    assert suggested[0] <= suggested[1]
