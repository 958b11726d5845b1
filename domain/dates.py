"""Dates as people type them, with or without the number of a paper before them.

«21.07.2017», «21.7.17», «21 июля 2017 г.», "21 July 2017", "July 21, 2017" and 2017-07-21 are one
day. The day comes before the month, as it is written here; where it could be meant otherwise, the
date is asked for in words.
"""

import re
from datetime import date
from typing import NamedTuple

from domain.errors import Refused
from domain.typed import one_line

_MONTHS = (
    ("январь", "января", "january"),
    ("февраль", "февраля", "february"),
    ("март", "марта", "march"),
    ("апрель", "апреля", "april"),
    ("май", "мая", "may"),
    ("июнь", "июня", "june"),
    ("июль", "июля", "july"),
    ("август", "августа", "august"),
    ("сентябрь", "сентября", "september"),
    ("октябрь", "октября", "october"),
    ("ноябрь", "ноября", "november"),
    ("декабрь", "декабря", "december"),
)
_SHORTEST_MONTH = 3  # letters: «июн», «июл»

_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?:\s*(?:г\.?|год|года))?"
_ISO = re.compile(r"(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})")
_DIGITS = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?P<by>\s?[./-]\s?|\s)(?P<month>[0-9]{{1,2}})(?P=by){_YEAR}"
)
_DAY_FIRST = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:-?е|-?го|st|nd|rd|th)?[\s.]+(?P<name>[^\W\d_]+)\.?,?\s+{_YEAR}"
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>[a-z]+)\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"
)

_MOST_WORDS = 4  # «21 июля 2017 года»
_OLDEST_PAPER = 50  # years; with a year of two figures
_MARK = re.compile(r"(?:№|N|No\.?|no\.?|#)\s*")
_FROM_WORDS = ("от", "of", "from", "dated")
_FROM = re.compile(rf"(?P<number>\S.*?)\s*,?\s+(?:{'|'.join(_FROM_WORDS)})\s+(?P<date>\S.*)")


class Numbered(NamedTuple):
    """A paper: what is written on it as its number, and its day."""

    number: str
    date: date


def read_date(typed: str, today: date) -> date:
    """`Refused` "date_form", "date_unclear" where day and month may be exchanged, "date_none".

    Of a year of two figures the century is the one in which the day is not ahead.
    """
    return _read(typed, today)


def _read(typed: str, latest: date) -> date:
    """With a year of two figures the last such day that is not after the latest."""
    text = one_line(typed).rstrip(".").casefold()
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return _day(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    digits = _DIGITS.fullmatch(text)
    if digits is not None:
        return _of_digits(digits, latest)
    words = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = _month(words["name"]) if words else None
    if words is None or month is None:
        raise Refused("date_form")
    return _in_century(words["year"], month, int(words["day"]), latest)


def read_numbered(typed: str, today: date) -> Numbered | None:
    """«№ 14 от 20.11.2026», «12-к 20 ноября 2026»; None where one of the two is missing or is none.

    `Refused` as `read_date` where only the date is at fault. A paper is hardly a hundred years old:
    «23.11.26» on the day before is ahead, and for the caller to judge.
    """
    latest = date(today.year + 100 - _OLDEST_PAPER, 12, 31)
    text = one_line(typed)
    mark = _MARK.match(text)
    text = text[mark.end() :] if mark else text
    if text.split(" ")[0] in _FROM_WORDS:
        return None
    found = _FROM.fullmatch(text)
    if found is not None:
        return _numbered(found["number"], found["date"], latest)
    words = text.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        number = " ".join(words[:-count]).rstrip(",")
        paper = _numbered(number, " ".join(words[-count:]), latest)
        if paper is not None:
            return paper
    return None


def _numbered(number: str, written: str, latest: date) -> Numbered | None:
    """None where it is no date at all."""
    try:
        return Numbered(number, _read(written, latest))
    except Refused as error:
        if error.code != "date_form":
            raise
        return None


def _of_digits(found: re.Match[str], latest: date) -> date:
    by, year = found["by"].strip(), found["year"]
    first, second = int(found["day"]), int(found["month"])
    may_be_exchanged = first != second and first <= len(_MONTHS) and second <= len(_MONTHS)
    # «17-07-21» may begin with the year, «07/05/2017» with the month.
    if (by == "-" and len(year) == 2) or (by == "/" and may_be_exchanged):
        raise Refused("date_unclear")
    return _in_century(year, second, first, latest)


def _in_century(year: str, month: int, day: int, latest: date) -> date:
    if len(year) == 4:
        return _day(int(year), month, day)
    found = _day(latest.year // 100 * 100 + int(year), month, day)
    return found if found <= latest else _day(found.year - 100, month, day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refused("date_none") from error


def _month(name: str) -> int | None:
    if len(name) < _SHORTEST_MONTH:
        return None
    for number, names in enumerate(_MONTHS, start=1):
        if any(each.startswith(name) for each in names):
            return number
    return None
