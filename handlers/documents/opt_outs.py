"""Families without the electronic diary: the list, and the print-out of the week for each."""

from collections.abc import Callable, Sequence
from datetime import date

from domain.attendance.model import MissedLesson, Reason, Status
from domain.calendar import School
from domain.homework.model import Homework
from domain.personal_data.opt_out_model import Drawn, OptOut, Page, Part, WeekSheet
from domain.uow import UnitOfWork
from handlers.attendance.screens import reason_name
from handlers.documents.sheet import Sheet
from handlers.homework.words import with_files
from handlers.lessons.status_words import status_name
from handlers.mark_words import written
from handlers.personal_data.mail_screens import last_words
from handlers.remarks.words import head_line, said_of
from handlers.screen import File, Later, Screen
from handlers.words import _, c_, day_month, day_month_year, in_sentence, joined, short_date


def opt_out_list_pdf(school: School, opt_outs: Sequence[OptOut], today: date) -> bytes:
    """Who gets a print-out, with room to note that it was handed over."""
    title = _("Families that get print-outs")
    sheet = Sheet(title)
    sheet.page()
    sheet.heading(title)
    sheet.text(_("{school}, {day}.").format(school=school.operator, day=day_month_year(today)))
    rows = [
        (
            each.student.class_title,
            each.student.full_name,
            _("no. {number} of {day}").format(
                number=each.statement.number, day=day_month_year(each.statement.date)
            ),
            last_words(each),
        )
        for each in opt_outs
    ]
    header = (_("Class"), _("Pupil"), _("Statement"), _("Handed over on, signature"))
    sheet.table(header, rows, (12, 38, 28, 32))
    return sheet.content()


def drawn_later(name: str, title: str, pages: Sequence[Page]) -> Later:
    """The file of these pages."""

    async def read(_uow: UnitOfWork) -> Callable[[], Screen]:
        return lambda: Screen(files=[File(name, pages_pdf(title, pages))])

    return read


def pages_pdf(title: str, pages: Sequence[Page]) -> bytes:
    """A page for each pupil, in the words that were kept of it."""
    document = Sheet(title)
    for page in pages:
        document.page()
        _draw(document, page)
    return document.content()


def _draw(document: Sheet, page: Page) -> None:
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    for at, (part, words) in enumerate(page):
        match part:
            case Part.HEADING:
                document.heading(*words)
            case Part.SECTION:
                document.heading(*words, size=11)
            case Part.TEXT:
                document.text(*words)
            case Part.SIGNATURE:
                document.signature(*words)
            case Part.HEADER:
                header, rows = words, []
            case Part.ROW:
                rows.append(words)
                if at + 1 == len(page) or page[at + 1].part is not Part.ROW:
                    document.table(header, rows, (50, 50))


def week_page(sheet: WeekSheet) -> Page:
    """Marks, absences and remarks of the week, homework for the next one."""
    student, school = sheet.student, sheet.school
    span = _("{school}. From {begins} to {ends}.").format(
        school=school.operator, begins=day_month(sheet.begins), ends=day_month_year(sheet.ends)
    )
    return (
        _drawn(Part.HEADING, joined(student.full_name, student.class_title)),
        _drawn(Part.TEXT, span),
        _drawn(Part.SECTION, _("Marks")),
        *_marks(sheet),
        _drawn(Part.SECTION, _("Absences")),
        *_absences(sheet),
        *_remarks(sheet),
        _drawn(Part.SECTION, _("Homework for the next week")),
        *_homework(sheet),
        _drawn(Part.SIGNATURE, _("Read by a parent: signature, date")),
    )


def _drawn(part: Part, *words: str) -> Drawn:
    return Drawn(part, words)


def _marks(sheet: WeekSheet) -> list[Drawn]:
    rows = [
        _drawn(Part.ROW, each.subject, "  ".join(written(mark.value) for mark in each.marks))
        for each in sheet.subjects
        if each.marks
    ]
    if not rows:
        return [_drawn(Part.TEXT, _("There are no marks of this week."))]
    return [_drawn(Part.HEADER, _("Subject"), c_("column", "Marks")), *rows]


def _absences(sheet: WeekSheet) -> list[Drawn]:
    if not sheet.exceptions:
        return [_drawn(Part.TEXT, _("Nothing was missed."))]
    return [_drawn(Part.TEXT, _missed(each)) for each in reversed(sheet.exceptions)]


def _remarks(sheet: WeekSheet) -> list[Drawn]:
    """Nothing where nothing was written: the sheet has to fit a paper diary."""
    if not sheet.remarks:
        return []
    said = [
        _drawn(Part.TEXT, f"{head_line(each, sheet.school)}: {joined(*said_of(each), by=' ')}")
        for each in reversed(sheet.remarks)
    ]
    return [_drawn(Part.SECTION, c_("section", "Remarks and praise")), *said]


def _homework(sheet: WeekSheet) -> list[Drawn]:
    if not sheet.homework:
        return [_drawn(Part.TEXT, _("There is none yet."))]
    return [_drawn(Part.TEXT, _due(each)) for each in sheet.homework]


def _due(homework: Homework) -> str:
    """«25.11 Алгебра: № 112 (2 файла)»; a quiz is on a line of its own."""
    said = with_files(homework.text, homework.files, homework.quiz)
    return f"{short_date(homework.due_date)} {homework.subject}: {said}"


def _missed(missed: MissedLesson) -> str:
    lesson = _("{day}, lesson {number}: {subject}").format(
        day=short_date(missed.date), number=missed.number, subject=in_sentence(missed.subject)
    )
    if missed.status is Status.LATE:
        return joined(lesson, c_("archive", "was late"), by=", ")
    if missed.status is not Status.ABSENT:
        return joined(lesson, status_name(missed.status), by=", ")
    reason = "" if missed.reason is Reason.UNKNOWN else reason_name(missed.reason)
    return joined(lesson, c_("archive", "was not there"), reason, by=", ")
