"""Absences and late arrivals as a family reads them."""

from datetime import date

from sqlalchemy import bindparam, select

from domain.attendance.model import MissedLesson, Reason, Status
from storage.store import Store
from storage.tables import attendance_event, lesson, section, subject

# A lesson without a roll call says nothing about who was there.
_EXCEPTIONS = (
    select(
        attendance_event.c.lesson_id,
        attendance_event.c.date,
        lesson.c.number,
        subject.c.title,
        attendance_event.c.status,
        attendance_event.c.reason,
        attendance_event.c.minutes_late,
    )
    .select_from(
        attendance_event.join(lesson, lesson.c.id == attendance_event.c.lesson_id)
        .join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
    )
    .where(
        attendance_event.c.student_id == bindparam("student_id"),
        attendance_event.c.date.between(bindparam("begins"), bindparam("ends")),
        attendance_event.c.status != Status.PRESENT.value,
        lesson.c.attendance_taken_at.is_not(None),
    )
    .order_by(attendance_event.c.date.desc(), lesson.c.number.desc())
)


class Attendance(Store):
    """domain.attendance.model.AttendanceStore."""

    async def exceptions(self, student_id: int, begins: date, ends: date) -> list[MissedLesson]:
        found = await self._connection.execute(
            _EXCEPTIONS, {"student_id": student_id, "begins": begins, "ends": ends}
        )
        return [
            MissedLesson(
                lesson_id, day, number, title, Status(status), Reason(reason), minutes_late
            )
            for lesson_id, day, number, title, status, reason, minutes_late in found
        ]
