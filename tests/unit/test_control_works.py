"""The four limits on control works, each by its clause (order 704; facts §2.11; decision 0036)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.control_works.rules import (
    Around,
    Limit,
    Written,
    broken_limits,
    free_first,
    is_counted,
    is_forbidden,
    is_weekly,
    share_pupils,
    year_of,
)
from domain.policy import SchoolPolicy

POLICY = SchoolPolicy()
DAY = date(2026, 12, 1)
A_7A = Written(DAY, 3, 1, 10, "Алгебра", 7, frozenset({71}), is_group=False, minutes=45)
GROUP = Written(DAY, 3, 5, 20, "Английский язык", 7, frozenset({71}), is_group=True, minutes=45)
# Forty lessons, two a week.
DAYS = tuple(
    date(2026, 9, 1) + timedelta(days=7 * week + day) for week in range(20) for day in (0, 2)
)
FREE = Around((), {DAY: (1, 6)}, DAYS)

days = st.dates(date(2026, 9, 1), date(2027, 5, 26))
works = st.builds(
    Written,
    day=days,
    number=st.integers(1, 7),
    section_id=st.integers(1, 6),
    subject_id=st.integers(10, 12),
    subject=st.just("Алгебра"),
    grade_level=st.integers(7, 8),
    class_ids=st.frozensets(st.integers(71, 73), min_size=1, max_size=2),
    is_group=st.booleans(),
    minutes=st.integers(10, 90),
)
arounds = st.builds(
    Around,
    st.lists(works, max_size=8),
    st.dictionaries(days, st.tuples(st.integers(1, 2), st.integers(3, 7))),
    st.lists(days, max_size=40),
)


def limits(work: Written, *others: Written, around: Around = FREE) -> list[Limit]:
    return [each.limit for each in broken_limits(work, replace(around, others=others), POLICY)]


def after(number: int, work: Written = A_7A) -> Written:
    return replace(work, day=DAY + timedelta(days=number))


@pytest.mark.parametrize(("between", "breaks"), [(1, True), (16, True), (17, False), (-16, True)])
def test_two_and_a_half_weeks_lie_between_works_of_the_same_pupils(
    between: int, breaks: bool
) -> None:
    assert (Limit.GAP in limits(A_7A, after(between))) is breaks
    other_subject = replace(after(between), subject_id=11, section_id=2)
    assert limits(A_7A, other_subject) == []


@pytest.mark.parametrize(("between", "breaks"), [(0, False), (7, False), (8, True), (17, False)])
def test_classes_of_a_grade_write_one_work_within_a_week(between: int, breaks: bool) -> None:
    of_7b = replace(after(between), section_id=2, class_ids=frozenset({72}))
    assert (Limit.GAP in limits(A_7A, of_7b)) is breaks
    of_8a = replace(of_7b, grade_level=8)
    assert Limit.GAP not in limits(A_7A, of_8a)


def test_works_take_a_tenth_of_the_lessons_of_the_year() -> None:
    """Of forty lessons four."""
    three = [after(-20 * number) for number in (1, 2, 3)]
    assert limits(A_7A, *three) == []
    [broken] = broken_limits(A_7A, replace(FREE, others=[*three, after(-80)]), POLICY)
    assert (broken.limit, broken.works, broken.hours) == (Limit.SHARE, 5, 40)


def test_a_class_writes_one_a_day_and_its_groups_write_one_together() -> None:
    physics = replace(A_7A, section_id=3, subject_id=30, number=2)
    assert limits(A_7A, physics) == [Limit.DAY]
    of_7b = replace(physics, class_ids=frozenset({72}))
    assert limits(A_7A, of_7b) == []
    other_group = replace(GROUP, section_id=6)
    assert limits(GROUP, other_group) == []
    two = SchoolPolicy(controls_a_day=2)
    groups = replace(FREE, others=[GROUP, other_group])
    assert broken_limits(A_7A, groups, two) == []
    assert [each.limit for each in broken_limits(A_7A, groups, POLICY)] == [Limit.DAY]


@pytest.mark.parametrize("number", [1, 6])
def test_neither_the_first_nor_the_last_lesson_but_for_one_hour_a_week(number: int) -> None:
    at_edge = replace(A_7A, number=number)
    assert limits(at_edge) == [Limit.EDGE]
    weekly = replace(FREE, days=tuple(each for each in DAYS if each.weekday() == DAYS[0].weekday()))
    assert is_weekly(weekly.days)
    assert limits(at_edge, around=weekly) == []


def test_a_short_work_is_none_of_them() -> None:
    short = replace(A_7A, minutes=29, number=1)
    assert not is_counted(short, POLICY)
    assert is_counted(replace(short, minutes=30), POLICY)
    assert limits(short, A_7A) == []
    assert limits(A_7A, short) == []


@pytest.mark.parametrize(
    ("grade", "day", "forbidden"),
    [
        (1, date(2026, 12, 30), True),
        (1, date(2027, 1, 11), False),
        (2, date(2026, 9, 1), False),
    ],
)
def test_grade_1_writes_none_in_the_first_half_year(grade: int, day: date, forbidden: bool) -> None:
    assert is_forbidden(grade, day) is forbidden


@given(works, arounds)
def test_each_limit_is_named_once_and_more_works_never_mend_one(
    work: Written, around: Around
) -> None:
    found = [each.limit for each in broken_limits(work, around, POLICY)]
    assert len(found) == len(set(found))
    fewer = replace(around, others=around.others[1:])
    assert set(found) >= {each.limit for each in broken_limits(work, fewer, POLICY)}


@given(works, works)
def test_who_shares_pupils_does_so_both_ways_and_the_gap_is_one_too(
    one: Written, other: Written
) -> None:
    assert share_pupils(one, other) is share_pupils(other, one)
    assert share_pupils(one, one)
    of_one = broken_limits(one, Around([other], {}, DAYS), POLICY)
    of_other = broken_limits(other, Around([one], {}, DAYS), POLICY)
    both = is_counted(one, POLICY) and is_counted(other, POLICY)
    if both:
        pairs = [{each.limit for each in found} for found in (of_one, of_other)]
        assert (Limit.GAP in pairs[0]) is (Limit.GAP in pairs[1])
        assert (Limit.DAY in pairs[0]) is (Limit.DAY in pairs[1])


@given(st.lists(works, max_size=8), arounds)
def test_days_that_keep_all_limits_come_first_and_none_is_lost(
    offered: list[Written], around: Around
) -> None:
    found = free_first(offered, around, POLICY)
    assert sorted(map(repr, offered)) == sorted(repr(work) for work, _ in found)
    breaks = [bool(broken) for _, broken in found]
    assert breaks == sorted(breaks)
    for work, broken in found:
        assert broken == broken_limits(work, around, POLICY)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_school_year_holds_each_of_its_days(day: date) -> None:
    first, last = year_of(day)
    assert first <= day <= last
    assert year_of(first) == year_of(last) == (first, last)
