"""Where «‹ Назад» leads, and switching between children and roles."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenMenu(CallbackData, prefix="m"):
    """The first screen of the hat worn now."""


class ChooseHat(CallbackData, prefix="mh"):
    """Another child or role, in one tap."""

    binding_id: Id


class OpenHats(CallbackData, prefix="ml"):
    """Every child and role of the chat."""
