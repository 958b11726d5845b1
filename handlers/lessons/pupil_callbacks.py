"""Where the buttons lead by which a homework is addressed."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId

Mask = Annotated[str, Field(max_length=24, pattern=r"^[0-9a-f]*$")]


class PickHomeworkPupils(CallbackData, prefix="tb"):
    """These pupils are picked: a hexadecimal mask over the class list, and a sum that dates it.

    With `homework_id` 0 for a homework that is to be typed yet, due at that lesson if one is named.
    """

    lesson_id: Id
    homework_id: OptionalId = 0
    picked: Mask = ""
    check: Mask = ""
    due_lesson_id: OptionalId = 0


class AddressHomework(CallbackData, prefix="tbs"):
    """It is for the picked pupils from now on; nobody picked means everybody."""

    lesson_id: Id
    homework_id: OptionalId = 0
    picked: Mask = ""
    check: Mask = ""
    due_lesson_id: OptionalId = 0
