"""The forecast of a period mark (S4 П3.3, facts §2.2): pure, and by the school's own thresholds.

Everything here asks the functions of `domain.marks.averages` what a set of marks suggests, so a
forecast never says anything else than the diary will say once the marks are there.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.marks.averages import Weighed, suggested_by, suggested_mark, weighted_average
from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy

_HALF_STEP = Decimal("0.005")  # an average is rounded to two decimals before it is compared
_FEWEST_FOR_A_FIGURE = 3  # of two, each would learn the other's
_MOST_WAYS = 2


class Work(Protocol):
    """What a mark is for, as far as a forecast depends on it."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def counts(self) -> bool: ...
    @property
    def is_control(self) -> bool: ...


class Assumed(NamedTuple):
    """A mark that is not there yet."""

    value: MarkValue
    weight: int
    is_control: bool = False
    counts: bool = True


def assumed(number: int, weight: int, *, is_control: bool = False) -> Assumed:
    return Assumed(MarkValue.plain(number), weight, is_control)


class Outlook(StrEnum):
    """How firm the suggested mark is."""

    NONE = "none"  # nothing is suggested, or nothing worse could be
    SAFE = "safe"
    STEADY = "steady"
    AT_RISK = "at_risk"


class Step(NamedTuple):
    """The average before and after a mark; None while nothing counted."""

    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Way:
    """`count` marks `value` for this work lead to the mark `target`."""

    target: int
    count: int
    value: int
    work: Work


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a subject leads to; `is_held_back`: only the rule of control works stands in the way."""

    outlook: Outlook = Outlook.NONE
    ways: tuple[Way, ...] = ()
    is_held_back: bool = False


def forecast(marks: Sequence[Weighed], works: Sequence[Work], policy: SchoolPolicy) -> Forecast:
    """Everything that a family is told of a subject in the period that runs."""
    return Forecast(
        outlook(marks, policy),
        tuple(ways(marks, works, policy)),
        suggested_by(marks, policy) != suggested_mark(weighted_average(marks), policy),
    )


def needed(
    marks: Sequence[Weighed],
    mark: Assumed,
    target: int,
    policy: SchoolPolicy,
    *,
    at_most: int = 10,
) -> int | None:
    """How many more such marks until `target` or better is suggested; None: not with `at_most`.

    k = ⌈(T·W − S) ÷ (w·(v − T))⌉ (facts §2.2), T being half a step below the school's threshold,
    because the average is rounded first; then held against what would really be suggested.
    """
    if _reached(marks, target, policy):
        return 0
    count = max(1, _by_formula(marks, mark, target, policy))
    if count > at_most:
        return None
    return count if _reached([*marks, *[mark] * count], target, policy) else None


def ways(marks: Sequence[Weighed], works: Sequence[Work], policy: SchoolPolicy) -> list[Way]:
    """To the next better mark: the fewest marks first, and the second way with other works.

    Of works that weigh the same the first in the school's order stands for all, a control work
    before them. Nothing without marks, at the best mark, and where ten more would not do.
    """
    suggested = suggested_by(marks, policy)
    if suggested is None or suggested >= policy.highest_mark:
        return []
    target = suggested + 1
    found = [
        Way(target, count, value, work)
        for work in _one_of_each_weight(works)
        for value in range(target, policy.highest_mark + 1)
        if (count := needed(marks, assumed(value, work.weight), target, policy)) is not None
    ]
    found.sort(key=lambda way: (way.count, way.value, -way.work.weight))
    chosen: list[Way] = []
    for way in found:
        if len(chosen) < _MOST_WAYS and way.work not in [each.work for each in chosen]:
            chosen.append(way)
    return chosen


def outlook(marks: Sequence[Weighed], policy: SchoolPolicy) -> Outlook:
    """Safe: one more lowest mark of the weightiest work there was changes nothing.

    At risk: one more mark that is one below the suggested, of weight 1, lowers it. A pupil who
    stands at the lowest mark is neither: nothing is lost that way.
    """
    suggested = suggested_by(marks, policy)
    if suggested is None or suggested <= policy.lowest_mark:
        return Outlook.NONE
    weight, is_control = max((mark.weight, mark.is_control) for mark in marks if _is_in(mark))
    worst = assumed(policy.lowest_mark, weight, is_control=is_control)
    if suggested_by([*marks, worst], policy) == suggested:
        return Outlook.SAFE
    after = suggested_by([*marks, assumed(suggested - 1, 1)], policy)
    return Outlook.STEADY if after == suggested else Outlook.AT_RISK


def walk(marks: Iterable[Weighed]) -> list[Step]:
    """The average before and after each mark, in the order in which they were set (R100)."""
    steps: list[Step] = []
    so_far: list[Weighed] = []
    before: Decimal | None = None
    for mark in marks:
        so_far.append(mark)
        after = weighted_average(so_far)
        steps.append(Step(before, after))
        before = after
    return steps


def class_figure(values: Sequence[Decimal], smallest: int) -> Decimal | None:
    """The mean of the pupils' averages where it names nobody, to two decimals.

    None for fewer than `smallest` pupils, and for fewer than three: of two, each could take the
    own value away and have the other's. None too where all have the same, for then the figure is
    everybody's own.
    """
    if len(values) < max(smallest, _FEWEST_FOR_A_FIGURE) or len(set(values)) == 1:
        return None
    mean = sum(values, Decimal()) / len(values)
    return mean.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _reached(marks: Sequence[Weighed], target: int, policy: SchoolPolicy) -> bool:
    suggested = suggested_by(marks, policy)
    return suggested is not None and suggested >= target


def _by_formula(marks: Sequence[Weighed], mark: Assumed, target: int, policy: SchoolPolicy) -> int:
    """Zero and less where the average is no hindrance, or where no such mark would help."""
    thresholds = [least for value, least in policy.thresholds.items() if value >= target]
    if not thresholds or mark.value.number is None:
        return 0
    least = Decimal(str(min(thresholds))) - _HALF_STEP
    counted = [(each.value.number or 0, each.weight) for each in marks if _is_in(each)]
    total = sum(number * weight for number, weight in counted)
    weights = sum(weight for _number, weight in counted)
    gain = mark.weight * (mark.value.number - least)
    return math.ceil((least * weights - total) / gain) if gain > 0 else 0


def _is_in(mark: Weighed) -> bool:
    """Whether it is in the average at all."""
    return mark.counts and mark.weight > 0 and mark.value.number is not None


def _one_of_each_weight(works: Sequence[Work]) -> list[Work]:
    by_weight: dict[int, Work] = {}
    for work in works:
        if work.counts and work.weight > 0:
            held = by_weight.get(work.weight)
            if held is None or (work.is_control and not held.is_control):
                by_weight[work.weight] = work
    return list(by_weight.values())
