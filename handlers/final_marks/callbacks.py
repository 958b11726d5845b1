"""Where the final marks' buttons lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, OptionalId, Page


class OpenFinals(CallbackData, prefix="f"):
    """A school year by the year in which it ends; 0 is the current one."""

    student_id: Id
    school_year: OptionalId = 0
    page: Page = 0
