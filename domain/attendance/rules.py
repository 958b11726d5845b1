"""Rules of the journal's attendance, each a function of what it is told and of nothing else."""

from collections.abc import Collection, Iterable, Mapping
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


def electronic_presence(
    shown: Mapping[int, Status], excused: Iterable[int], results: Collection[int]
) -> dict[int, Status]:
    """Whose status «По сданным работам» changes in a lesson by tasks, and to what.

    There a pupil was present by «фактически выданные цифровые задания и результаты их выполнения»
    (S2 3.2, R084): whoever has a result of the lesson was, whoever has none was not. It is a bulk
    tap: excuses stay, and so does whatever else the teacher said. Without any result it says
    nothing.
    """
    suggested = {}
    left = frozenset(excused)
    for student_id in shown.keys() - left if results else ():
        has_result = student_id in results
        if shown[student_id] is Status.ABSENT and has_result:
            suggested[student_id] = Status.PRESENT
        elif shown[student_id] is Status.PRESENT and not has_result:
            suggested[student_id] = Status.ABSENT
    return suggested
