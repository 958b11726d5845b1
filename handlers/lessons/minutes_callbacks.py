"""Where the buttons of a homework's time lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id


class ChooseMinutes(CallbackData, prefix="tmi"):
    """How long a homework takes, to be chosen or typed."""

    lesson_id: Id
    homework_id: Id


class SetMinutes(CallbackData, prefix="tms"):
    """It takes so long; 0: nobody says."""

    lesson_id: Id
    homework_id: Id
    minutes: Annotated[int, Field(ge=0, le=999)]


class OpenLoad(CallbackData, prefix="lo"):
    """The homework of a class by day; `day` is a proleptic ordinal, None the week ahead."""

    class_id: Id
    day: int | None = None
