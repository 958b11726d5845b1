"""Where the buttons of requests lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, Page


class AskUnlock(CallbackData, prefix="ja"):
    """The reason will be typed."""

    lesson_id: Id
    work_type_id: Id
    student_id: Id
    nth: Annotated[int, Field(ge=0, le=99)]


class OpenUnlocks(CallbackData, prefix="jl"):
    """What waits for the deputy head."""

    page: Page = 0


class OpenUnlock(CallbackData, prefix="jo"):
    """One request."""

    unlock_id: Id


class GrantUnlock(CallbackData, prefix="jy"):
    """The place is open for the school's hours."""

    unlock_id: Id


class AskWhyNot(CallbackData, prefix="jn"):
    """What the teacher is told instead will be typed."""

    unlock_id: Id
