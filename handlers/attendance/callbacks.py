"""Where the attendance's buttons lead. `period_id` 0 is the current period."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, OptionalId, Page


class OpenAttendance(CallbackData, prefix="a"):
    """A grading period's totals and missed lessons."""

    student_id: Id
    period_id: OptionalId = 0
    page: Page = 0
