"""How long a day's homework takes, against the norm of the grade (facts §2.12, СанПиН 1.2.3685-21).

The norm is for all subjects of a day together; what has no estimate is counted, not added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.policy import SchoolPolicy


@dataclass(frozen=True, slots=True)
class PupilLoad:
    """Of one pupil and one day: minutes of what has an estimate, and how many have none."""

    student_id: int
    date: date
    minutes: int
    unknown: int
    is_done: bool = False  # one homework of the day, and in how many minutes
    done_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class DayLoad:
    """Of a class and one day: the pupil who has most. `over` is by how much, in minutes."""

    date: date
    minutes: int
    unknown: int
    norm: int

    @property
    def over(self) -> int:
        return max(0, self.minutes - self.norm)


def norm_of(grade_level: int, policy: SchoolPolicy) -> int:
    """Minutes a day for all subjects together: that of the band the grade is in."""
    bands = [first for first in policy.homework_norms if first <= grade_level]
    return policy.homework_norms[max(bands, default=min(policy.homework_norms))]


def day_load(of_pupils: Iterable[PupilLoad], day: date, norm: int) -> DayLoad:
    """The largest sum of any pupil: subgroups and individual homework make sums differ.

    Of those with the same minutes the one with most that nobody estimated.
    """
    sums = [(each.minutes, each.unknown) for each in of_pupils if each.date == day]
    minutes, unknown = max(sums, default=(0, 0))
    return DayLoad(day, minutes, unknown, norm)
