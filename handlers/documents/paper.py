"""Families to be told on paper: an A4 list by class, with room to note that it was done."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from domain.calendar import School
from domain.delivery.untold_model import PaperLine, PaperList
from handlers.delivery.class_screens import reasons
from handlers.delivery.school_screens import untold_words
from handlers.words import _, day_month, day_month_year, joined

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
_FONT = "DejaVu"
_WIDTHS = (14, 40, 48, 22, 70, 30)  # of an A4 sheet on its side, in parts


def paper_pdf(paper: PaperList, today: date) -> bytes:
    """The list, in the language being spoken. Takes some milliseconds a line: use a thread."""
    from fpdf import FPDF  # 19 MB, for a bot that may never draw any

    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_title(_("Families to be told on paper"))
    pdf.add_font(_FONT, "", _FONTS / "DejaVuSans.ttf")
    pdf.add_font(_FONT, "B", _FONTS / "DejaVuSans-Bold.ttf")
    pdf.add_page()
    pdf.set_font(_FONT, "B", 13)
    pdf.cell(text=_("Families to be told on paper"), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    pdf.set_font(_FONT, "", 9)
    about = _("{school}, {day}. Final marks and messages of {days} days that reached nobody.")
    text = about.format(school=paper.school.operator, day=day_month_year(today), days=paper.days)
    pdf.multi_cell(0, text=text, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)
    _draw_table(pdf, paper)
    return bytes(pdf.output())


def _draw_table(pdf: "FPDF", paper: PaperList) -> None:
    pdf.set_font(_FONT, "", 8)
    header = (
        _("Class"),
        _("Pupil"),
        _("What"),
        _("Since"),
        _("Parents and why they were not told"),
        _("Told on, signature"),
    )
    with pdf.table(col_widths=_WIDTHS, text_align="LEFT", line_height=4, padding=1) as table:
        row = table.row()
        for title in header:
            row.cell(title)
        for line in paper.lines:
            row = table.row()
            for cell in _cells(line, paper.school):
                row.cell(cell)


def _cells(line: PaperLine, school: School) -> tuple[str, ...]:
    return (
        line.student.class_title,
        line.student.full_name,
        joined(*map(untold_words, line.untold), by="; "),
        day_month(school.local(line.since).date()),
        reasons(line.missed_by, school),
        "",
    )
