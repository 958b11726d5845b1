"""Where the buttons of homeroom hours and briefings lead."""

from aiogram.filters.callback_data import CallbackData

from domain.homeroom.model import SessionKind
from handlers.ids import Id, Page


class OpenRegister(CallbackData, prefix="am"):
    """The homeroom hours and briefings of a class."""

    class_id: Id
    page: Page = 0


class AskTopic(CallbackData, prefix="ao"):
    """A topic will be typed; `day` is a proleptic ordinal, 0 today."""

    class_id: Id
    kind: SessionKind
    day: int = 0


class OpenSession(CallbackData, prefix="ap"):
    """One of them, with who was there."""

    session_id: Id


class PrintRegister(CallbackData, prefix="aq"):
    """The register as a document."""

    class_id: Id


class SetPresent(CallbackData, prefix="av"):
    """This pupil was there, or was not."""

    session_id: Id
    student_id: Id
    is_present: bool


class RemoveSession(CallbackData, prefix="aw"):
    """Recorded by mistake."""

    session_id: Id
