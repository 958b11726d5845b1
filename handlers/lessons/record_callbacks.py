"""Where the buttons lead that record what a lesson was: its form, and that nothing is set."""

from aiogram.filters.callback_data import CallbackData

from domain.schedule.model import LessonForm
from handlers.ids import Id


class OpenForm(CallbackData, prefix="lm"):
    """The choice of the lesson's form."""

    lesson_id: Id


class SetForm(CallbackData, prefix="tt"):
    """The lesson was, or will be, held in this form."""

    lesson_id: Id
    form: LessonForm


class SayNoHomework(CallbackData, prefix="te"):
    """«Не задано», or, with `is_none` false, that it was said too early."""

    lesson_id: Id
    is_none: bool
