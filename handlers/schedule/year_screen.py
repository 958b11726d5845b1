"""What of the year is still to come for a class: holidays, events, exams, moved days."""

from datetime import date

from domain.schedule.model import StudentDays
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.schedule.callbacks import OpenWeek, OpenYearAhead
from handlers.schedule.screens import note_line
from handlers.screen import Button, Screen, in_columns
from handlers.whose import whose
from handlers.words import _, day_month, day_month_year, joined, sentence

_ON_PAGE = 25


def year_screen(days: StudentDays, page: int) -> Screen:
    """Holidays first, then what happens on school days; both by date."""
    holidays = [
        f"{_span(each.begins, each.ends, days.begins)}: {each.title}" for each in days.holidays
    ]
    notes = [
        f"{_span(each.begins, each.ends, days.begins)} {note_line(each, each.begins)}"
        for each in days.notes
    ]
    lines = [(True, each) for each in holidays] + [(False, each) for each in notes]
    shown = paged(lines, page, at_most=_ON_PAGE, size=lambda each: length(each[1]) + 1)
    title = joined(whose(days.student), _("the year ahead"), by=" · ")
    blocks: list[Block] = [Heading(title)]
    before: bool | None = None
    for is_free, line in shown.items:
        if is_free is not before:
            head = _("Days without lessons") if is_free else _("Events")
            blocks.append(bold(head))
        blocks.append(line)
        before = is_free
    if not lines:
        blocks.append(_("Neither holidays nor events are entered yet."))
    if shown.title:
        blocks.append(Footer(shown.title))
    pages = shown.buttons(lambda to: OpenYearAhead(student_id=days.student.id, page=to))
    back = Button(_("‹ Back"), OpenWeek.of(days.student.id, days.begins))
    return Screen(blocks, [*in_columns(pages, 2), [back]])


def _span(begins: date, ends: date, today: date) -> str:
    """«31 декабря – 10 января 2027», the year where it is another one."""
    named = [
        day_month(each) if each.year == today.year else day_month_year(each)
        for each in dict.fromkeys((begins, ends))
    ]
    return sentence(" – ".join(named))
