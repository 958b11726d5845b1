"""The sheet on which parents of a class sign that they have read the marks of a period."""

from datetime import date

from domain.classes.model import SchoolClass
from domain.weeks_read.sheet import SheetToSign
from handlers.documents.sheet import Sheet
from handlers.words import _, day_month_year, joined


def sheet_title(school_class: SchoolClass) -> str:
    """What parents sign; in grades without marks there are none to have read."""
    if school_class.school.policy.has_marks(school_class.grade_level):
        return _("Parents have read marks and attendance")
    return _("Parents have read the attendance")


def sheet_to_sign_pdf(signed: SheetToSign, today: date) -> bytes:
    """A line for each pupil: what was confirmed in the diary, and room for date and signature."""
    school_class = signed.school_class
    title = sheet_title(school_class)
    sheet = Sheet(title)
    sheet.page()
    sheet.heading(joined(title, school_class.title, signed.period.title))
    sheet.text(
        _("{school}, {day}.").format(school=school_class.school.operator, day=day_month_year(today))
    )
    rows = [
        (
            str(number),
            student.full_name,
            _("{count} of {all}").format(count=confirmed, all=signed.weeks),
            "",
        )
        for number, (student, confirmed) in enumerate(signed.pupils, start=1)
    ]
    header = (_("No."), _("Pupil"), _("Weeks confirmed in the diary"), _("Date, signature"))
    sheet.table(header, rows, (8, 42, 20, 30))
    return sheet.content()
