"""Where the buttons of the work types lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.work_types.model import WorkField
from handlers.ids import Id, OptionalId


class OpenWorkTypes(CallbackData, prefix="rw"):
    """The list; `removed`: what teachers are offered no more."""

    removed: bool = False


class OpenWorkType(CallbackData, prefix="rx"):
    """One of them."""

    work_type_id: Id


class SetWorkType(CallbackData, prefix="rf"):
    """It is so from now on: the code of a value."""

    work_type_id: Id
    field: WorkField
    value: Annotated[str, Field(min_length=1, max_length=12)]


class AskWorkType(CallbackData, prefix="ro"):
    """A name is to be typed; `work_type_id` 0: of a new one."""

    work_type_id: OptionalId = 0
    field: WorkField = WorkField.TITLE
