"""Where the buttons of «PIN-код» lead. No digit is in any of them."""

from aiogram.filters.callback_data import CallbackData


class OpenPin(CallbackData, prefix="x"):
    """Whether there is one, and what can be done."""


class NewPin(CallbackData, prefix="xn"):
    """Set the first one."""


class ChangePin(CallbackData, prefix="xc"):
    """Set another; the old one is typed first."""


class RemovePin(CallbackData, prefix="xr"):
    """Have none; the old one is typed first."""
