"""Reading the timetable (R062, R069)."""

from datetime import date

from domain.access import Actor
from domain.diary import open_diary
from domain.schedule.model import StudentDays
from domain.uow import UnitOfWork


async def student_days(
    uow: UnitOfWork, actor: Actor, student_id: int, begins: date, ends: date
) -> StudentDays:
    """The pupil's lessons of the days, changes marked, holidays named."""
    student, school = await open_diary(uow, actor, student_id)
    lessons = await uow.schedule.of_student(student.id, begins, ends)
    holidays = await uow.schedule.holidays(school.id, student.grade_level, begins, ends)
    return StudentDays(student, school, begins, ends, tuple(lessons), tuple(holidays))
