"""The sections of a pupil's diary, a button each: on a family's first screen, on a pupil's card."""

from collections.abc import Collection
from datetime import date, timedelta

from domain.access import Action
from domain.people import Student
from domain.policy import SchoolPolicy
from handlers.attendance.callbacks import OpenAttendance
from handlers.final_marks.callbacks import OpenFinals
from handlers.homework.callbacks import OpenTomorrow
from handlers.marks.callbacks import OpenPeriodMarks
from handlers.schedule.callbacks import OpenDay
from handlers.screen import Button, Style
from handlers.words import _, c_, sentence, short_weekday_date


def diary_sections(
    student: Student, policy: SchoolPolicy, readings: Collection[Action], day: date
) -> list[Button]:
    """Those that there are in this grade and may be read; the timetable opens on `day`."""
    student_id, grade_level = student.id, student.grade_level
    buttons = {Action.READ_TIMETABLE: Button(_("Timetable"), OpenDay.of(student_id, day))}
    if policy.has_homework(grade_level):
        homework = Button(c_("button", "Homework"), OpenTomorrow(student_id=student_id))
        buttons[Action.READ_HOMEWORK] = homework
    if policy.has_marks(grade_level):
        marks = Button(_("Marks"), OpenPeriodMarks(student_id=student_id))
        buttons[Action.READ_MARKS] = marks
    attendance = Button(_("Attendance"), OpenAttendance(student_id=student_id))
    buttons[Action.READ_ATTENDANCE] = attendance
    if policy.has_marks(grade_level):
        finals = Button(c_("button", "Final marks"), OpenFinals(student_id=student_id))
        buttons[Action.READ_FINAL_MARKS] = finals
    return [button for action, button in buttons.items() if action in readings]


def next_day_button(student_id: int, day: date, today: date) -> Button:
    """«Завтра», «Пн, 30 ноября»: lessons and homework of the next school day, one tap away."""
    is_tomorrow = day - today == timedelta(days=1)
    text = _("Tomorrow") if is_tomorrow else sentence(short_weekday_date(day))
    return Button(text, OpenDay.of(student_id, day), Style.PRIMARY)
