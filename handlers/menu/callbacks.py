"""Where «‹ Назад» leads, and switching between children and roles."""

from aiogram.filters.callback_data import CallbackData


class OpenMenu(CallbackData, prefix="m"):
    """The first screen of the hat worn now."""


class ChooseHat(CallbackData, prefix="mh"):
    """Another child or role, in one tap."""

    binding_id: int
