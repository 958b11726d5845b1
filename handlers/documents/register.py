"""The register of responsible persons on A4, as an inspection asks for it (S4 П2.XII)."""

from datetime import date
from pathlib import Path

from domain.staff.model import Register, Responsible
from handlers.staff.names import duty_name
from handlers.words import _, day_month_year

_FONTS = Path(__file__).parent / "fonts"
_FONT = "DejaVu"
_WIDTHS = (46, 50, 44, 26, 26)


def register_pdf(register: Register, today: date) -> bytes:
    """Every line, past ones too, in the language being spoken. Draws for milliseconds a line."""
    from fpdf import FPDF  # 19 MB, for a bot that may never draw any

    pdf = FPDF(format="A4")
    pdf.set_title(_("Responsible persons"))
    pdf.add_font(_FONT, "", _FONTS / "DejaVuSans.ttf")
    pdf.add_font(_FONT, "B", _FONTS / "DejaVuSans-Bold.ttf")
    pdf.add_page()
    pdf.set_font(_FONT, "B", 13)
    pdf.cell(text=_("Responsible persons"), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(2)
    pdf.set_font(_FONT, "", 9)
    about = _("{school}, {day}.").format(school=register.school.operator, day=day_month_year(today))
    pdf.multi_cell(0, text=about, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)
    pdf.set_font(_FONT, "", 8)
    header = (_("Duty"), _("Person"), _("Order"), _("From"), _("Until"))
    with pdf.table(col_widths=_WIDTHS, text_align="LEFT", line_height=4, padding=1) as table:
        for cells in (header, *map(_cells, register.lines)):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    return bytes(pdf.output())


def _cells(line: Responsible) -> tuple[str, ...]:
    order = _("№ {number} of {day}").format(
        number=line.order.number, day=day_month_year(line.order.date)
    )
    return (
        duty_name(line.duty),
        line.person.full_name,
        order,
        day_month_year(line.begins),
        day_month_year(line.ends) if line.ends else "",
    )
