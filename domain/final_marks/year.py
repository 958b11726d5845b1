"""The mark of the year that the marks of its periods suggest (facts §2.2)."""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal


def year_average(marks: Collection[int]) -> Decimal | None:
    """The arithmetic mean of the periods' marks, two decimals; None without any."""
    if not marks:
        return None
    return (Decimal(sum(marks)) / len(marks)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def year_mark(marks: Collection[int]) -> int | None:
    """The mean rounded to the nearest mark; a tie goes up, in the pupil's favour."""
    if not marks:
        return None
    return (2 * sum(marks) + len(marks)) // (2 * len(marks))
