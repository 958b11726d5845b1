"""What a check of a class's marks finds, and its store."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.calendar import GradingPeriod
from domain.marks.value import MarkValue
from domain.people import Person


class Oddity(StrEnum):
    """In the order of the screen."""

    FAR = "far"  # a final mark far from the average of its period
    NO_MARKS = "no_marks"  # a final mark with no marks beneath it
    ABSENT = "absent"  # a mark in a lesson that the pupil missed


class Recorded(NamedTuple):
    """A final mark of the period, or (with `day`) a mark in a lesson that the pupil missed."""

    pupil: Person
    subject_id: int
    subject: str
    value: MarkValue
    day: date | None = None
    reason: str = ""  # typed with the final mark


class Odd(NamedTuple):
    """One of them, and what is odd about it."""

    oddity: Oddity
    recorded: Recorded
    average: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClassCheck:
    """What was found in a period of a class."""

    class_id: int
    class_title: str
    period: GradingPeriod
    periods: tuple[GradingPeriod, ...]
    found: tuple[Odd, ...]


class ContradictionStore(Protocol):
    """What there is to be compared."""

    async def of_class(self, class_id: int, period: GradingPeriod, day: date) -> list[Recorded]:
        """Of who is in the class on `day`, by pupil and subject; without behaviour."""
