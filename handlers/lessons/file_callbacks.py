"""Where the buttons of a homework's files lead, for its teacher."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenHomeworkFiles(CallbackData, prefix="tu"):
    """What is attached to a homework; more can be sent."""

    lesson_id: Id
    homework_id: Id


class ShowHomeworkFiles(CallbackData, prefix="ti"):
    """The files themselves, below."""

    lesson_id: Id
    homework_id: Id


class RemoveHomeworkFile(CallbackData, prefix="ty"):
    """This file was attached by mistake."""

    lesson_id: Id
    homework_id: Id
    attachment_id: Id
