"""The forecast against brute force: whatever it promises comes true once the marks are there."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forecast.rules import (
    Assumed,
    Outlook,
    assumed,
    class_figure,
    needed,
    outlook,
    walk,
    ways,
)
from domain.marks.averages import suggested_by, suggested_mark, weighted_average
from domain.marks.model import BriefMark, WorkType
from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy

CODES = ("2", "3", "4", "5", "4-", "5+", "cr", "nc", "ex", "pt")
WEIGHTS = (1, 2, 4)
AT_MOST = 10
WORKS = (
    WorkType(1, "answer", "Ответ на уроке", "Ответ", 1),
    WorkType(2, "homework", "Домашнее задание", "Д/з", 1),
    WorkType(3, "quiz", "Проверочная работа", "П/р", 2),
    WorkType(4, "control", "Контрольная работа", "К/р", 4, is_control=True),
    WorkType(5, "remark", "Не в счёт", "Н", 4, counts=False),
)

marks = st.builds(
    BriefMark,
    value=st.sampled_from(CODES).map(MarkValue.of),
    weight=st.sampled_from(WEIGHTS),
    counts=st.sampled_from((True, True, True, False)),
    is_corrected=st.just(False),
    is_control=st.booleans(),
)
lists = st.lists(marks, max_size=8)
policies = st.builds(
    lambda five, four, three, is_strict: SchoolPolicy.from_json(
        {
            "thresholds": {"5": five / 100, "4": four / 100, "3": three / 100},
            "no_five_after_bad_control": is_strict,
        }
    ),
    st.integers(401, 500),
    st.integers(301, 400),
    st.integers(201, 300),
    st.booleans(),
)


def of(*pairs: tuple[int, int]) -> list[Assumed]:
    return [assumed(value, weight) for value, weight in pairs]


def by_force(
    given_marks: Sequence[BriefMark], mark: Assumed, target: int, policy: SchoolPolicy
) -> int | None:
    for count in range(AT_MOST + 1):
        suggested = suggested_by([*given_marks, *[mark] * count], policy)
        if suggested is not None and suggested >= target:
            return count
    return None


@given(lists, st.integers(2, 5), st.sampled_from(WEIGHTS), st.integers(2, 5), policies)
def test_needed_is_what_trying_one_after_another_finds(
    given_marks: list[BriefMark], value: int, weight: int, target: int, policy: SchoolPolicy
) -> None:
    mark = assumed(value, weight)
    expected = by_force(given_marks, mark, target, policy)
    assert needed(given_marks, mark, target, policy, at_most=AT_MOST) == expected


@given(lists, policies)
def test_ways_lead_to_the_next_mark_and_one_mark_less_does_not(
    given_marks: list[BriefMark], policy: SchoolPolicy
) -> None:
    found = ways(given_marks, WORKS, policy)
    now = suggested_by(given_marks, policy)
    assert len(found) <= 2
    assert len({way.work.id for way in found}) == len(found)
    for way in found:
        assert now is not None
        assert way.target == now + 1
        assert way.work.counts
        mark = assumed(way.value, way.work.weight)
        assert suggested_by([*given_marks, *[mark] * way.count], policy) in (now + 1, now + 2)
        assert suggested_by([*given_marks, *[mark] * (way.count - 1)], policy) == now
    assert [way.count for way in found] == sorted(way.count for way in found)


def test_a_five_by_two_control_works_or_by_more_answers() -> None:
    found = ways(of((4, 4), (4, 1), (4, 1)), WORKS, SchoolPolicy())
    assert [(way.count, way.value, way.work.code) for way in found] == [
        (2, 5, "control"),
        (3, 5, "quiz"),
    ]


def test_no_way_out_of_an_unsatisfactory_control_work_where_the_school_says_so() -> None:
    bad = BriefMark(MarkValue.plain(2), 4, counts=True, is_corrected=False, is_control=True)
    given_marks: list[BriefMark | Assumed] = [bad, *of(*[(5, 4)] * 8)]
    strict = SchoolPolicy(no_five_after_bad_control=True)
    assert suggested_by(given_marks, SchoolPolicy()) == 5
    assert suggested_by(given_marks, strict) == 4
    assert ways(given_marks, WORKS, strict) == []


@pytest.mark.parametrize(
    ("bad", "suggested"),
    [("2", 4), ("2+", 4), ("nc", 4), ("3", 5), ("cr", 5), ("pt", 5), ("ex", 5)],
)
def test_what_an_unsatisfactory_control_work_is(bad: str, suggested: int) -> None:
    work = BriefMark(MarkValue.of(bad), 1, counts=True, is_corrected=False, is_control=True)
    strict = SchoolPolicy(no_five_after_bad_control=True)
    assert suggested_by([work, *of(*[(5, 4)] * 9)], strict) == suggested


@given(lists)
def test_the_rule_of_control_works_only_ever_takes_the_best_mark(
    given_marks: list[BriefMark],
) -> None:
    usual = suggested_by(given_marks, SchoolPolicy())
    strict = suggested_by(given_marks, SchoolPolicy(no_five_after_bad_control=True))
    assert usual == suggested_mark(weighted_average(given_marks), SchoolPolicy())
    assert strict == usual or (usual, strict) == (5, 4)


@given(lists, policies)
def test_safe_is_kept_by_the_worst_mark_and_at_risk_is_lost_by_the_next_one(
    given_marks: list[BriefMark], policy: SchoolPolicy
) -> None:
    found = outlook(given_marks, policy)
    now = suggested_by(given_marks, policy)
    if now is None or now == policy.lowest_mark:
        assert found is Outlook.NONE
        return
    counted = [each for each in given_marks if each.counts and each.value.number is not None]
    heaviest = max(each.weight for each in counted)
    is_control = any(each.is_control for each in counted if each.weight == heaviest)
    worst = assumed(policy.lowest_mark, heaviest, is_control=is_control)
    is_kept = suggested_by([*given_marks, worst], policy) == now
    is_lost = suggested_by([*given_marks, assumed(now - 1, 1)], policy) != now
    expected = Outlook.AT_RISK if is_lost else Outlook.STEADY
    assert found is (Outlook.SAFE if is_kept else expected)
    assert not (is_kept and is_lost)


def test_outlooks() -> None:
    policy = SchoolPolicy()
    assert outlook(of(*[(5, 4)] * 7), policy) is Outlook.SAFE
    assert outlook(of((5, 4), (5, 4)), policy) is Outlook.STEADY
    assert outlook(of((5, 1), (4, 1)), policy) is Outlook.AT_RISK
    assert outlook(of((2, 1)), policy) is Outlook.NONE
    assert outlook([], policy) is Outlook.NONE


@given(lists)
def test_the_walk_ends_at_the_average_and_each_step_begins_where_the_last_ended(
    given_marks: list[BriefMark],
) -> None:
    steps = walk(given_marks)
    assert len(steps) == len(given_marks)
    for at, (before, after) in enumerate(steps):
        assert before == weighted_average(given_marks[:at])
        assert after == weighted_average(given_marks[: at + 1])


averages = st.lists(st.decimals(2, 5, places=2), max_size=30)


@given(averages, st.integers(2, 12))
def test_a_class_figure_names_nobody(values: list[Decimal], smallest: int) -> None:
    figure = class_figure(values, smallest)
    if len(values) < max(smallest, 3) or len(set(values)) == 1:
        assert figure is None
        return
    assert figure is not None
    assert min(values) <= figure <= max(values)
    assert abs(figure * len(values) - sum(values)) <= Decimal("0.005") * len(values)
