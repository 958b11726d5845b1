"""The fields that a pupil's and a guardian's card has, and what may stand in each (S4 П2.V).

Exactly surname, first name, patronymic, sex and birth date: nothing else is asked of a family
without a decision of the school.
"""

import re
from datetime import date, timedelta
from enum import StrEnum

from domain.dates import read_date
from domain.errors import Refused
from domain.people import Sex
from domain.typed import one_line

NAME_LENGTH = 100  # characters, as the register has room for
OLDEST = timedelta(days=120 * 366)
PUPIL_AGES = range(5, 22)  # years; a slip of the pen falls outside

# Letters of any alphabet, parted by hyphens, apostrophes, points and single spaces.
_NAME = re.compile(r"[^\W\d_]+(?:[-'’. ][^\W\d_]+)*\.?")


class Field(StrEnum):
    """A field of the card; its values are texts: dates as ISO 8601, sex as `domain.people.Sex`."""

    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    SEX = "sex"
    BIRTH_DATE = "birth_date"

    @property
    def is_name(self) -> bool:
        return self in NAMES


NAMES = (Field.FAMILY_NAME, Field.GIVEN_NAME, Field.MIDDLE_NAME)
NOTHING = "-"  # typed for a patronymic that there is not


def checked_value(field: Field, typed: str, today: date, *, is_pupil: bool) -> str:
    """What was typed as it will be stored; `Refused` with what is wrong.

    "name_form", "name_length", "birth_date_range", "sex_form", or as `read_date` has it.
    """
    text = one_line(typed)
    if field.is_name:
        return _checked_name(field, text)
    if field is Field.SEX:
        return _checked_sex(text)
    return _checked_birth_date(text, today, is_pupil=is_pupil).isoformat()


def _checked_name(field: Field, text: str) -> str:
    if field is Field.MIDDLE_NAME and text == NOTHING:
        return ""
    if len(text) > NAME_LENGTH:
        raise Refused("name_length", limit=NAME_LENGTH)
    if not _NAME.fullmatch(text):
        raise Refused("name_form")
    return text[:1].upper() + text[1:]


def _checked_sex(text: str) -> str:
    try:
        return Sex(text).value
    except ValueError as error:
        raise Refused("sex_form") from error


def _checked_birth_date(text: str, today: date, *, is_pupil: bool) -> date:
    born = read_date(text, today)
    if not today - OLDEST <= born <= today:
        raise Refused("birth_date_range")
    if is_pupil and age(born, today) not in PUPIL_AGES:
        raise Refused("birth_date_range")
    return born


def age(born: date, on: date) -> int:
    """Full years. Who was born on 29 February is a year older from 1 March on."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
