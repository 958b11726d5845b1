"""Where the buttons of the school's subjects lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, Page


class OpenSubjects(CallbackData, prefix="rla"):
    """«Предметы»."""

    page: Page = 0


class TakeHomework(CallbackData, prefix="rlb"):
    """Whether homework is set in it."""

    subject_id: Id
    takes: bool
    page: Page = 0
