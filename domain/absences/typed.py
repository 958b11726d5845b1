"""The days of an absence as people type them: «24.11», «завтра», «с 24 по 26.11», «до пятницы»."""

import re
from datetime import date, timedelta

from domain.absences.model import Term
from domain.errors import Refused
from domain.typed import one_line
from domain.year.reading import read_day

_LOOKED_BACK = timedelta(days=60)
"""«20.11» on the 24th is four days ago, not a year ahead; nor is a last day before the first."""
_UNTIL = r"(?:по|до|until|till|to)"
_BETWEEN = re.compile(rf"\s*[–—]\s*|\s+-\s+|\s+{_UNTIL}\s+")
_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
_ONLY_END = re.compile(rf"^{_UNTIL}\s+")
_FROM = re.compile(r"^(?:с|со|from)\s+")
_ON = re.compile(r"^(?:в|во|on)\s+")
_NUMBER = re.compile(r"(\d{1,2})(?:-?го|-?е|st|nd|rd|th)?")
_RELATIVE = {
    "вчера": -1,
    "yesterday": -1,
    "сегодня": 0,
    "сегодняшнего дня": 0,
    "today": 0,
    "завтра": 1,
    "завтрашнего дня": 1,
    "tomorrow": 1,
    "послезавтра": 2,
}
_WEEKDAYS = (
    r"пн|понедельника?|mon(?:day)?",
    r"вт|вторника?|tue(?:sday)?",
    r"ср|сред[аыу]|wed(?:nesday)?",
    r"чт|четверга?|thu(?:rsday)?",
    r"пт|пятниц[аыу]|fri(?:day)?",
    r"сб|суббот[аыу]|sat(?:urday)?",
    r"вс|воскресень[ея]|sun(?:day)?",
)
_BESIDE_DATE = re.compile(rf"^(?:{'|'.join(_WEEKDAYS)})\.?,?\s+(?=\d)")
_FORTNIGHT = timedelta(days=14)
"""«с 28 по 3» goes over the end of a month; «с 26 по 24» would be nearly all of the next one."""
_TWO_MONTHS = 62  # days: of two months in a row one has a 31st


def read_term(typed: str, today: date) -> Term:
    """Whole days; one without month or year is the next such day, or one lately over.

    `Refused` "absence_days_form" for what are no days, "absence_month" for a last day without a
    month that is before the first one in its month and far ahead in the next; which of them may be
    announced is judged by `domain.absences.rules.require_term`.
    """
    text = one_line(typed).casefold().rstrip(".")
    parts = ["сегодня", _ONLY_END.sub("", text)] if _ONLY_END.match(text) else _split(text)
    if len(parts) > 2:
        raise Refused("absence_days_form")
    first, last = _FROM.sub("", parts[0]), parts[-1]
    if len(parts) == 2 and first.isdigit() and not last.isdigit():
        first = re.sub(r"^\d+", first, last)
    begins = _named(first, today, today) or _dated(first, today - _LOOKED_BACK)
    if len(parts) == 1:
        return Term(begins, begins)
    ends = _named(last, today, max(begins, today)) or _dated(last, begins - _LOOKED_BACK)
    if _NUMBER.fullmatch(last) and ends.month != begins.month and ends - begins > _FORTNIGHT:
        raise Refused("absence_month", ends=ends, example=f"{begins:%d.%m}–{ends:%d.%m}")
    return Term(begins, ends)


def _split(text: str) -> list[str]:
    parts = _BETWEEN.split(text)
    is_span = len(parts) == 1 and len(_HYPHEN.findall(text)) == 1
    return _HYPHEN.split(text) if is_span else parts


def _named(text: str, today: date, since: date) -> date | None:
    """«завтра»; «пятница» and «24» are the first such day from `since` on. None: it is a date."""
    text = _ON.sub("", text)
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text])
    for weekday, names in enumerate(_WEEKDAYS, start=1):
        if re.fullmatch(names, text):
            return since + timedelta(days=(weekday - since.isoweekday()) % 7)
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    ahead = (since + timedelta(days=each) for each in range(_TWO_MONTHS))
    return next((day for day in ahead if day.day == int(number[1])), None)


def _dated(text: str, since: date) -> date:
    """«24.11», «пн, 24 ноября»: without a year the first from `since` on."""
    try:
        return read_day(_BESIDE_DATE.sub("", _ON.sub("", text)), since)
    except Refused as error:
        raise Refused("absence_days_form") from error
