"""Where the buttons of what is missing lead."""

from aiogram.filters.callback_data import CallbackData

from domain.deadlines.rules import DeadlineId
from handlers.ids import OptionalId, Page


class OpenOwnGaps(CallbackData, prefix="qa"):
    """What the reader has to do, due already or soon; nobody: whoever works in the chat now."""

    page: Page = 0
    person_id: OptionalId = 0


class OpenSchoolGaps(CallbackData, prefix="qc"):
    """What is overdue in the school, by deadline."""


class OpenOverdue(CallbackData, prefix="qd"):
    """The gaps of one deadline, by whose duty they are."""

    deadline: DeadlineId
    page: Page = 0


class TakeBackDone(CallbackData, prefix="qg"):
    """What was noted today as done is to be done still."""

    deadline: DeadlineId
    class_id: OptionalId = 0
    due: int


class SayDone(CallbackData, prefix="qf"):
    """A duty that comes again was done; `due` is a proleptic ordinal, no class: of the school."""

    deadline: DeadlineId
    class_id: OptionalId = 0
    due: int
