"""The number and date of a paper as people type them."""

import re
from datetime import date

from domain.consent.model import Paper
from domain.errors import Refused
from domain.typed import clean

LONGEST_NUMBER = 32
_EARLIEST = 2000  # a year; an older paper is a slip of the finger
# «№ 12 от 20.11.2026», «12-к 20.11.2026», "no. 12 of 20.11.2026"
_PAPER = re.compile(
    r"(?:№|N|No\.?|no\.?|#)?\s*(?P<number>\S.*?)[\s,]+(?:(?:от|of)\s+)?"
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
)


def read_paper(typed: str, today: date) -> Paper:
    """`Refused` "paper_unclear" for anything but a number and a date that is not in the future."""
    found = _PAPER.fullmatch(" ".join(clean(typed).split()))
    if found is None or len(found["number"]) > LONGEST_NUMBER:
        raise Refused("paper_unclear")
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise Refused("paper_unclear") from error
    if day > today or day.year < _EARLIEST:
        raise Refused("paper_unclear")
    return Paper(found["number"], day)
