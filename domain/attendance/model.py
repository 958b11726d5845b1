"""Attendance as the journal keeps it: exceptions beside a roll call that was taken.

Ed-Fi: StudentSectionAttendanceEvent and SectionAttendanceTakenEvent; codes: facts §2.5.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a pupil was. `PRESENT` is never stored as an event: it is the absence of one."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "late"


class Reason(StrEnum):
    """Why a pupil was absent; `UNKNOWN` until a guardian or the homeroom teacher says (S4 П2.VIII)."""

    UNKNOWN = "unknown"
    ILL = "ill"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
