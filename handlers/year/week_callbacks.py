"""Where the buttons of weeks and shifts lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id
from handlers.year.callbacks import Grade


class OpenWeeks(CallbackData, prefix="rzw"):
    """The week and shift of each grade, or of the classes of one."""

    grade_level: Grade = 0


class OpenClassWeek(CallbackData, prefix="rzc"):
    """Those of one class, with the choice."""

    class_id: Id


class SetWeek(CallbackData, prefix="rzd"):
    """It has lessons on so many days, from Monday on."""

    class_id: Id
    days: Annotated[int, Field(ge=5, le=6)]


class SetShift(CallbackData, prefix="rze"):
    """It goes by this shift."""

    class_id: Id
    shift: Annotated[int, Field(ge=1, le=3)]
