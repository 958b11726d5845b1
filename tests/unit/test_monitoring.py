"""How works of a kind came out, in figures."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.monitoring.model import Counted, Figures, figures
from domain.policy import SchoolPolicy

POLICY = SchoolPolicy()
counts = st.dictionaries(st.integers(2, 5), st.integers(1, 40))


def counted(class_id: int, value: int | None, count: int) -> Counted:
    return Counted(1, "Алгебра", class_id, f"7{class_id}", 7, value, count)


def test_by_example() -> None:
    found = figures([counted(1, 5, 3), counted(2, 4, 3), counted(2, 2, 2), counted(2, None, 4)])
    assert (found.total, found.without) == (8, 4)
    assert str(found.average) == "3.88"
    assert found.quality(POLICY) == 75
    assert found.passed(POLICY) == 75


def test_without_marks_there_is_nothing_to_say() -> None:
    empty = figures([counted(1, None, 3)])
    assert (empty.average, empty.quality(POLICY), empty.passed(POLICY)) == (None, None, None)


@given(counts)
def test_shares_are_to_the_nearest_percent_and_good_marks_are_no_more_than_passed(
    marks: dict[int, int],
) -> None:
    found = Figures(marks)
    if not found.total:
        return
    quality, passed = found.quality(POLICY), found.passed(POLICY)
    assert quality is not None
    assert passed is not None
    exact = Fraction(100 * (marks.get(5, 0) + marks.get(4, 0)), found.total)
    assert exact - Fraction(1, 2) < quality <= exact + Fraction(1, 2)
    assert 0 <= quality <= passed <= 100


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(2, 5), st.integers(1, 30)), max_size=9))
def test_classes_together_are_the_grade(rows: list[tuple[int, int, int]]) -> None:
    given_rows = [counted(*row) for row in rows]
    whole = figures(given_rows)
    by_class = [figures(each for each in given_rows if each.class_id == one) for one in (1, 2, 3)]
    assert whole.total == sum(each.total for each in by_class)
    assert whole.marks == {
        value: sum(each.marks.get(value, 0) for each in by_class) for value in whole.marks
    }
