"""Where the gradebook's buttons lead. `period_id` 0 is the current period."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, OptionalId, Page


class OpenClassBook(CallbackData, prefix="jc"):
    """A class by subject."""

    class_id: Id
    period_id: OptionalId = 0
    page: Page = 0


class OpenSectionBook(CallbackData, prefix="jg"):
    """A section by lesson; page 0 has the newest. `class_id` 0: come from the own lessons."""

    section_id: Id
    period_id: OptionalId = 0
    page: Page = 0
    class_id: OptionalId = 0


class OpenClassCheck(CallbackData, prefix="jb"):
    """What does not go together in a class's marks."""

    class_id: Id
    period_id: OptionalId = 0
    page: Page = 0
