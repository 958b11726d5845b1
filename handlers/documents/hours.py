"""The register of hours of a month as a workbook: a sheet of sums, a sheet of substitutions."""

from io import BytesIO

from domain.timetable.registering import HoursOfMonth
from domain.typed import clean
from handlers.words import _, month_words

_WIDE, _NARROW = 34, 14  # characters


def hours_xlsx(found: HoursOfMonth) -> bytes:
    """Names in full: it goes with the papers of the payroll (R167)."""
    from openpyxl import Workbook  # by its first use: docs/decisions/0015

    book = Workbook()
    sums = book.active
    assert sums is not None
    sums.title = _("Hours")
    sums.append([_plain(found.school.name)])
    sums.append([month_words(found.begins)])
    sums.append([_("Teacher"), _("Own"), _("For others"), _("Not given"), _("No record")])
    for each in found.lines:
        name = each.teacher.full_name
        sums.append([_plain(name), each.own, each.for_others, each.missed, each.unrecorded])
    others = book.create_sheet(_("Substitutions"))
    others.append([_("Date"), _("Substitute"), _("Instead of"), _("Lesson")])
    for line in found.lines:
        for lesson in line.substitutions:
            usual = lesson.usual_teacher.full_name if lesson.usual_teacher else ""
            row = [lesson.date, line.teacher.full_name, usual, lesson.class_title]
            others.append([_plain(cell) if isinstance(cell, str) else cell for cell in row])
    for sheet in (sums, others):
        sheet.column_dimensions["A"].width = _WIDE
        for letter in "BCDE":
            sheet.column_dimensions[letter].width = _NARROW
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    """No cell begins as a formula does, none has what a workbook may not hold."""
    return clean(text).lstrip("=+-@\t ")
