"""Where the buttons of a section's teacher lead."""

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id, OptionalId, Page


class OpenTeachers(CallbackData, prefix="rlg"):
    """Who is to teach a section: a page of teachers."""

    grade_level: OptionalId
    section_id: Id
    page: Page = 0


class AskTeacher(CallbackData, prefix="rlh"):
    """Whether this person shall teach it."""

    grade_level: OptionalId
    section_id: Id
    person_id: Id


class SetTeacher(CallbackData, prefix="rli"):
    """So it is; `seen`: whose it was when the button was drawn, 0: nobody's."""

    grade_level: OptionalId
    section_id: Id
    person_id: Id
    seen: OptionalId
