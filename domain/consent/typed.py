"""The number and date of a paper as people type them."""

from datetime import date

from domain.consent.model import Paper
from domain.dates import read_numbered
from domain.errors import Refused

LONGEST_NUMBER = 32
_EARLIEST = 2000  # a year; an older paper is a slip of the finger


def read_paper(typed: str, today: date) -> Paper:
    """`Refused` "paper_unclear" for anything but a number and a date that is not in the future.

    Where only the date is at fault, as `read_date`.
    """
    found = read_numbered(typed, today)
    if found is None or len(found.number) > LONGEST_NUMBER:
        raise Refused("paper_unclear")
    if found.date > today or found.date.year < _EARLIEST:
        raise Refused("paper_unclear")
    return Paper(*found)
