"""The sections of a pupil's diary, a button each: on a family's first screen, on a pupil's card."""

from datetime import date

from domain.people import Student
from domain.policy import SchoolPolicy
from handlers.attendance.callbacks import OpenAttendance
from handlers.final_marks.callbacks import OpenFinals
from handlers.homework.callbacks import OpenTomorrow
from handlers.marks.callbacks import OpenPeriodMarks
from handlers.schedule.callbacks import OpenDay
from handlers.screen import Button
from handlers.words import _, c_


def diary_sections(student: Student, policy: SchoolPolicy, day: date) -> list[Button]:
    """Those that there are in this grade; the timetable opens on `day`."""
    student_id, grade_level = student.id, student.grade_level
    buttons = [Button(_("Timetable"), OpenDay.of(student_id, day))]
    if policy.has_homework(grade_level):
        buttons.append(Button(c_("button", "Homework"), OpenTomorrow(student_id=student_id)))
    if policy.has_marks(grade_level):
        buttons.append(Button(_("Marks"), OpenPeriodMarks(student_id=student_id)))
    buttons.append(Button(_("Attendance"), OpenAttendance(student_id=student_id)))
    if policy.has_marks(grade_level):
        buttons.append(Button(c_("button", "Final marks"), OpenFinals(student_id=student_id)))
    return buttons
