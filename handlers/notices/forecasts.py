"""The forecast of the week: how the marks of the period stand, child by child."""

from domain.forecast.model import ChildForecast, ForecastNews
from domain.forecast.rules import Outlook
from domain.marks.model import SubjectSummary
from handlers.marks.callbacks import OpenPeriodMarks
from handlers.page import Block, Footer, Heading
from handlers.periods import period_title
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.weeks_read.callbacks import Under
from handlers.weeks_read.words import read_line, week_buttons
from handlers.words import _, in_sentence, joined, shorten

_MAX_NAME = 40
_MAX_SUBJECT = 60
_MAX_BUTTONS = 12


def forecast_screen(news: ForecastNews) -> Screen:
    """What comes out by the marks so far, the best first; what is at risk is said."""
    blocks: list[Block] = []
    for child in news.children:
        if blocks:
            blocks.append("")
        name = shorten(child.student.given_name, _MAX_NAME)
        blocks.append(Heading(_("{child}: how the marks stand").format(child=name)))
        blocks.append(period_title(child.period))
        blocks += _lines(child)
        if child.week is not None and child.week.readers:
            blocks.append(read_line(child.week, child.school))
    blocks += ["", Footer(_("So it is by the marks until today. The teacher sets the final mark."))]
    return Screen(blocks, in_columns(_buttons(news)[:_MAX_BUTTONS], 2))


def _lines(child: ChildForecast) -> list[Block]:
    lines: list[Block] = []
    for mark in sorted({each.suggested or 0 for each in child.subjects}, reverse=True):
        named = ", ".join(_subject(each) for each in child.subjects if each.suggested == mark)
        lines.append(f"{mark}: {named}")
    return lines


def _subject(summary: SubjectSummary) -> str:
    at_risk = _("at risk") if summary.outlook is Outlook.AT_RISK else ""
    subject = in_sentence(shorten(summary.row.subject, _MAX_SUBJECT))
    return joined(subject, f"({at_risk})" if at_risk else "", by=" ")


def _buttons(news: ForecastNews) -> list[Button]:
    is_only = len(news.children) == 1
    asked = [
        button
        for child in news.children
        for button in week_buttons(child.student, child.week, Under.MESSAGE, named=not is_only)
    ]
    return asked + [
        Button(
            _("All marks") if is_only else shorten(child.student.given_name, MAX_BUTTON),
            OpenPeriodMarks(student_id=child.student.id),
            below=True,
        )
        for child in news.children
    ]
