"""Where the buttons of a note lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenAbsenceNote(CallbackData, prefix="bo"):
    """«Добавить фото справки»: what is there already, and more can be sent."""

    announced_id: Id


class ShowAbsenceNote(CallbackData, prefix="bp"):
    """The files of the note, below."""

    announced_id: Id


class RemoveAbsenceNote(CallbackData, prefix="bq"):
    """This file was sent by mistake."""

    announced_id: Id
    attachment_id: Id
