"""Families without the electronic diary: the list, and the print-out of the week for each."""

from collections.abc import Sequence
from datetime import date

from domain.attendance.model import MissedLesson, Reason, Status
from domain.calendar import School
from domain.personal_data.opt_out_model import OptOut, WeekSheet
from handlers.attendance.screens import reason_name
from handlers.documents.sheet import Sheet
from handlers.lessons.status_words import status_name
from handlers.mark_words import written
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
            "",
        )
        for each in opt_outs
    ]
    header = (_("Class"), _("Pupil"), _("Statement"), _("Handed over on, signature"))
    sheet.table(header, rows, (12, 38, 28, 32))
    return sheet.content()


def week_sheets_pdf(sheets: Sequence[WeekSheet]) -> bytes:
    """A page for each pupil: marks and absences of the week, homework for the next one."""
    document = Sheet(_("Print-outs of the week"))
    for each in sheets:
        document.page()
        _draw(document, each)
    return document.content()


def _draw(document: Sheet, sheet: WeekSheet) -> None:
    student, school = sheet.student, sheet.school
    document.heading(joined(student.full_name, student.class_title))
    document.text(
        _("{school}. From {begins} to {ends}.").format(
            school=school.operator,
            begins=day_month(sheet.begins),
            ends=day_month_year(sheet.ends),
        )
    )
    marks = [
        (each.subject, "  ".join(written(mark.value) for mark in each.marks))
        for each in sheet.subjects
        if each.marks
    ]
    document.heading(_("Marks"), size=11)
    if marks:
        document.table((_("Subject"), c_("column", "Marks")), marks, (50, 50))
    else:
        document.text(_("There are no marks of this week."))
    document.heading(_("Absences"), size=11)
    if not sheet.exceptions:
        document.text(_("Nothing was missed."))
    for each in reversed(sheet.exceptions):
        document.text(_missed(each))
    document.heading(_("Homework for the next week"), size=11)
    if not sheet.homework:
        document.text(_("There is none yet."))
    for work in sheet.homework:
        document.text(f"{short_date(work.due_date)} {work.subject}: {work.text}")
    document.signature(_("Read by a parent: signature, date"))


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
