"""Grading periods on screens: their names, and the buttons that turn to another one."""

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData

from domain.calendar import GradingPeriod, PeriodKind, ShownPeriod
from handlers.screen import MAX_BUTTON, Button
from handlers.words import _, c_, day_month, shorten

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def period_title(shown: ShownPeriod) -> str:
    """«I четверть, по 23 октября»; of an earlier school year, «I четверть 2025/26»."""
    period = shown.period
    if shown.year_after is not None:
        return f"{period.title} {year_title(period.school_year)}"
    return _("{period}, until {day}").format(period=period.title, day=day_month(period.ends))


def mark_for(kind: PeriodKind | None, title: str) -> str:
    """What a final mark is for: «I четверть», titles are the school's own; «год», «весь курс»."""
    match kind:
        case PeriodKind.SCHOOL_YEAR:
            return _("the year")
        case PeriodKind.EXAM:
            return c_("mark for", "the exam")
        case PeriodKind.FINAL:
            return c_("mark for", "the whole course")
    return title


def period_buttons(shown: ShownPeriod, to: Callable[[int], CallbackData]) -> list[Button]:
    """The other periods of this school year that have begun, then the years beside it."""
    buttons = [
        Button(shorten(each.title, MAX_BUTTON), to(each.id))
        for each in shown.same_year
        if each.id != shown.period.id
    ]
    if shown.year_before is not None:
        before = shown.year_before
        buttons.append(Button(f"‹ {year_title(before.school_year)}", to(before.id)))
    if shown.year_after is not None:
        after = shown.year_after
        buttons.append(Button(f"{year_title(after.school_year)} ›", to(after.id)))
    return buttons


def period_column(period: GradingPeriod) -> str:
    """«II» or «Год»: the head of a narrow column."""
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return _("Year")
    if period.kind is PeriodKind.EXAM:
        return c_("column", "Exam")
    if period.kind is PeriodKind.FINAL:
        return c_("column", "Final")
    if 0 < period.ordinal < len(_ROMAN):
        return _ROMAN[period.ordinal]
    return str(period.ordinal)


def year_title(school_year: int) -> str:
    """«2026/27» for the year that ends in 2027."""
    return f"{school_year - 1}/{school_year % 100:02}"
