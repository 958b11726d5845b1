"""Where the marks' buttons lead. `period_id` 0 is the current period."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, OptionalId, Page


class OpenPeriodMarks(CallbackData, prefix="k"):
    """The table of a grading period."""

    student_id: Id
    period_id: OptionalId = 0
    page: Page = 0


class DrawPeriod(CallbackData, prefix="kp"):
    """The picture of all subjects of a period."""

    student_id: Id
    period_id: OptionalId = 0


class DrawSubject(CallbackData, prefix="kt"):
    """The picture of one subject."""

    student_id: Id
    subject_id: Id
    period_id: OptionalId = 0


class OpenSubjectMarks(CallbackData, prefix="ks"):
    """One subject, each mark with all that is known of it."""

    student_id: Id
    subject_id: Id
    period_id: OptionalId = 0
    page: Page = 0
