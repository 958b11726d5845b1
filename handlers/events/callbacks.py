"""Where the buttons of events lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page

Grade = Annotated[int, Field(ge=0, le=12)]


class OpenEvents(CallbackData, prefix="i"):
    """What is ahead."""

    page: Page = 0


class ChooseAudience(CallbackData, prefix="ia"):
    """For whom; with a grade: for which class of it."""

    grade: Grade = 0


class AskEvent(CallbackData, prefix="ib"):
    """It will be typed; 0 and 0: of the whole school."""

    grade: Grade = 0
    class_id: OptionalId = 0


class KeepEvent(CallbackData, prefix="ic"):
    """A late one all the same."""

    event_id: Id


class OpenEvent(CallbackData, prefix="ie"):
    """One event."""

    event_id: Id


class CancelEvent(CallbackData, prefix="if"):
    """«Отменить мероприятие»."""

    event_id: Id
