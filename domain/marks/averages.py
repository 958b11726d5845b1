"""Averages and the mark that an average suggests (facts §2.2)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from domain.policy import SchoolPolicy


class Weighed(Protocol):
    """A mark, in full or in brief."""

    @property
    def value(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def counts(self) -> bool: ...


def weighted_average(marks: Iterable[Weighed]) -> Decimal | None:
    """Σ(value·weight) ÷ Σ(weight) over marks that count, two decimals; None without any."""
    counted = [mark for mark in marks if mark.counts and mark.weight > 0]
    weights = sum(mark.weight for mark in counted)
    if not weights:
        return None
    total = Decimal(sum(mark.value * mark.weight for mark in counted))
    return (total / weights).quantize(Decimal("0.01"), ROUND_HALF_UP)


def suggested_mark(average: Decimal | None, policy: SchoolPolicy) -> int | None:
    """The mark the school's thresholds give; the teacher sets it, the program only suggests."""
    if average is None:
        return None
    reached = [mark for mark, least in policy.thresholds.items() if average >= Decimal(str(least))]
    return max(reached, default=policy.lowest_mark)
