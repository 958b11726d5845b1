"""Where the buttons of marks of behaviour lead; `period_id` 0 is the one to be marked now."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId

Code = Annotated[str, Field(pattern=r"^[0-9a-z]{1,2}$")]


class OpenBehaviour(CallbackData, prefix="fk"):
    """The class list with marks of behaviour."""

    class_id: Id
    period_id: OptionalId = 0


class OpenBehaviourPupil(CallbackData, prefix="fl"):
    """What one pupil may get."""

    class_id: Id
    period_id: Id
    student_id: Id


class DraftBehaviour(CallbackData, prefix="fm"):
    """This pupil is to get the mark of `code`; recorded and told when saved."""

    class_id: Id
    period_id: Id
    student_id: Id
    code: Code


class DraftBehaviourRest(CallbackData, prefix="fn"):
    """So is everybody who has none."""

    class_id: Id
    period_id: Id
    code: Code


class DropBehaviour(CallbackData, prefix="fo"):
    """What was not saved is forgotten."""

    class_id: Id
    period_id: Id


class SaveBehaviour(CallbackData, prefix="fq"):
    """What was chosen is recorded and told."""

    class_id: Id
    period_id: Id
