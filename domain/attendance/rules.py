"""Rules of the journal's attendance, each a function of what it is told and of nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.attendance.model import Reason, Status


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the journal has of a pupil at a lesson; `PRESENT` where it has nothing."""

    status: Status = Status.PRESENT
    reason: Reason = Reason.UNKNOWN
    minutes: int | None = None  # how late

    @property
    def is_excused(self) -> bool:
        """Whether somebody said why."""
        return self.reason is not Reason.UNKNOWN


NOTHING = Recorded()


def recorded_reason(known: Iterable[Reason], settled: Reason | None = None) -> Reason:
    """Why a pupil is not simply there, as the journal has it from now on (S4 П2.VIII).

    `known` is all that it ever had of this pupil at this lesson, the latest last: no tap and no
    file turns a reason back into none, also when the pupil was marked present in between.
    `settled` is what the homeroom teacher said beforehand; a parent's word is none yet.
    """
    said = [each for each in known if each is not Reason.UNKNOWN]
    if said:
        return said[-1]
    return settled or Reason.UNKNOWN


def all_present(shown: Mapping[int, Status], excused: Iterable[int]) -> dict[int, Status]:
    """Whose status «Все на месте» changes, and to what.

    A bulk tap never overwrites an excuse: whoever was announced as absent or has a reason in the
    journal stays as they are, and is removed one by one (S2 3.2).
    """
    left = frozenset(excused)
    return {
        student_id: Status.PRESENT
        for student_id, status in shown.items()
        if status is not Status.PRESENT and student_id not in left
    }
