"""What people do in the benchmark: every screen of a diary, by its command and by its button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiogram.filters.callback_data import CallbackData

from handlers.attendance.callbacks import OpenAttendance
from handlers.final_marks.callbacks import OpenFinals
from handlers.homework.callbacks import OpenTomorrow
from handlers.marks.callbacks import OpenPeriodMarks, OpenSubjectMarks
from handlers.menu.callbacks import OpenMenu
from handlers.schedule.callbacks import OpenDay, OpenWeek
from tests.benchmarks.databases import TODAY
from tests.benchmarks.readers import Reader

COMMANDS = ("/menu", "/schedule", "/homework", "/marks", "/attendance", "/finals")


@dataclass(frozen=True, slots=True)
class Act:
    """A command typed, or a button pressed under a message of its own."""

    chat_id: int
    text: str = ""
    data: str = ""


def acts(readers: Sequence[Reader], count: int) -> list[Act]:
    """`count` acts, every command and every button equally often, person after person."""
    made = []
    for at in range(count):
        reader = readers[at % len(readers)]
        # A number of readers that the choices do not divide brings each to every choice in time.
        choices: list[str | CallbackData] = [*COMMANDS, *_buttons(reader)]
        choice = choices[(at + at // len(readers)) % len(choices)]
        if isinstance(choice, str):
            made.append(Act(reader.chat_id, text=choice))
        else:
            made.append(Act(reader.chat_id, data=choice.pack()))
    return made


def _buttons(reader: Reader) -> list[CallbackData]:
    student = reader.student_id
    return [
        OpenMenu(),
        OpenDay.of(student, TODAY + timedelta(days=1)),
        OpenWeek.of(student, TODAY),
        OpenTomorrow(student_id=student),
        OpenPeriodMarks(student_id=student),
        OpenSubjectMarks(student_id=student, subject_id=reader.subject_id),
        OpenAttendance(student_id=student),
        OpenFinals(student_id=student),
    ]
