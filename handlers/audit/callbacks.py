"""Where the buttons of the audit trail lead."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.audit.trail_model import Part
from handlers.ids import OptionalId


class Of(StrEnum):
    """Whose trail."""

    PUPIL = "p"
    OWN = "o"
    CLASS = "c"
    SCHOOL = "s"
    PERSON = "b"  # what one person of the school did


class OpenAudit(CallbackData, prefix="au"):
    """A page of records; `of_id` is the pupil (0: the one whose diary is open), class or person.

    `from_log`: chosen in the log of the school, to which back leads.
    """

    of: Of
    of_id: OptionalId = 0
    part: Part = Part.ALL
    before: OptionalId = 0  # 0: the newest page, else older than this record
    from_log: bool = False


class OpenLogClasses(CallbackData, prefix="ac"):
    """The log by class; `grade_level` 0: the choice of a grade."""

    grade_level: Annotated[int, Field(ge=0, le=99)] = 0


class AskLogName(CallbackData, prefix="an"):
    """The log by person: a part of the name is typed."""
