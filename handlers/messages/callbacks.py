"""Where the buttons of messages lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page

# A bit for each of as many pupils as a keyboard holds.
Picked = Annotated[str, Field(pattern=r"^[0-9a-f]{0,23}$")]


class OpenMessages(CallbackData, prefix="g"):
    """«Сообщения» of the hat worn now."""

    page: Page = 0


class OpenMessage(CallbackData, prefix="go"):
    """One message about this child with everything said since, for either side."""

    message_id: Id
    student_id: Id
    page: Page = 0


class ConfirmRead(CallbackData, prefix="gr"):
    """«Прочитано», under a message from school about this child."""

    message_id: Id
    student_id: Id


class AskAnswer(CallbackData, prefix="ga"):
    """«Ответить»: an answer to this message about this child will be typed, by either side."""

    message_id: Id
    student_id: Id


class OpenSent(CallbackData, prefix="gs"):
    """A message to families: who received it, who read it, who answered."""

    message_id: Id
    page: Page = 0


class OpenAnswer(CallbackData, prefix="gv"):
    """An answer from the teacher's list: opened, it is read."""

    message_id: Id
    student_id: Id


class WriteToFamilies(CallbackData, prefix="gw"):
    """To whom of the class: everybody, or families picked by taps."""

    class_id: Id


class PickFamilies(CallbackData, prefix="gp"):
    """These families are picked. `picked` is a hexadecimal mask over the class list and `check`
    tells whether the list is still the one that the mask was made for."""

    class_id: Id
    picked: Picked = ""
    check: Picked = ""


class WriteToPicked(CallbackData, prefix="gx"):
    """A message to the picked families will be typed; nobody picked means everybody."""

    class_id: Id
    picked: Picked = ""
    check: Picked = ""


class WriteToOne(CallbackData, prefix="gy"):
    """A message to one pupil's family will be typed; with `person_id` to one person only."""

    student_id: Id
    person_id: OptionalId = 0


class SendDraft(CallbackData, prefix="gd"):
    """«Отправить»: what the preview showed goes out, once."""

    draft_id: Id


class DropDraft(CallbackData, prefix="gk"):
    """«Не отправлять»."""

    draft_id: Id
