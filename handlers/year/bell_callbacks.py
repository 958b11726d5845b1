"""Where the buttons of the bells lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page
from handlers.year.callbacks import Grade

Shift = Annotated[int, Field(ge=0, le=3)]  # 0: whichever
Weekday = Annotated[int, Field(ge=0, le=7)]  # ISO; 0: every day


class OpenBells(CallbackData, prefix="rr"):
    """The schedules, and for whom each of them is."""

    page: Page = 0


class AskSchedule(CallbackData, prefix="rra"):
    """A new schedule is to be typed."""


class OpenSchedule(CallbackData, prefix="rrb"):
    """One of them, with the choice for whom it shall be."""

    schedule_id: Id


class ChooseDays(CallbackData, prefix="rrc"):
    """When it shall hold for a class, a grade or a shift, else for everybody."""

    schedule_id: Id
    grade_level: Grade = 0
    shift: Shift = 0
    class_id: OptionalId = 0


class SetBells(CallbackData, prefix="rrd"):
    """It holds for them from now on, on a weekday or always."""

    schedule_id: Id
    grade_level: Grade = 0
    shift: Shift = 0
    class_id: OptionalId = 0
    weekday: Weekday = 0


class AskBellsDay(CallbackData, prefix="rre"):
    """On a day that is to be typed."""

    schedule_id: Id
    grade_level: Grade = 0
    shift: Shift = 0
    class_id: OptionalId = 0


class DropBells(CallbackData, prefix="rrf"):
    """The rule holds no more."""

    rule_id: Id
