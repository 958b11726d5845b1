"""The way to help."""

from aiogram.filters.callback_data import CallbackData


class OpenHelp(CallbackData, prefix="q"):
    """What /help shows."""
