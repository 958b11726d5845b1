"""Which final marks have to be explained."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.final_marks.rules import (
    Basis,
    Presence,
    Why,
    basis_of_period,
    basis_of_year,
    final_values,
    needs_reason,
    require_final,
)
from domain.marks.averages import suggested_mark
from domain.marks.model import BriefMark
from domain.marks.value import GradeScale, MarkValue
from domain.policy import SchoolPolicy

USUAL = SchoolPolicy()
ALL_THERE = Presence(0, 20)
LONG_ILL = Presence(15, 20)
averages = st.decimals(2, 5, places=2)


def why_number(
    value: int, average: Decimal | None, suggested: int | None, policy: SchoolPolicy
) -> Why | None:
    said = None if suggested is None else MarkValue.plain(suggested)
    alone = suggested_mark(average, policy)
    held_back = alone if None not in (alone, suggested) and alone != suggested else None
    return needs_reason(MarkValue.plain(value), Basis(average, said, said, held_back), policy)


def period(*codes: str, presence: Presence = ALL_THERE, least: int | None = 3) -> Basis:
    marks = [BriefMark(MarkValue.of(code), 1, True, is_corrected=False) for code in codes]
    return basis_of_period(marks, USUAL, least=least, presence=presence)


def suggested(basis: Basis) -> str | None:
    return None if basis.suggested is None else basis.suggested.code


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
    assert why_number(value, of, suggested_mark(of, USUAL), USUAL) is why


@given(averages)
def test_what_the_usual_thresholds_suggest_is_never_explained(average: Decimal) -> None:
    suggested = suggested_mark(average, USUAL)
    assert suggested is not None
    assert why_number(suggested, average, suggested, USUAL) is None


@given(averages, st.integers(2, 5), st.decimals("0.51", 3, places=2))
def test_exactly_what_is_as_far_as_the_school_says(
    average: Decimal, value: int, far: Decimal
) -> None:
    policy = SchoolPolicy(far_from_average=float(far))
    why = why_number(value, average, suggested_mark(average, policy), policy)
    assert (why is Why.FAR) == (abs(value - average) >= far)


@given(averages)
def test_a_five_against_the_rule_of_control_works_is_explained(average: Decimal) -> None:
    strict = SchoolPolicy(no_five_after_bad_control=True)
    suggested = suggested_mark(average, strict, has_bad_control=True)
    why = why_number(5, average, suggested, strict)
    by_average = suggested_mark(average, strict)
    assert (why is Why.HELD_BACK) == (by_average == 5)
    assert why is not None or average > 4


@pytest.mark.parametrize(
    ("codes", "presence", "said"),
    [
        (("5", "4"), ALL_THERE, "5"),
        (("5", "4"), LONG_ILL, "na"),  # two of three, and fifteen lessons missed
        (("5", "4", "cr"), LONG_ILL, "5"),  # enough to judge by
        (("5", "4", "pt", "ex"), LONG_ILL, "na"),  # nobody can be judged by these
        ((), LONG_ILL, "na"),
        ((), ALL_THERE, None),
        (("5", "4"), Presence(9, 20), "5"),
        (("5", "4"), Presence(10, 20), "na"),  # half of the lessons and more
        ((), Presence(0, 0), None),
        (("cr", "nc", "cr"), ALL_THERE, "cr"),
        (("nc", "cr"), ALL_THERE, "cr"),  # a tie is the pupil's
        (("nc", "nc", "cr"), ALL_THERE, "nc"),
    ],
)
def test_not_attested_is_suggested_where_absence_left_too_few_marks(
    codes: tuple[str, ...], presence: Presence, said: str | None
) -> None:
    assert suggested(period(*codes, presence=presence)) == said


def test_where_the_hours_are_not_known_one_mark_is_enough() -> None:
    assert suggested(period("4", presence=LONG_ILL, least=None)) == "4"
    assert suggested(period(presence=LONG_ILL, least=None)) == "na"


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("4", "5", "na", "ex"), "5"),
        (("na", "na"), "na"),
        (("ex", "ex", "ex"), "ex"),
        (("na", "ex"), None),
        (("cr", "nc", "ex"), "cr"),
        ((), None),
    ],
)
def test_the_year_follows_the_periods_that_say_something(
    codes: tuple[str, ...], said: str | None
) -> None:
    assert suggested(basis_of_year([MarkValue.of(code) for code in codes])) == said


@pytest.mark.parametrize(
    ("code", "basis", "why"),
    [
        ("na", period("5", "4", presence=LONG_ILL), None),
        ("na", period("5", "4"), Why.ENOUGH),
        ("na", period(), Why.ENOUGH),
        ("ex", period(), None),
        ("ex", period("5"), Why.MARKED),
        ("cr", period("3", "3"), None),
        ("cr", period("2", "2"), Why.FAR),
        ("nc", period("2", "2"), None),
        ("nc", period("3", "3"), Why.FAR),
        ("cr", period("nc", "cr"), None),
        ("nc", period("nc", "cr"), Why.FAR),
        ("cr", period(), Why.NO_MARKS),
        ("4", period("cr"), Why.FAR),
        ("5", period("5", "4", presence=LONG_ILL), None),
    ],
)
def test_a_word_that_the_marks_do_not_say_is_explained_like_a_number(
    code: str, basis: Basis, why: Why | None
) -> None:
    assert needs_reason(MarkValue.of(code), basis, USUAL) is why


@given(st.lists(st.sampled_from(["2", "3", "4", "5", "cr", "nc", "ex", "pt", "na"])))
def test_what_is_suggested_is_never_explained(codes: list[str]) -> None:
    for presence in (ALL_THERE, LONG_ILL):
        basis = period(*codes, presence=presence)
        if basis.suggested is not None:
            assert needs_reason(basis.suggested, basis, USUAL) is None
    of_year = basis_of_year([MarkValue.of(code) for code in codes if code not in ("pt",)])
    if of_year.suggested is not None:
        assert needs_reason(of_year.suggested, of_year, USUAL) is None


SIGNED = [f"{number}{sign}" for number in range(1, 6) for sign in ("", "+", "-")]


@given(st.sampled_from([*SIGNED, "pt", "cr", "bx"]))
def test_no_sign_and_nothing_owed_is_final(code: str) -> None:
    for scale in GradeScale:
        value = MarkValue.of(code)
        if value in final_values(scale, USUAL):
            assert scale is GradeScale.MARKS or not value.counts
            assert not value.sign
            require_final(value, scale, USUAL)
        else:
            with pytest.raises(Refused):
                require_final(value, scale, USUAL)
