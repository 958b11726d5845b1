"""Which final marks have to be explained."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.final_marks.rules import Why, needs_reason
from domain.marks.averages import suggested_mark
from domain.policy import SchoolPolicy

USUAL = SchoolPolicy()
averages = st.decimals(2, 5, places=2)


@pytest.mark.parametrize(
    ("value", "average", "why"),
    [
        (5, "4.01", None),
        (5, "4.00", Why.FAR),
        (3, "4.00", Why.FAR),
        (4, "4.49", None),
        (5, "4.50", None),
        (2, "3.01", Why.FAR),
        (4, None, Why.NO_MARKS),
    ],
)
def test_a_whole_mark_away_is_far(value: int, average: str | None, why: Why | None) -> None:
    of = None if average is None else Decimal(average)
    assert needs_reason(value, of, suggested_mark(of, USUAL), USUAL) is why


@given(averages)
def test_what_the_usual_thresholds_suggest_is_never_explained(average: Decimal) -> None:
    suggested = suggested_mark(average, USUAL)
    assert suggested is not None
    assert needs_reason(suggested, average, suggested, USUAL) is None


@given(averages, st.integers(2, 5), st.decimals("0.51", 3, places=2))
def test_exactly_what_is_as_far_as_the_school_says(
    average: Decimal, value: int, far: Decimal
) -> None:
    policy = SchoolPolicy(far_from_average=float(far))
    why = needs_reason(value, average, suggested_mark(average, policy), policy)
    assert (why is Why.FAR) == (abs(value - average) >= far)


@given(averages)
def test_a_five_against_the_rule_of_control_works_is_explained(average: Decimal) -> None:
    strict = SchoolPolicy(no_five_after_bad_control=True)
    suggested = suggested_mark(average, strict, has_bad_control=True)
    why = needs_reason(5, average, suggested, strict)
    by_average = suggested_mark(average, strict)
    assert (why is Why.HELD_BACK) == (by_average == 5)
    assert why is not None or average > 4
