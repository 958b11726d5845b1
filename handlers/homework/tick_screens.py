"""A pupil's own ticks: what is done, and how long it took."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from domain.homework.model import Homework
from domain.people import Student
from handlers.homework.callbacks import OpenHomeworkDay, SetTickMinutes, TickHomework
from handlers.homework.words import with_files
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.submissions.callbacks import OpenOwnDay
from handlers.words import _, n_, shorten

_OFFERED = (10, 15, 30, 45, 60, 90)
_ROOM = 2  # characters of the sign before the subject


def tick_buttons(student: Student, homework: Sequence[Homework]) -> list[Button]:
    """«☐ Алгебра» until it is done, «✓ Алгебра» from then on; nothing in anybody else's chat.

    The second piece of one subject is «☐ Алгебра · 2».
    """
    found = []
    times: Counter[str] = Counter()
    for each in homework:
        if each.is_done is None:
            continue
        to = TickHomework(student_id=student.id, homework_id=each.id, done=not each.is_done)
        sign, style = ("✓", Style.SUCCESS) if each.is_done else ("☐", None)
        times[each.subject] += 1
        which = f" · {times[each.subject]}" if times[each.subject] > 1 else ""
        subject = shorten(each.subject, MAX_BUTTON - _ROOM - len(which)) + which
        found.append(Button(f"{sign} {subject}", to, style))
    return found


def hand_in_row(student: Student, day: date, homework: Sequence[Homework]) -> list[list[Button]]:
    """«Сдать работу» for the pupil alone, who has ticks."""
    if not any(each.is_done is not None for each in homework):
        return []
    return [[Button(_("Hand work in"), OpenOwnDay.of(student.id, day))]]


def done_screen(student_id: int, homework: Homework) -> Screen:
    """It is done; how long it took is asked once, and need not be said."""
    blocks: list[Block] = [
        Heading(homework.subject),
        with_files(homework.text, homework.files, homework.quiz),
        bold(_("Done ✓ How many minutes did it take?")),
        Footer(_("Only you see your ticks. The teacher sees how many, never who.")),
    ]
    buttons = [
        Button(
            n_("{count} min", "{count} min", each),
            SetTickMinutes(student_id=student_id, homework_id=homework.id, minutes=each),
        )
        for each in _OFFERED
    ]
    back = Button(_("‹ Homework"), OpenHomeworkDay.of(student_id, homework.due_date))
    return Screen(blocks, [*in_columns(buttons, 3), [back]])
