"""Where the buttons of the school year lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.working_days import DateKind
from handlers.ids import Id, OptionalId, Page

Grade = Annotated[int, Field(ge=0, le=99)]


class OpenYear(CallbackData, prefix="ry"):
    """How far the year is set up."""


class OpenDays(CallbackData, prefix="rk"):
    """Days that are not what the production calendar makes of them."""


class AskDay(CallbackData, prefix="rl"):
    """A day is to be typed that is this."""

    kind: DateKind


class DropDay(CallbackData, prefix="rm"):
    """As the production calendar has it again; `day` is a proleptic ordinal."""

    day: int


class OpenHolidays(CallbackData, prefix="rh"):
    """Days without lessons; `over`: those of the last months."""

    over: bool = False
    page: Page = 0


class PlaceHoliday(CallbackData, prefix="ru"):
    """Whose new holidays are: `grade_level` 0, the grades to choose from, else its classes."""

    grade_level: Grade = 0


class AskHoliday(CallbackData, prefix="ri"):
    """Name and days are to be typed, of this class or grade, else of everybody."""

    grade_level: Grade = 0
    class_id: OptionalId = 0


class OpenHoliday(CallbackData, prefix="rn"):
    """One of them."""

    holiday_id: Id


class DropHoliday(CallbackData, prefix="rz"):
    """Its days have lessons again."""

    holiday_id: Id
