"""What cannot well be so in a class's marks (R099), as pure rules."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gradebook.check_model import Oddity, Recorded
from domain.gradebook.checking import oddities, oddity_of
from domain.gradebook.model import Cell
from domain.marks.value import MarkValue
from domain.people import Person
from domain.policy import SchoolPolicy

PUPIL = Person(id=1, family_name="Белов", given_name="Пётр")
POLICY = SchoolPolicy()
MONDAY = date(2026, 11, 23)


def final(code: str) -> Recorded:
    return Recorded(PUPIL, 7, "Алгебра", MarkValue.of(code))


@pytest.mark.parametrize(
    ("code", "cell", "expected"),
    [
        ("5", Cell(12, 3, 3), Oddity.FAR),  # 4,00: by one whole mark
        ("5", Cell(13, 3, 3), None),  # 4,33
        ("2", Cell(9, 3, 3), Oddity.FAR),
        ("4", None, Oddity.NO_MARKS),
        ("4", Cell(0, 0, 0), Oddity.NO_MARKS),
        ("4", Cell(0, 0, 2), None),  # two passes beneath it say nothing of a number
        ("na", None, None),
        ("ex", Cell(12, 3, 3), None),
    ],
)
def test_a_final_mark_beside_what_is_beneath_it(
    code: str, cell: Cell | None, expected: Oddity | None
) -> None:
    assert oddity_of(final(code), cell, POLICY) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("4", Oddity.ABSENT), ("2-", Oddity.ABSENT), ("cr", Oddity.ABSENT), ("ex", None)],
)
def test_a_mark_in_a_missed_lesson(code: str, expected: Oddity | None) -> None:
    missed = Recorded(PUPIL, 7, "Алгебра", MarkValue.of(code), MONDAY)
    assert oddity_of(missed, Cell(12, 3, 3), POLICY) is expected


def test_a_debt_in_a_missed_lesson_is_as_it_should_be() -> None:
    owed = Recorded(PUPIL, 7, "Алгебра", MarkValue.pending(MONDAY), MONDAY)
    assert oddity_of(owed, None, POLICY) is None


@given(st.integers(2, 5), st.integers(1, 40), st.integers(1, 20), st.sampled_from((0.75, 1.0, 1.5)))
def test_far_is_what_the_school_says_is_far(
    value: int, marks: int, weight: int, far: float
) -> None:
    cell = Cell(min(5 * marks, max(2 * marks, weight * 3)), marks, marks)
    average = cell.average
    assert average is not None
    policy = SchoolPolicy(far_from_average=far)
    is_far = abs(Decimal(value) - average) >= Decimal(str(far))
    assert (oddity_of(final(str(value)), cell, policy) is Oddity.FAR) is is_far


def test_they_come_kind_by_kind() -> None:
    missed = Recorded(PUPIL, 7, "Алгебра", MarkValue.of("4"), MONDAY)
    cells = {(1, 7): Cell(12, 3, 3)}
    found = oddities([missed, final("5"), final("4")], cells, POLICY)
    assert [each.oddity for each in found] == [Oddity.FAR, Oddity.ABSENT]
    assert found[0].average == Decimal("4.00")
