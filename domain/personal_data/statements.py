"""A statement on paper: its number and date, by which the school finds it again."""

from dataclasses import dataclass
from datetime import date

from domain.dates import read_numbered
from domain.errors import Refused

NUMBER_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Statement:
    """As the school registered it."""

    number: str
    date: date


def checked_statement(typed: str, today: date) -> Statement:
    """«№ 14 от 20.11.2026»; `Refused` "statement_form", "statement_ahead", or as `read_date`."""
    found = read_numbered(typed, today)
    if found is None or len(found.number) > NUMBER_LENGTH:
        raise Refused("statement_form", limit=NUMBER_LENGTH)
    if found.date > today:
        raise Refused("statement_ahead")
    return Statement(*found)
