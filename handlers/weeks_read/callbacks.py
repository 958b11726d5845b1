"""Where the buttons of weeks that are read lead."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, Page


class Under(StrEnum):
    """What the button stands under, and so what it is drawn into."""

    MESSAGE = "m"  # of the week
    MARKS = "k"
    ATTENDANCE = "a"


class ConfirmWeek(CallbackData, prefix="kwa"):
    """«Неделя прочитана»: a guardian has read the week up to that day."""

    student_id: Id
    day: Annotated[int, Field(ge=1)]
    under: Under


class OpenReading(CallbackData, prefix="kwo"):
    """Which families of a class have read the week, and which read nothing."""

    class_id: Id
    page: Page = 0


class PrintSheet(CallbackData, prefix="kwp"):
    """The sheet of a class on which parents sign."""

    class_id: Id


class RemindFamilies(CallbackData, prefix="kwr"):
    """A letter to those that read nothing."""

    class_id: Id
