"""«Предметы»: in which of them homework is set, in which marks are given; a tap each."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.year.subject_model import SchoolSubject
from handlers.labels import narrow_titles
from handlers.page import Block, Footer, Heading
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, c_, joined, shorten
from handlers.year.callbacks import OpenYear
from handlers.year.subject_callbacks import GiveMarks, OpenSubjects, TakeHomework

_ON_PAGE = 20


def subjects_screen(
    subjects: Sequence[SchoolSubject], page: int, *, of_marks: bool = False
) -> Screen:
    """What holds is marked; a tap changes it."""
    shown = paged(subjects, page, at_most=_ON_PAGE, size=lambda each: length(_line(each)) + 1)
    blocks: list[Block] = [Heading(c_("school", "Subjects")), *map(_line, shown.items)]
    if not subjects:
        blocks.append(_("None are entered."))
    if shown.title:
        blocks.append(Footer(shown.title))
    blocks.append(
        Footer(
            _("✓ marks are given. Without it there are none, nor anything in their place.")
            if of_marks
            else _("✓ homework is set. Without it nobody is reminded of it.")
        )
    )
    named = _labels(shown.items)
    buttons = [_button(each, named[each.id], shown.page, of_marks) for each in shown.items]
    pages = shown.buttons(lambda to: OpenSubjects(page=to, marks=of_marks))
    other = c_("button", "Homework") if of_marks else c_("subjects", "Marks")
    last = [
        Button(_("‹ Back"), OpenYear()),
        Button(other, OpenSubjects(page=shown.page, marks=not of_marks)),
    ]
    return Screen(blocks, [*in_columns(buttons, 2), *in_columns(pages, 2), last])


def _line(each: SchoolSubject) -> str:
    says = joined(
        "" if each.takes_homework else _("no homework is set"),
        "" if each.is_marked else c_("subject", "without marks"),
    )
    return joined(each.title, says, by=": ")


def _labels(subjects: Sequence[SchoolSubject]) -> dict[int, str]:
    """As much of each title as fits; other words where two would look alike."""
    room = MAX_BUTTON - 2
    short = {each.id: shorten(each.title, room) for each in subjects}
    if len({*short.values()}) == len(short):
        return short
    return narrow_titles({each.id: each.title for each in subjects}, room)


def _button(each: SchoolSubject, label: str, page: int, of_marks: bool) -> Button:
    if of_marks:
        sign = "✓" if each.is_marked else "○"
        to: CallbackData = GiveMarks(subject_id=each.id, gives=not each.is_marked, page=page)
    else:
        sign = "✓" if each.takes_homework else "○"
        to = TakeHomework(subject_id=each.id, takes=not each.takes_homework, page=page)
    return Button(f"{sign} {label}", to)
