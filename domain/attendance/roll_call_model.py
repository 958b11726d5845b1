"""A roll call under way: what is recorded, and over it what has been tapped since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.attendance.model import Status
from domain.lessons.model import TaughtLesson
from domain.people import Person

AFTER = {
    Status.PRESENT: Status.ABSENT,
    Status.ABSENT: Status.LATE,
    Status.LATE: Status.PRESENT,
}
"""What the next tap on a pupil makes of a status."""


@dataclass(frozen=True, slots=True)
class RollCall:
    """A class at a lesson: what is recorded, and over it what has been tapped since."""

    taught: TaughtLesson
    pupils: tuple[Person, ...]
    recorded: Mapping[int, Status]
    tapped: Mapping[int, Status]

    def status(self, student_id: int) -> Status:
        """Where the pupil is as far as the teacher has said."""
        return self.tapped.get(student_id, self.recorded.get(student_id, Status.PRESENT))

    def with_status(self, status: Status) -> list[Person]:
        """The pupils of this status, in the order of the list."""
        return [pupil for pupil in self.pupils if self.status(pupil.id) is status]

    @property
    def untold(self) -> dict[int, tuple[Status, Status]]:
        """Pupils whose tap differs from the record: (recorded, tapped)."""
        differing = {}
        for student_id, new in self.tapped.items():
            old = self.recorded.get(student_id, Status.PRESENT)
            if old is not new:
                differing[student_id] = (old, new)
        return differing


@dataclass(frozen=True, slots=True)
class AttendanceChange:
    """One pupil's attendance at a lesson before and after."""

    student_id: int
    old: Status
    new: Status


@dataclass(frozen=True, slots=True)
class Finished:
    """What «Готово» recorded, and how many messages to families that makes."""

    changes: tuple[AttendanceChange, ...]
    notices: int


@dataclass(frozen=True, slots=True)
class Call:
    """What the roll call of another lesson of the day said of a pupil."""

    student_id: int
    lesson_id: int
    starts: int  # minutes after midnight, school time
    status: Status
    change_id: int  # the last one; 0: there was none

    @property
    def is_absent(self) -> bool:
        return self.status is Status.ABSENT and self.change_id > 0


class RollCallStore(Protocol):
    """Taps and recorded attendance of one lesson."""

    async def recorded(self, lesson_id: int) -> dict[int, Status]:
        """Who was not simply there, by pupil."""

    async def tapped(self, lesson_id: int) -> dict[int, Status]:
        """Taps that «Готово» has not turned into a record."""

    async def tap(self, lesson_id: int, student_id: int, status: Status) -> None:
        """Keeps a tap over an earlier one."""

    async def calls_beside(self, taught: TaughtLesson, student_ids: Collection[int]) -> list[Call]:
        """Of these pupils, at the other lessons of the day whose roll was called, by time."""

    async def forget_tap(self, lesson_id: int, student_id: int) -> None: ...

    async def record(
        self, taught: TaughtLesson, changes: Sequence[AttendanceChange], recorded_by: int
    ) -> list[int]:
        """Records the changes with their history; ids of the history, in the same order."""

    async def forget_taps(self, lesson_id: int) -> None: ...
