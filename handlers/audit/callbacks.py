"""Where the buttons of the audit trail lead."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from domain.audit.trail_model import Part
from handlers.ids import OptionalId


class Of(StrEnum):
    """Whose trail."""

    PUPIL = "p"
    OWN = "o"
    CLASS = "c"
    SCHOOL = "s"


class OpenAudit(CallbackData, prefix="au"):
    """A page of records; `of_id` is the pupil (0: the one whose diary is open) or the class."""

    of: Of
    of_id: OptionalId = 0
    part: Part = Part.ALL
    before: OptionalId = 0  # 0: the newest page, else older than this record
