"""Attendance as the journal keeps it: exceptions beside a roll call that was taken.

Ed-Fi: StudentSectionAttendanceEvent and SectionAttendanceTakenEvent; codes: facts §2.5.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.calendar import School, ShownPeriod
from domain.people import Student
from domain.weeks_read.week import WeekOfPupil


class Status(StrEnum):
    """Where a pupil was. `PRESENT` is never stored as an event: it is the absence of one."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "late"
    LEFT_EARLY = "left_early"
    RELEASED = "released"  # from this lesson, by the school: no absence
    REMOTE = "remote"  # took part from elsewhere (R083): no absence either


def is_missed(status: Status) -> bool:
    """Whether the lesson was missed: who came late, left early or took part remotely was there."""
    return status is Status.ABSENT


class Reason(StrEnum):
    """Why a pupil was absent; `UNKNOWN` until the homeroom teacher knows (S4 П2.VIII)."""

    UNKNOWN = "unknown"
    ILL = "ill"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


@dataclass(frozen=True, slots=True)
class MissedLesson:
    """A lesson at which a pupil was not there, or came late (`minutes_late` where noted)."""

    lesson_id: int
    date: date
    number: int
    subject: str
    status: Status
    reason: Reason
    minutes_late: int | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """The roll calls beneath what is missed: no exception may mean no roll call (R118).

    `latest_at` is the last one; `not_called` are lessons before today without any. `has_remarks`:
    beside them something was written about the pupil (R120), whenever that was.
    """

    latest_at: datetime | None = None
    not_called: int = 0
    has_remarks: bool = False


@dataclass(frozen=True, slots=True)
class PeriodAttendance:
    """A pupil's exceptions of a grading period, the newest first."""

    student: Student
    school: School
    period: ShownPeriod
    exceptions: tuple[MissedLesson, ...]
    called: Called = Called()
    week: WeekOfPupil | None = None  # as `PeriodMarks.week`, where there are no marks

    @property
    def missed(self) -> list[MissedLesson]:
        return [each for each in self.exceptions if is_missed(each.status)]

    @property
    def missed_days(self) -> int:
        """On how many dates at least one lesson was missed."""
        return len({each.date for each in self.missed})

    def count(self, status: Status) -> int:
        return sum(each.status is status for each in self.exceptions)

    @property
    def by_reason(self) -> dict[Reason, int]:
        """Missed lessons by reason, the most frequent first."""
        return dict(Counter(each.reason for each in self.missed).most_common())


class AttendanceStore(Protocol):
    """What reading attendance needs of the storage."""

    async def exceptions(self, student_id: int, begins: date, ends: date) -> list[MissedLesson]:
        """Absences and late arrivals at lessons whose roll was called, the newest first."""

    async def called(self, student_id: int, begins: date, ends: date, today: date) -> Called:
        """How the rolls of the pupil's lessons were called on these days."""
