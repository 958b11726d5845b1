"""A statement on paper: its number and date, by which the school finds it again."""

import re
from dataclasses import dataclass
from datetime import date

from domain.errors import Refused
from domain.personal_data.fields import to_date
from domain.typed import clean

NUMBER_LENGTH = 32

_STATEMENT = re.compile(r"(?:№|N|#)?\s*(?P<number>\S.*?)\s*,?\s*(?:от|of|from)\s+(?P<date>\S+?)\.?")


@dataclass(frozen=True, slots=True)
class Statement:
    """As the school registered it."""

    number: str
    date: date


def checked_statement(typed: str, today: date) -> Statement:
    """«№ 14 от 20.11.2026»; `Refused` "statement_form" or "statement_ahead"."""
    found = _STATEMENT.fullmatch(" ".join(clean(typed).split()))
    if found is None or len(found["number"]) > NUMBER_LENGTH:
        raise Refused("statement_form", limit=NUMBER_LENGTH)
    try:
        day = to_date(found["date"])
    except Refused as error:
        raise Refused("statement_form", limit=NUMBER_LENGTH) from error
    if day > today:
        raise Refused("statement_ahead")
    return Statement(found["number"], day)
