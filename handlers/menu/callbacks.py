"""Where «‹ Назад» leads, and switching between children and roles."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenMenu(CallbackData, prefix="m"):
    """The first screen of the hat worn now."""


class OpenMore(CallbackData, prefix="mr"):
    """What a member of the staff needs less often than what is on the first screen."""


class Section(StrEnum):
    """What of a diary was open when the child was switched."""

    MENU = ""
    SCHEDULE = "s"
    HOMEWORK = "h"
    MARKS = "k"
    ATTENDANCE = "a"
    FINAL_MARKS = "f"
    MESSAGES = "g"


class ChooseHat(CallbackData, prefix="mh"):
    """Another child or role, in one tap; the same `section` of the diary opens there."""

    binding_id: Id
    section: Section = Section.MENU


class OpenHats(CallbackData, prefix="ml"):
    """Every child and role of the chat."""
