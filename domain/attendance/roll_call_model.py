"""A roll call under way: what is recorded, and over it what has been tapped since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from domain.absences.model import Announced
from domain.absences.rules import contradicts
from domain.attendance.model import Reason, Status
from domain.attendance.rules import NOTHING, Recorded
from domain.lessons.model import TaughtLesson
from domain.people import Person
from domain.schedule.model import LessonForm

AFTER = {
    Status.PRESENT: Status.ABSENT,
    Status.ABSENT: Status.LATE,
    Status.LATE: Status.PRESENT,
    Status.LEFT_EARLY: Status.PRESENT,
    Status.RELEASED: Status.PRESENT,
    Status.REMOTE: Status.PRESENT,
}
"""What the next tap on a pupil makes of a status."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What the teacher said of a pupil; `minutes`: how late."""

    status: Status
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RollCall:
    """A class at a lesson: what is recorded, and over it what has been tapped since.

    `announced` are absences announced for this lesson: before the roll is called for the first
    time these pupils stand as absent. `results`: who of them has a result of a lesson by tasks.
    """

    taught: TaughtLesson
    pupils: tuple[Person, ...]
    recorded: Mapping[int, Recorded]
    tapped: Mapping[int, Tap]
    announced: Mapping[int, Announced] = field(default_factory=dict)
    results: frozenset[int] = frozenset()

    @property
    def is_by_tasks(self) -> bool:
        """Whether presence is taken from the work that was handed in (R084)."""
        return self.taught.lesson.form is LessonForm.ELECTRONIC

    def is_prefilled(self, student_id: int) -> bool:
        """Whether the pupil is absent by what was announced alone."""
        is_called = self.taught.lesson.attendance_taken_at is not None
        return not is_called and student_id in self.announced and student_id not in self.recorded

    def before(self, student_id: int) -> Tap:
        """Where the pupil is as long as nothing is tapped."""
        if self.is_prefilled(student_id):
            return Tap(Status.ABSENT)
        recorded = self.recorded.get(student_id, NOTHING)
        return Tap(recorded.status, recorded.minutes)

    def says(self, student_id: int) -> Tap:
        """Where the pupil is as far as the teacher has said."""
        return self.tapped.get(student_id) or self.before(student_id)

    def status(self, student_id: int) -> Status:
        return self.says(student_id).status

    def with_tap(self, student_id: int, tap: Tap) -> "RollCall":
        """The same after this tap; one that leads back to where it was is none."""
        tapped = {key: kept for key, kept in self.tapped.items() if key != student_id}
        if tap != self.before(student_id):
            tapped[student_id] = tap
        return replace(self, tapped=tapped)

    def after(self, student_id: int) -> Status:
        """What the next tap makes of a pupil; whoever is announced is brought in by one (R078)."""
        status = self.status(student_id)
        if status is Status.ABSENT and student_id in self.announced:
            return Status.PRESENT
        return AFTER[status]

    @property
    def excused(self) -> list[int]:
        """Who has a reason in the journal, or is announced as absent."""
        known = [student_id for student_id, each in self.recorded.items() if each.is_excused]
        return [*known, *self.announced]

    @property
    def contradicted(self) -> list[Announced]:
        """Who was announced as absent and is there, as far as this roll call is the first to say so
        or says it anew."""
        changed = {change.student_id for change in self.changes}
        return [
            each
            for student_id, each in self.announced.items()
            if (self.is_prefilled(student_id) or student_id in changed)
            and contradicts(each, self.status(student_id))
        ]

    @property
    def changes(self) -> list["AttendanceChange"]:
        """What «Готово» records: pupils whose tap differs from the record."""
        found = []
        for pupil in self.pupils:
            old, new = self.recorded.get(pupil.id, NOTHING), self.says(pupil.id)
            if (old.status, old.minutes) != (new.status, new.minutes):
                found.append(AttendanceChange(pupil.id, old.status, new.status, new.minutes))
        return found


@dataclass(frozen=True, slots=True)
class AttendanceChange:
    """One pupil's attendance at a lesson before and after."""

    student_id: int
    old: Status
    new: Status
    minutes: int | None = None  # how late

    @property
    def is_news(self) -> bool:
        """Whether it is told: only how late it was is not."""
        return self.old is not self.new


@dataclass(frozen=True, slots=True)
class Finished:
    """What «Готово» recorded, and how many messages to families that makes."""

    changes: tuple[AttendanceChange, ...]
    notices: int

    @property
    def news(self) -> list[AttendanceChange]:
        return [change for change in self.changes if change.is_news]


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

    async def roll(self, taught: TaughtLesson) -> RollCall:
        """The class as it stands, taps included: one statement."""

    async def results(self, lesson_id: int) -> frozenset[int]:
        """Who handed in work that was set in the lesson, or has a mark in it that is not owed."""

    async def recorded(self, lesson_id: int) -> dict[int, Status]:
        """Who was not simply there, by pupil."""

    async def tapped(self, lesson_id: int) -> dict[int, Status]:
        """Taps that «Готово» has not turned into a record."""

    async def tap(self, lesson_id: int, taps: Mapping[int, Tap]) -> None:
        """Keeps these taps of pupils over earlier ones."""

    async def calls_beside(self, taught: TaughtLesson, student_ids: Collection[int]) -> list[Call]:
        """Of these pupils, at the other lessons of the day whose roll was called, by time."""

    async def forget_tap(self, lesson_id: int, student_ids: Collection[int]) -> None: ...

    async def record(
        self,
        taught: TaughtLesson,
        changes: Sequence[AttendanceChange],
        recorded_by: int,
        settled: Mapping[int, Reason],
    ) -> list[int]:
        """Records the changes; a reason that the journal ever had of a pupil here stays;
        `settled` are reasons that the homeroom teacher knew beforehand.

        Gives the ids of the history of those that are news, in the same order.
        """

    async def forget_taps(self, lesson_id: int) -> None: ...
