"""Where the buttons of «Мои чаты» lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenOwnChats(CallbackData, prefix="z"):
    """Every chat in which one is connected."""


class EndOwnChat(CallbackData, prefix="ze"):
    """One of the others loses access at once; named by any binding in it."""

    binding_id: Id
