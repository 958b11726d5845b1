"""Names, dates and orders as people type them."""

import re
from datetime import date

from domain.dates import read_date, read_numbered
from domain.errors import Refused
from domain.people import Sex
from domain.staff.model import FullName, Order
from domain.typed import cased, clean, one_line

LONGEST_NAME = 100  # characters of each part, as the database has it
LONGEST_FIELD = 100
LONGEST_NUMBER = 32

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*\.?")
_FIRST_YEAR = 1900


def read_name(typed: str) -> FullName:
    """«Орлова Марина Петровна»: family name, given name, and a middle name of any words.

    `Refused` "staff_name" for anything else.
    """
    words = clean(typed).split()
    if len(words) < 2 or len(words) > 5 or not all(map(_WORD.fullmatch, words)):
        raise Refused("staff_name")
    name = FullName(cased(words[0]), cased(words[1]), " ".join(map(cased, words[2:])))
    if max(map(len, (name.family_name, name.given_name, name.middle_name))) > LONGEST_NAME:
        raise Refused("staff_name")
    return name


def sex_of(name: FullName) -> Sex | None:
    """As the patronymic tells: «-вна», «-чна» and «кызы» or «-вич», «-ич» and «оглы»."""
    last = name.middle_name.casefold()
    if last.endswith(("вна", "чна", "шна", "кызы")):
        return Sex.FEMALE
    if last.endswith(("ич", "оглы")):
        return Sex.MALE
    return None


def read_day(typed: str, *, today: date) -> date:
    """«5.3.1980», «5 марта 1980», not in the future; `Refused` "staff_date" for anything else."""
    try:
        day = read_date(typed, today)
    except Refused as error:
        raise Refused("staff_date") from error
    if day.year < _FIRST_YEAR or day > today:
        raise Refused("staff_date")
    return day


def read_order(typed: str, *, today: date) -> Order:
    """«№ 12-к от 01.09.2026»; `Refused` "staff_order" for anything else."""
    try:
        found = read_numbered(typed, today)
    except Refused as error:
        raise Refused("staff_order") from error
    if found is None or len(found.number) > LONGEST_NUMBER:
        raise Refused("staff_order")
    if found.date.year < _FIRST_YEAR or found.date > today:
        raise Refused("staff_order")
    return Order(*found)


def read_field(typed: str) -> str:
    """A line of a card; `Refused` "staff_field" when there is nothing, or too much."""
    text = one_line(typed)
    if not text or len(text) > LONGEST_FIELD:
        raise Refused("staff_field", limit=LONGEST_FIELD)
    return text
