"""Where the buttons of the teaching load lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.year.load import MOST_HOURS
from handlers.ids import Id, OptionalId, Page
from handlers.year.callbacks import Grade


class OpenLoad(CallbackData, prefix="rlc"):
    """«Нагрузка»: the subjects of a grade; 0: of the first."""

    grade_level: Grade = 0
    page: Page = 0


class OpenHours(CallbackData, prefix="rld"):
    """A subject in a grade; `section_id` 0: in all of it."""

    grade_level: OptionalId
    subject_id: Id
    section_id: OptionalId = 0


class SetHours(CallbackData, prefix="rle"):
    """So many hours a week."""

    grade_level: OptionalId
    subject_id: Id
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS)]
    section_id: OptionalId = 0
