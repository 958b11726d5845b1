"""Where the buttons of messages lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenMessages(CallbackData, prefix="g"):
    """«Сообщения» of the hat worn now."""


class ConfirmRead(CallbackData, prefix="gr"):
    """«Прочитано», under a message from school about this child."""

    message_id: Id
    student_id: Id
