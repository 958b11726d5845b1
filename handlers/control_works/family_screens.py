"""The schedule of control works as families see it."""

from datetime import date
from operator import itemgetter

from domain.control_works.families import PupilWorks
from domain.control_works.model import PlannedWork
from domain.schedule.model import DayNote
from handlers.control_works.callbacks import OpenPupilWorks
from handlers.page import Block, Footer, Heading
from handlers.paging import length, paged
from handlers.schedule.callbacks import OpenDay
from handlers.screen import Button, Screen
from handlers.whose import whose
from handlers.words import _, in_sentence, joined, sentence, short_weekday_date

WORKS_ON_PAGE = 20


def works_screen(found: PupilWorks, page: int, today: date) -> Screen:
    """By day, from today on."""
    title = _("{whose} · control works").format(whose=whose(found.student))
    lines = [(each.place.date, _line(each)) for each in found.works]
    lines += [(each.begins, _exam(each)) for each in found.exams]
    lines.sort(key=itemgetter(0))
    shown = paged(lines, page, at_most=WORKS_ON_PAGE, size=lambda each: length(each[1]))
    blocks: list[Block] = [Heading(title), *(line for _day, line in shown.items)]
    if not lines:
        blocks.append(_("The school has published no control works for the coming days."))
    if shown.title:
        blocks.append(Footer(shown.title))
    student_id = found.student.id
    turning = shown.buttons(lambda to: OpenPupilWorks(student_id=student_id, page=to))
    back = [Button(_("‹ Back"), OpenDay.of(student_id, today))]
    return Screen(blocks, [*([turning] if turning else []), back])


def _exam(note: DayNote) -> str:
    """«Чт, 3 июня: алгебра, экзамен»."""
    what = _("{subject}, exam").format(subject=in_sentence(note.title))
    return f"{sentence(short_weekday_date(note.begins))}: {what}"


def _line(work: PlannedWork) -> str:
    """«Вт, 8 декабря: алгебра, контрольная работа»."""
    what = joined(in_sentence(work.place.subject), in_sentence(work.title))
    return f"{sentence(short_weekday_date(work.place.date))}: {what}"
