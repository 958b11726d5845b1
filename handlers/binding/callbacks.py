"""Where the buttons of connecting and leaving lead. No code and no secret is in any of them."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, OptionalId


class ConfirmCode(CallbackData, prefix="bc"):
    """«Да, подключить». Works in the chat that has shown the code, within the hour."""

    invite_id: Id


class RejectCode(CallbackData, prefix="bn"):
    """«Нет, это ошибка»."""


class EndBinding(CallbackData, prefix="be"):
    """«Это не я»: under the notice of a new binding, and in the class's list of families."""

    binding_id: Id


class OpenLeave(CallbackData, prefix="bl"):
    """What /leave shows."""


class AskLeave(CallbackData, prefix="ba"):
    """Whether to disconnect this; 0 stands for everything the chat is connected to."""

    binding_id: OptionalId = 0


class Leave(CallbackData, prefix="bx"):
    """«Да, отключить»."""

    binding_id: OptionalId = 0
