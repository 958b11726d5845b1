"""Where the buttons of what is missing lead."""

from aiogram.filters.callback_data import CallbackData

from domain.deadlines.rules import DeadlineId
from handlers.ids import Page


class OpenOwnGaps(CallbackData, prefix="qa"):
    """What the reader has to do, due already or soon."""

    page: Page = 0


class OpenSchoolGaps(CallbackData, prefix="qc"):
    """What is overdue in the school, by deadline."""


class OpenOverdue(CallbackData, prefix="qd"):
    """The gaps of one deadline, by whose duty they are."""

    deadline: DeadlineId
    page: Page = 0
