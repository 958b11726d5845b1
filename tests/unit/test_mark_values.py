"""What a mark says: codes, kinds, what counts."""

import pytest

from domain.marks.value import SIGNS, MarkKind, MarkValue
from domain.policy import SchoolPolicy

NUMBERS = [f"{number}{sign}" for number in "12345" for sign in ("", *SIGNS)]
DAYS = ["pt261127", "pt000229", "pt991231"]
WORDS = [kind.value for kind in MarkKind if kind is not MarkKind.NUMBER]


@pytest.mark.parametrize("code", [*NUMBERS, *WORDS, *DAYS])
def test_a_code_says_the_value_and_the_value_its_code(code: str) -> None:
    value = MarkValue.of(code)
    assert value.code == code
    assert MarkValue.of(value.code) == value
    assert value.counts == (code in NUMBERS)


NONE = ["", "0", "6", "9", "10", "5--", "5+-", "-5", "+", "cr+", "5cr", "CR", "•", "٥", "5 "]
NO_DAYS = ["pt2611", "pt261131", "pt2611270", "pt+61127", "cr261127"]


@pytest.mark.parametrize("code", [*NONE, *NO_DAYS])
def test_anything_else_is_no_mark(code: str) -> None:
    with pytest.raises(ValueError, match=r"no (mark|day)|MarkKind|day is out of range|must be in"):
        MarkValue.of(code)


def test_a_sign_does_not_move_the_number() -> None:
    """Facts §2.1: kept as written, and the number is the same."""
    assert {MarkValue.of(code).number for code in ("5", "5-", "5+")} == {5}
    assert len({MarkValue.of(code) for code in ("5", "5-", "5+")}) == 3


@pytest.mark.parametrize(
    ("code", "is_bad"),
    [
        ("2", True),
        ("2+", True),
        ("3-", False),
        ("cr", False),
        ("nc", True),
        ("bu", True),
        ("bs", False),
        ("ex", False),
        ("pt", False),
        ("pt261127", False),
        ("na", False),
    ],
)
def test_what_is_unsatisfactory(code: str, is_bad: bool) -> None:
    assert MarkValue.of(code).is_unsatisfactory(SchoolPolicy()) is is_bad
