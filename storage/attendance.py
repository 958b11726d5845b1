"""Absences and late arrivals as a family reads them."""

from datetime import date

from sqlalchemy import RowMapping, and_, bindparam, case, exists, func, select

from domain.attendance.model import Called, MissedLesson, Reason, Status
from storage.spans import holds
from storage.store import Store
from storage.tables import attendance_event, lesson, remark, section, section_student, subject

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


CALLED = (
    select(
        func.max(lesson.c.attendance_taken_at).label("latest_at"),
        func.count(
            case(
                (
                    and_(
                        lesson.c.attendance_taken_at.is_(None), lesson.c.date < bindparam("today")
                    ),
                    1,
                )
            )
        ).label("not_called"),
        exists()
        .where(remark.c.student_id == bindparam("student_id"), remark.c.withdrawn_at.is_(None))
        .label("has_remarks"),
    )
    .select_from(section_student.join(lesson, lesson.c.section_id == section_student.c.section_id))
    .where(
        section_student.c.student_id == bindparam("student_id"),
        holds(section_student, lesson.c.date),
        lesson.c.is_cancelled.is_(False),
        lesson.c.date.between(bindparam("begins"), bindparam("ends")),
    )
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

    async def called(self, student_id: int, begins: date, ends: date, today: date) -> Called:
        days = {"student_id": student_id, "begins": begins, "ends": ends, "today": today}
        [row] = await self._rows(CALLED, **days)
        return to_called(row)


def to_called(row: RowMapping) -> Called:
    return Called(row["latest_at"], row["not_called"], bool(row["has_remarks"]))
