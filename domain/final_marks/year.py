"""The mark of the year that the marks of its periods suggest, and the final one (facts §2.2)."""

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


def final_average(year: int, exam: int | None, share: int) -> Decimal:
    """Of the mark of the year and that of the exam, which weighs `share` percent; two decimals."""
    if exam is None:
        return Decimal(year).quantize(Decimal("0.01"))
    total = Decimal(year * (100 - share) + exam * share)
    return (total / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def year_with_exam(year: int | None, exam: int | None, share: int) -> int | None:
    """The final mark: the year and the exam, which weighs `share` percent, to the nearest mark.

    A tie goes up, in the pupil's favour. Without an exam it is the mark of the year; without that
    there is none (facts §2.2, R097).
    """
    if year is None or exam is None:
        return year
    return (2 * (year * (100 - share) + exam * share) + 100) // 200
