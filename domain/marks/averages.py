"""Averages and the mark that an average suggests (facts §2.2)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy


class Weighed(Protocol):
    """A mark, in full or in brief."""

    @property
    def value(self) -> MarkValue: ...
    @property
    def weight(self) -> int: ...
    @property
    def counts(self) -> bool: ...
    @property
    def is_control(self) -> bool: ...


def weighted_average(marks: Iterable[Weighed]) -> Decimal | None:
    """Σ(value·weight) ÷ Σ(weight) over marks that count, two decimals; None without any.

    What has no number is left out, whatever it is for: «зачёт», «осв», an open «точка».
    """
    total = weights = 0
    for mark in marks:
        number = mark.value.number
        if number is not None and mark.counts and mark.weight > 0:
            total += number * mark.weight
            weights += mark.weight
    return mean_of(total, weights)


def mean_of(total: int, weights: int) -> Decimal | None:
    """The same of sums that somebody else has made."""
    if not weights:
        return None
    return (Decimal(total) / weights).quantize(Decimal("0.01"), ROUND_HALF_UP)


def suggested_mark(
    average: Decimal | None, policy: SchoolPolicy, *, has_bad_control: bool = False
) -> int | None:
    """The mark the school's thresholds give; the teacher sets it, the program only suggests.

    `has_bad_control`: an unsatisfactory control work is among the marks. A school may rule that the
    best mark is then not suggested (facts §2.2, §2.7).
    """
    if average is None:
        return None
    reached = [mark for mark, least in policy.thresholds.items() if average >= Decimal(str(least))]
    suggested = max(reached, default=policy.lowest_mark)
    if has_bad_control and policy.no_five_after_bad_control:
        return min(suggested, policy.highest_mark - 1)
    return suggested


def suggested_by(marks: Iterable[Weighed], policy: SchoolPolicy) -> int | None:
    """What these marks suggest, in the diary, on the list of final marks and in the forecast."""
    given = list(marks)
    bad = has_bad_control(given, policy)
    return suggested_mark(weighted_average(given), policy, has_bad_control=bad)


def has_bad_control(marks: Iterable[Weighed], policy: SchoolPolicy) -> bool:
    """Whether a control work that counts is unsatisfactory as it stands now."""
    return any(
        mark.counts and mark.is_control and mark.value.is_unsatisfactory(policy) for mark in marks
    )
