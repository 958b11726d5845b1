"""«Материалы»: what teachers have attached to homework, by subject (R108)."""

from domain.homework.model import Homework, Materials
from handlers.homework.callbacks import OpenFiles, OpenMaterials, OpenSubjects
from handlers.homework.words import with_files
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.whose import whose
from handlers.words import _, day_month, joined, shorten

_ON_PAGE = 10
_MAX_TEXT = 200
_MAX_SUBJECT = 60


def materials_screen(materials: Materials, page: int) -> Screen:
    """The newest of each subject first; a button sends the files below."""
    student = materials.student
    shown = paged(materials.homework, page, at_most=_ON_PAGE, size=_size)
    blocks: list[Block] = [Heading(_("{whose} · materials").format(whose=whose(student)))]
    if not materials.homework:
        blocks.append(_("Teachers have attached no files in this school year."))
    subject = ""
    for each in shown.items:
        if each.subject != subject:
            subject = each.subject
            blocks += ["", bold(shorten(subject, _MAX_SUBJECT))]
        blocks.append(_line(each))
    if shown.title:
        blocks += ["", Footer(shown.title)]
    buttons = [
        Button(_label(each), OpenFiles(student_id=student.id, homework_id=each.id))
        for each in shown.items
    ]
    pages = shown.buttons(lambda at: OpenMaterials(student_id=student.id, page=at))
    back = [Button(_("‹ Back"), OpenSubjects(student_id=student.id))]
    return Screen(blocks, [*in_columns(buttons, 2), *in_columns(pages, 2), back])


def _line(each: Homework) -> str:
    text = with_files(shorten(each.text, _MAX_TEXT), each.files, each.quiz)
    return _("{day}: {homework}").format(day=day_month(each.due_date), homework=text)


def _label(each: Homework) -> str:
    """The day as a whole, and as much of the subject as there is room for."""
    day = day_month(each.due_date)
    return joined(shorten(each.subject, MAX_BUTTON - len(day) - 2), day)


def _size(each: Homework) -> int:
    return length(_line(each), each.subject) + 3
