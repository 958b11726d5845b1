"""Where the buttons of setting final marks lead.

`period_id` 0 is the period that is to be marked now. `whole` remembers that the subject was opened
from the table of the whole class, where everything is saved at once.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId


class OpenClassFinals(CallbackData, prefix="fc"):
    """The subjects of a class with what is still missing in each."""

    class_id: Id
    period_id: OptionalId = 0


class OpenFinalMarks(CallbackData, prefix="fs"):
    """One subject: the class list with averages and marks."""

    section_id: Id
    period_id: OptionalId = 0
    whole: bool = False


class OpenFinalPupil(CallbackData, prefix="fp"):
    """The marks one pupil may get."""

    section_id: Id
    period_id: Id
    student_id: Id
    whole: bool = False


class DraftFinalMark(CallbackData, prefix="fd"):
    """This pupil's mark is to be the one of `code`; recorded and told when saved."""

    section_id: Id
    period_id: Id
    student_id: Id
    code: Annotated[str, Field(pattern=r"^[0-9a-z+-]{1,2}$")]
    whole: bool = False


class DraftByAverage(CallbackData, prefix="fa"):
    """Everybody without a mark is to get the suggested one."""

    section_id: Id
    period_id: Id
    whole: bool = False


class DropFinalDrafts(CallbackData, prefix="fx"):
    """What was not saved is forgotten."""

    section_id: Id
    period_id: Id
    whole: bool = False


class SaveFinalMarks(CallbackData, prefix="fv"):
    """What was chosen in this subject is recorded and told."""

    section_id: Id
    period_id: Id


class SaveClassFinals(CallbackData, prefix="fw"):
    """What was chosen in all subjects of the class is recorded and told as one."""

    class_id: Id
    period_id: Id
