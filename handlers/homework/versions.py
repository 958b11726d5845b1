"""«Было: …»: what a homework said before it was changed."""

from datetime import date

from domain.homework.model import Version
from handlers.words import _, day_month, shorten

MAX_WAS = 200  # characters; the whole of it is with the school


def was_words(was: Version | None, text: str, due_date: date) -> str:
    """What was otherwise: the text, the day, or both; nothing where nothing was."""
    if was is None or (was.text, was.due_date) == (text, due_date):
        return ""
    words = shorten(" ".join(was.text.split()), MAX_WAS)
    if was.due_date == due_date:
        return _("Before: {text}").format(text=words)
    day = day_month(was.due_date)
    if was.text == text:
        return _("Before: for {day}").format(day=day)
    return _("Before: for {day}, {text}").format(day=day, text=words)
