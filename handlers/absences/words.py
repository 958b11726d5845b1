"""Announced absences in words."""

from datetime import date

from domain.absences.model import Announced, Excuse, Term
from handlers.words import _, c_, day_month, joined, near_day


def excuse_name(excuse: Excuse) -> str:
    """«болеет»: in the middle of a line."""
    match excuse:
        case Excuse.ILL:
            return c_("excuse", "ill")
        case Excuse.FAMILY:
            return c_("excuse", "family reasons")
        case Excuse.EVENT:
            return c_("excuse", "a competition")


def term_words(term: Term, today: date) -> str:
    """«сегодня», «завтра с 3-го урока», «24 ноября – 27 ноября»."""
    if term.ends > term.begins:
        return f"{day_month(term.begins)} – {day_month(term.ends)}"
    day = near_day(term.begins, today)
    if term.first and term.last:
        words = _("lessons {first} to {last}").format(first=term.first, last=term.last)
    elif term.first:
        words = _("from lesson {number} on").format(number=term.first)
    elif term.last:
        words = _("up to lesson {number}").format(number=term.last)
    else:
        return day
    return joined(day, words)


def announced_line(announced: Announced, today: date) -> str:
    """«сегодня: болеет (Иванова Е. С.)»."""
    return _("{when}: {excuse} ({person})").format(
        when=term_words(announced.term, today),
        excuse=excuse_name(announced.excuse),
        person=announced.by.short_name,
    )
