"""Days as people type them for the calendar: the year may be left out."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from domain.dates import read_date
from domain.errors import Refused
from domain.typed import one_line

TITLE_LENGTH = 64  # characters
LONGEST = 120  # days: the summer and a month
_AHEAD = timedelta(days=730)  # no school plans further
LATELY = timedelta(days=60)
"""«20.11» on the 24th is over, and not a day of the next year."""
_YEARS = range(2000, 2200)  # what is reckoned from a day of these is a day too
_BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+(?:по|до|to|until|till)\s+", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
_FROM = re.compile(r"^(?:с|со|from)\s+", re.IGNORECASE)
_ENDS_TITLE = " ,:;·.—–-"


class Days(NamedTuple):
    """From the first day to the last one, which is included."""

    begins: date
    ends: date


class NamedDays(NamedTuple):
    """Days with what they are called."""

    title: str
    begins: date
    ends: date


def read_day(typed: str, since: date) -> date:
    """Without a year the first such day from `since` on; `Refused` as `domain.dates.read_date`.

    "date_none" as well for a year in which no school is that reads this: «31.12.9999».
    """
    text = one_line(typed)
    try:
        found = read_date(text, since + _AHEAD)
    except Refused as error:
        if error.code != "date_form":
            raise
    else:
        if found.year not in _YEARS:
            raise Refused("date_none")
        return found
    in_years = [day for year in (since.year, since.year + 1) for day in _in_year(text, year)]
    ahead = [day for day in in_years if day >= since]
    if not ahead:
        raise Refused("calendar_day_form")
    return min(ahead)


def _in_year(text: str, year: int) -> list[date]:
    """The day in this year: 29 February is not in each."""
    for by in (" ", "."):
        try:
            return [read_date(f"{text}{by}{year}", date(year + 1, 12, 31))]
        except Refused as error:
            if error.code == "date_unclear":
                raise
    return []


def read_days(typed: str, since: date, *, longest: int = LONGEST) -> Days:
    """«26 октября – 1 ноября», «26–30.10», or a single day.

    `Refused` "calendar_day_form" for no such days, "days_backwards", "span_too_long".
    """
    text = _FROM.sub("", one_line(typed))
    parts = _BETWEEN.split(text)
    if len(parts) == 1 and len(_HYPHEN.findall(text)) == 1:
        parts = _HYPHEN.split(text)
    if len(parts) == 1:
        day = _read(parts[0], since)
        return Days(day, day)
    if len(parts) != 2:
        raise Refused("calendar_day_form")
    first, last = parts
    if first.isdigit():
        first = re.sub(r"^\d+", first, last)
    begins = _read(first, since)
    ends = _read(last, begins if _has_no_year(last) else since)
    is_long = (ends - begins).days >= longest
    # «29.11 – 27.11» are not the days until November of the next year.
    if is_long and _has_no_year(last):
        ends = _read(last, begins - LATELY)
    if ends < begins:
        raise Refused("days_backwards")
    if is_long:
        raise Refused("span_too_long", days=longest)
    return Days(begins, ends)


def _has_no_year(text: str) -> bool:
    return re.search(r"\d{4}", text) is None


def _read(text: str, since: date) -> date:
    try:
        return read_day(text, since)
    except Refused as error:
        if error.code in ("date_form", "date_none"):
            raise Refused("calendar_day_form") from error
        raise


def read_named_days(typed: str, since: date, *, longest: int = LONGEST) -> NamedDays:
    """«Осенние каникулы, 26 октября – 1 ноября»: the title ends with a comma, or at a number.

    `Refused` as `read_days`, "holiday_form" without a title or days, "title_length".
    """
    text = one_line(typed)
    title, comma, days = text.rpartition(",")
    if not comma:
        number = re.search(r"(?:(?<=\s)(?:с|со|from)\s+)?\d", text)
        if number is None:
            raise Refused("holiday_form")
        title, days = text[: number.start()], text[number.start() :]
    title = title.strip(_ENDS_TITLE)
    if not title or not days.strip():
        raise Refused("holiday_form")
    if len(title) > TITLE_LENGTH:
        raise Refused("title_length", limit=TITLE_LENGTH, length=len(title))
    return NamedDays(title, *read_days(days, since, longest=longest))
