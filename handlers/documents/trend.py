"""Pictures of how marks went: one subject over its days, and all subjects of a period in lines.

Drawn at twice the size in which a phone shows them. What a colour says is written as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from handlers.words import _, average, short_date

_FONTS = Path(__file__).parent / "fonts"
_WIDTH, _HEIGHT = 1600, 900
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 60, 190, 90
_HEAD, _ROW, _NAME = 130, 76, 560
_PAPER, _INK, _FAINT, _LINE, _DOT = "#ffffff", "#1f2937", "#9ca3af", "#2563eb", "#6b7280"
_LOWEST, _HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Point:
    """A mark that counts, and the average after it."""

    day: date
    value: int
    after: Decimal


def subject_trend(title: str, points: Sequence[Point], thresholds: Mapping[int, float]) -> bytes:
    """The marks as dots, the average as a line, and from where on each mark is suggested."""
    image, pen = _sheet(title, _HEIGHT)
    days = [each.day.toordinal() for each in points]
    for mark, least in thresholds.items():
        y = _level(least)
        pen.line([(_LEFT, y), (_WIDTH - _RIGHT, y)], fill=_FAINT, width=2)
        said = _("{mark} from {average}").format(mark=mark, average=average(least))
        pen.text((_LEFT, y - 8), said, _FAINT, _font(28), anchor="ls")
    places = [_across(at, len(points)) for at in range(len(points))]
    for x, point in zip(places, points, strict=True):
        y = _level(point.value)
        pen.ellipse([x - 9, y - 9, x + 9, y + 9], fill=_DOT)
        pen.text((x, y - 16), str(point.value), _DOT, _font(32), anchor="ms")
    line = [(x, _level(float(point.after))) for x, point in zip(places, points, strict=True)]
    pen.line(line, fill=_LINE, width=7, joint="curve")
    x, y = line[-1]
    pen.ellipse([x - 12, y - 12, x + 12, y + 12], fill=_LINE)
    pen.text((x, y + 22), average(points[-1].after), _LINE, _font(40, bold=True), anchor="rt")
    for at in sorted({0, len(points) // 2, len(points) - 1}):
        said = short_date(date.fromordinal(days[at]))
        pen.text((places[at], _HEIGHT - 40), said, _INK, _font(32), anchor="ms")
    return _png(image)


def period_trend(title: str, lines: Sequence[tuple[str, Sequence[Decimal]]]) -> bytes:
    """A line for each subject: from its first average to the one of today, which is written."""
    image, pen = _sheet(title, _HEAD + _ROW * len(lines) + 40)
    for row, (subject, averages) in enumerate(lines):
        base = _HEAD + _ROW * (row + 1) - 18
        pen.text((40, base), _fitting(pen, subject), _INK, _font(36), anchor="ls")
        pen.line([(_NAME, base), (_WIDTH - 220, base)], fill=_FAINT, width=1)
        step = (_WIDTH - 260 - _NAME) / max(len(averages) - 1, 1)
        points = [
            (_NAME + at * step, base - (float(value) - _LOWEST) / (_HIGHEST - _LOWEST) * 56)
            for at, value in enumerate(averages)
        ]
        if len(points) > 1:
            pen.line(points, fill=_LINE, width=5, joint="curve")
        x, y = points[-1]
        pen.ellipse([x - 7, y - 7, x + 7, y + 7], fill=_LINE)
        last = average(averages[-1])
        pen.text((_WIDTH - 60, base), last, _INK, _font(38, bold=True), anchor="rs")
    return _png(image)


def _sheet(title: str, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((40, 40), title, _INK, _font(44, bold=True))
    return image, pen


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(_FONTS / name, size)


def _fitting(pen: ImageDraw.ImageDraw, text: str) -> str:
    """As much of a subject as there is room for."""
    shown = text
    while pen.textlength(shown, _font(36)) > _NAME - 70:
        text = text[:-1]
        shown = text.rstrip() + "…"
    return shown


def _level(value: float) -> float:
    share = (value - _LOWEST) / (_HIGHEST - _LOWEST)
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _across(at: int, count: int) -> float:
    return _LEFT + 220 + at * (_WIDTH - _LEFT - _RIGHT - 260) / max(count - 1, 1)
