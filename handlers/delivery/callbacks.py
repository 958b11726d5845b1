"""Where the buttons of «Доставка» and «Когда мне сообщили» lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page


class OpenSchoolDelivery(CallbackData, prefix="y"):
    """The school at a glance, for its management."""


class OpenGradeDelivery(CallbackData, prefix="yg"):
    """The classes of one grade in the last seven days."""

    grade_level: Annotated[int, Field(ge=0, le=99)]


class OpenDelivery(CallbackData, prefix="yc"):
    """One class, today or in the last seven days."""

    class_id: Id
    week: bool = False
    page: Page = 0


class OpenDeliveryPupils(CallbackData, prefix="yl"):
    """The pupils of a class, to open one."""

    class_id: Id


class OpenPupilLedger(CallbackData, prefix="yp"):
    """What one pupil's family was told, to whom and when."""

    student_id: Id
    page: Page = 0


class OpenFinalsDelivery(CallbackData, prefix="yf"):
    """Who was told of the final marks of a period; 0: the newest."""

    class_id: Id
    period_id: OptionalId = 0
    page: Page = 0


class OpenPaper(CallbackData, prefix="yb"):
    """Families of the school to be told on paper."""

    page: Page = 0


class GetPaper(CallbackData, prefix="yd"):
    """The same as a document."""


class OpenTroubles(CallbackData, prefix="yt"):
    """What was not delivered by a mistake, and what waits."""

    page: Page = 0


class SendAgain(CallbackData, prefix="ys"):
    """A dead notice, or with 0 all of them, is to be sent again."""

    notice_id: OptionalId = 0
    page: Page = 0


class OpenOwnNews(CallbackData, prefix="yo"):
    """«Когда мне сообщили»; 0 stands for the child whose diary is open."""

    student_id: OptionalId = 0
    page: Page = 0
