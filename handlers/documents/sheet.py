"""A sheet of paper: headings, paragraphs, tables and lines to sign on, in the tree's own font."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
_FONT = "DejaVu"
_SIGNATURE = 60.0  # millimetres of a line
_POINT = 0.3528  # millimetres
_LINE_HEIGHT = 1.35  # of the letter's size


class Sheet:
    """One document. Drawing takes some milliseconds a table row: use a thread."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        from fpdf import FPDF  # 19 MB, for a bot that may never draw any

        self._pdf: FPDF = FPDF(orientation="landscape" if landscape else "portrait", format="A4")
        self._pdf.set_title(title)
        self._pdf.add_font(_FONT, "", _FONTS / "DejaVuSans.ttf")
        self._pdf.add_font(_FONT, "B", _FONTS / "DejaVuSans-Bold.ttf")
        self._pdf.set_margin(15)

    def page(self) -> None:
        self._pdf.add_page()

    def heading(self, text: str, *, size: float = 13) -> None:
        self._pdf.ln(2)
        self._write(text, "B", size)
        self._pdf.ln(1)

    def text(self, text: str, *, size: float = 10) -> None:
        self._write(text, "", size)
        self._pdf.ln(1)

    def _write(self, text: str, style: str, size: float) -> None:
        self._pdf.set_font(_FONT, style, size)
        height = size * _POINT * _LINE_HEIGHT
        self._pdf.multi_cell(0, height, text, align="L", new_x="LMARGIN", new_y="NEXT")

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """`widths` in parts of the sheet's width."""
        self._pdf.set_font(_FONT, "", 9)
        with self._pdf.table(
            col_widths=tuple(widths), text_align="LEFT", line_height=4.5, padding=1
        ) as table:
            for cells in (header, *rows):
                row = table.row()
                for cell in cells:
                    row.cell(cell)
        self._pdf.ln(3)

    def signature(self, who: str) -> None:
        """A line to sign on, with who signs."""
        self._pdf.ln(10)
        left, top = self._pdf.get_x(), self._pdf.get_y()
        self._pdf.line(left, top, left + _SIGNATURE, top)
        self._pdf.ln(1)
        self.text(who, size=9)

    def content(self) -> bytes:
        return bytes(self._pdf.output())
