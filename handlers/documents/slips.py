"""Slips with one-time codes: A4 sheets to cut and hand out at a class meeting (R005, R007).

Eight slips a sheet. Each has the name, what the code opens, the code, the link as a QR code, the
last day and three lines on what to do. Long names are set smaller and over two lines; what does
not fit even so ends in an ellipsis, the code never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from domain.binding.model import BindingRole, IssuedInvite
from handlers.documents.code_list import last_day, opens, start_link
from handlers.words import _, c_, day_month_year, is_ty

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
_FONT = "DejaVu"

# Millimetres of an A4 sheet.
_PAGE_WIDTH, _PAGE_HEIGHT = 210.0, 297.0
_COLUMNS, _ROWS = 2, 4
_SLIP_WIDTH, _SLIP_HEIGHT = _PAGE_WIDTH / _COLUMNS, _PAGE_HEIGHT / _ROWS
_PAD = 8.0  # to the cut, and wider than what printers leave blank
_QR_SIZE = 31.0
_TEXT_WIDTH = _SLIP_WIDTH - 2 * _PAD - _QR_SIZE - 3
_POINT = 0.3528  # millimetres
_LINE_HEIGHT = 1.25  # of the letter's size
_SMALLEST = 6.0  # points that can still be read on paper


def slips_pdf(invites: Sequence[IssuedInvite], bot_name: str) -> bytes:
    """The sheets, in the language being spoken. Takes some milliseconds a slip: use a thread.

    Without the bot's name there is no link, and so no QR code.
    """
    from fpdf import FPDF  # 19 MB, for a bot that may never draw any

    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(_("One-time codes"))
    pdf.add_font(_FONT, "", _FONTS / "DejaVuSans.ttf")
    pdf.add_font(_FONT, "B", _FONTS / "DejaVuSans-Bold.ttf")
    a_sheet = _COLUMNS * _ROWS
    for index, invite in enumerate(invites):
        place = index % a_sheet
        if place == 0:
            pdf.add_page()
            _draw_cuts(pdf)
        left = (place % _COLUMNS) * _SLIP_WIDTH + _PAD
        top = (place // _COLUMNS) * _SLIP_HEIGHT + _PAD
        _draw_slip(pdf, invite, bot_name, left, top)
    return bytes(pdf.output())


def _draw_cuts(pdf: FPDF) -> None:
    pdf.set_draw_color(150)
    pdf.set_line_width(0.2)
    pdf.set_dash_pattern(dash=2, gap=2)
    for column in range(1, _COLUMNS):
        pdf.line(column * _SLIP_WIDTH, 0, column * _SLIP_WIDTH, _PAGE_HEIGHT)
    for row in range(1, _ROWS):
        pdf.line(0, row * _SLIP_HEIGHT, _PAGE_WIDTH, row * _SLIP_HEIGHT)
    pdf.set_dash_pattern()


def _draw_slip(pdf: FPDF, invite: IssuedInvite, bot_name: str, left: float, top: float) -> None:
    whole = _SLIP_WIDTH - 2 * _PAD
    width = _TEXT_WIDTH if bot_name else whole
    if bot_name:
        _draw_qr(pdf, start_link(bot_name, invite.link_token), left + whole - _QR_SIZE, top)
    name = invite.person.full_name
    height = _write(pdf, name, (left, top, width), size=12, lines=2, style="B")
    _write(pdf, opens(invite), (left, top + height + 1, width), size=9, lines=2)
    _write(pdf, invite.code, (left, top + 23, width), size=14, lines=1, style="B")
    until = _("Valid until {day}").format(day=day_month_year(last_day(invite)))
    _write(pdf, until, (left, top + 30, width), size=8, lines=1)
    below = top + _QR_SIZE + 5
    for number, step in enumerate(_steps(invite, bot_name), start=1):
        height = _write(pdf, f"{number}. {step}", (left, below, whole), size=8, lines=2)
        below += height + 1
    pdf.set_text_color(90)
    bottom = top + _SLIP_HEIGHT - 2 * _PAD - 3
    _write(pdf, invite.school.operator, (left, bottom, whole), size=7, lines=2)
    pdf.set_text_color(0)


def _steps(invite: IssuedInvite, bot_name: str) -> tuple[str, str, str]:
    """Three lines of instruction."""
    if invite.role is BindingRole.STUDENT and is_ty(invite.student):
        by_camera = c_("to a child", "Point the camera at the square and tap “Start”.")
        find_school = c_("to a child", "Find the school's bot in Telegram.")
        send = c_("to a child", "Send it the code.")
        find_bot = c_("to a child", "Or find {bot} in Telegram and send it the code.")
        keep = c_("to a child", "The code works once and is only yours: do not give it to anyone.")
    else:
        by_camera = _("Point the camera at the square and tap “Start”.")
        find_school = _("Find the school's bot in Telegram.")
        send = _("Send it the code.")
        find_bot = _("Or find {bot} in Telegram and send it the code.")
        keep = _("The code works once and is only yours: do not give it to anyone.")
    if bot_name:
        return by_camera, find_bot.format(bot=f"@{bot_name}"), keep
    return find_school, send, keep


def _draw_qr(pdf: FPDF, link: str, left: float, top: float) -> None:
    """Squares of vector black, each run of a row as one, so that print stays sharp."""
    import segno  # only for who draws slips

    matrix = segno.make(link, error="m", micro=False).matrix
    module = _QR_SIZE / len(matrix)
    pdf.set_fill_color(0)
    for row, modules in enumerate(matrix):
        for begin, length in _runs(modules):
            pdf.rect(left + begin * module, top + row * module, length * module, module, style="F")


def _runs(modules: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many there are."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(modules):
        if not dark:
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs


def _write(
    pdf: FPDF,
    text: str,
    place: tuple[float, float, float],
    *,
    size: float,
    lines: int,
    style: str = "",
) -> float:
    """Text at (left, top) within a width, set smaller until it takes no more room than so many
    lines; gives the height taken."""
    left, top, width = place
    room = lines * size
    smallest = max(_SMALLEST, size * 0.65)
    pdf.set_font(_FONT, style, size)
    wrapped = _wrap(pdf, text, width)
    while len(wrapped) * size > room and size > smallest:
        size -= 0.5
        pdf.set_font(_FONT, style, size)
        wrapped = _wrap(pdf, text, width)
    fitting = max(1, int(room // size))
    if len(wrapped) > fitting:
        wrapped = [*wrapped[: fitting - 1], _ending(pdf, wrapped[fitting - 1], width)]
    for number, line in enumerate(wrapped):
        baseline = top + size * _POINT * (1 + number * _LINE_HEIGHT)
        pdf.text(left, baseline, line)
    return len(wrapped) * size * _POINT * _LINE_HEIGHT


def _wrap(pdf: FPDF, text: str, width: float) -> list[str]:
    """Lines no wider than `width`; a word that is wider alone is broken."""
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".lstrip()
        if pdf.get_string_width(candidate) <= width:
            lines[-1] = candidate
        else:
            lines += _broken(pdf, word, width)
    return [line for line in lines if line] or [""]


def _broken(pdf: FPDF, word: str, width: float) -> list[str]:
    if pdf.get_string_width(word) <= width:
        return [word]
    parts = [""]
    for letter in word:
        if pdf.get_string_width(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _ending(pdf: FPDF, line: str, width: float) -> str:
    while line and pdf.get_string_width(line + "…") > width:
        line = line[:-1]
    return line + "…"
