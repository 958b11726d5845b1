"""Where the buttons of a roll call lead that are not the list itself."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.attendance.model import Status
from handlers.ids import Id

Minutes = Annotated[int, Field(ge=0, le=60)]


class OpenOthers(CallbackData, prefix="aa"):
    """Whose status is another than here, not here or late."""

    lesson_id: Id


class OpenStatuses(CallbackData, prefix="ab"):
    """All that this pupil may be at the lesson."""

    lesson_id: Id
    student_id: Id


class SetStatus(CallbackData, prefix="af"):
    """This pupil is `status` from now on, if late by so many minutes; 0: not known."""

    lesson_id: Id
    student_id: Id
    status: Status
    minutes: Minutes = 0


class AllPresent(CallbackData, prefix="ad"):
    """Everybody is there but those who are excused."""

    lesson_id: Id


class ByResults(CallbackData, prefix="ax"):
    """Of a lesson by tasks: present is who has a result of it."""

    lesson_id: Id
