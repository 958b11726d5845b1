"""Which final marks have to be explained (S4 П2.VIII, R099)."""

from decimal import Decimal
from enum import StrEnum

from domain.marks.averages import suggested_mark
from domain.policy import SchoolPolicy


class Why(StrEnum):
    """Why whoever sets a final mark is asked for a reason."""

    NO_MARKS = "no_marks"  # nothing is beneath it
    FAR = "far"  # from the average
    HELD_BACK = "held_back"  # the school gives no 5 after a bad control work


def needs_reason(
    value: int, average: Decimal | None, suggested: int | None, policy: SchoolPolicy
) -> Why | None:
    """Why this mark has to be explained; None: it follows from the marks beneath it.

    `average` and `suggested` are of those marks. Far is a school's `far_from_average` and more.
    """
    if average is None or suggested is None:
        return Why.NO_MARKS
    if abs(value - average) >= Decimal(str(policy.far_from_average)):
        return Why.FAR
    by_average = suggested_mark(average, policy)
    if by_average is not None and suggested < value <= by_average:
        return Why.HELD_BACK
    return None
