"""Where the settings' buttons lead."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData


class OpenSettings(CallbackData, prefix="s"):
    """«Настройки»."""


class ChooseLanguage(CallbackData, prefix="sl"):
    """The language of everything said from now on."""

    locale: Literal["ru", "en"]


class ChooseTables(CallbackData, prefix="st"):
    """Tables as tables, or as plain text for old clients."""

    plain: bool
