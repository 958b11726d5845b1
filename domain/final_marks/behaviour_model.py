"""Marks of behaviour: a class in a period, with what stands and what is chosen (facts §2.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.calendar import GradingPeriod
from domain.final_marks.setting_model import DraftedMark
from domain.marks.value import MarkKind, MarkValue
from domain.policy import SchoolPolicy

_WORDS = (MarkKind.EXEMPLARY, MarkKind.GOOD, MarkKind.SATISFACTORY, MarkKind.UNSATISFACTORY)
_CREDIT = (MarkKind.CREDIT, MarkKind.NO_CREDIT)


def behaviour_values(policy: SchoolPolicy) -> tuple[MarkValue, ...]:
    """What behaviour may be marked with, the best first; nothing where it is off."""
    match policy.behaviour_scale:
        case "words":
            return tuple(MarkValue(kind) for kind in _WORDS)
        case "credit":
            return tuple(MarkValue(kind) for kind in _CREDIT)
        case "marks":
            return tuple(MarkValue.plain(number) for number in policy.marks)
    return ()


@dataclass(frozen=True, slots=True)
class BehaviourSheet:
    """A class in a period; `periods` are all that may be marked now, the newest first."""

    class_id: int
    class_title: str
    subject_id: int
    period: GradingPeriod
    periods: tuple[GradingPeriod, ...]
    values: tuple[MarkValue, ...]
    pupils: tuple[DraftedMark, ...]

    @property
    def changed(self) -> list[DraftedMark]:
        return [each for each in self.pupils if each.is_changed]

    @property
    def missing(self) -> list[DraftedMark]:
        return [each for each in self.pupils if each.shown is None]

    def pupil(self, student_id: int) -> DraftedMark | None:
        return next((each for each in self.pupils if each.pupil.id == student_id), None)


class BehaviourStore(Protocol):
    """What marks of behaviour need of the storage, beside the journal of final marks."""

    async def subject(self, school_id: int) -> int | None:
        """The subject that they stand in; None: it was never switched on."""

    async def add_subject(self, school_id: int) -> None:
        """From now on there is one. Done again it changes nothing."""

    async def lock(self, class_id: int) -> None:
        """Whoever saves marks of this class waits for who does so before."""

    async def pupils(
        self, class_id: int, subject_id: int, period_id: int, day: date, chosen_by: int
    ) -> list[DraftedMark]:
        """Of the class on this day, in list order."""
