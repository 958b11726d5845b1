"""«Предметы»: in which of them homework is set, a tap each."""

from collections.abc import Sequence

from domain.year.subject_model import SchoolSubject
from handlers.labels import narrow_titles
from handlers.page import Block, Footer, Heading
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, c_, joined, shorten
from handlers.year.callbacks import OpenYear
from handlers.year.subject_callbacks import OpenSubjects, TakeHomework

_ON_PAGE = 20


def subjects_screen(subjects: Sequence[SchoolSubject], page: int) -> Screen:
    """What holds is marked; a tap changes it."""
    shown = paged(subjects, page, at_most=_ON_PAGE, size=lambda each: length(_line(each)) + 1)
    blocks: list[Block] = [Heading(c_("school", "Subjects")), *map(_line, shown.items)]
    if not subjects:
        blocks.append(_("None are entered."))
    if shown.title:
        blocks.append(Footer(shown.title))
    blocks.append(Footer(_("✓ homework is set. Without it nobody is reminded of it.")))
    named = _labels(shown.items)
    buttons = [_button(each, named[each.id], shown.page) for each in shown.items]
    pages = shown.buttons(lambda to: OpenSubjects(page=to))
    back = [Button(_("‹ Back"), OpenYear())]
    return Screen(blocks, [*in_columns(buttons, 2), *in_columns(pages, 2), back])


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


def _button(each: SchoolSubject, label: str, page: int) -> Button:
    sign = "✓" if each.takes_homework else "○"
    to = TakeHomework(subject_id=each.id, takes=not each.takes_homework, page=page)
    return Button(f"{sign} {label}", to)
