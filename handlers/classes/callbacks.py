"""Where the homeroom teacher's buttons lead."""

from aiogram.filters.callback_data import CallbackData


class OpenClass(CallbackData, prefix="c"):
    """«Мой класс»: the class led, or the choice among several."""
