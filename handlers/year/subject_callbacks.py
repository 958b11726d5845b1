"""Where the buttons of the school's subjects lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, Page


class OpenSubjects(CallbackData, prefix="rla"):
    """«Предметы»: taps say in which of them homework is set, or marks are given."""

    page: Page = 0
    marks: bool = False


class TakeHomework(CallbackData, prefix="rlb"):
    """Whether homework is set in it."""

    subject_id: Id
    takes: bool
    page: Page = 0


class GiveMarks(CallbackData, prefix="rlf"):
    """Whether marks are given in it."""

    subject_id: Id
    gives: bool
    page: Page = 0
