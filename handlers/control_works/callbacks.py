"""Where the buttons of control works lead."""

from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page


class OpenWorks(CallbackData, prefix="o"):
    """The classes, and what waits to be published."""

    page: Page = 0


class OpenClassWorks(CallbackData, prefix="oc"):
    """The works of a class in the month of `day`."""

    class_id: Id
    day: int
    page: Page = 0

    @classmethod
    def of(cls, class_id: int, day: date, page: int = 0) -> "OpenClassWorks":
        return cls(class_id=class_id, day=day.toordinal(), page=page)


class OpenWorkSections(CallbackData, prefix="oa"):
    """«+ Работа»: in which subject."""

    class_id: Id


class OpenWorkDays(CallbackData, prefix="od"):
    """In which lesson; with `work_id` that work is moved."""

    section_id: Id
    work_id: OptionalId = 0
    page: Page = 0


class PlanWork(CallbackData, prefix="ol"):
    """A work stands in this lesson from now on."""

    lesson_id: Id


class MoveWork(CallbackData, prefix="om"):
    """This work stands in this lesson from now on."""

    work_id: Id
    lesson_id: Id


class OpenWork(CallbackData, prefix="oo"):
    """One work."""

    work_id: Id


class SetControlType(CallbackData, prefix="ot"):
    """It is a work of this type from now on."""

    work_id: Id
    work_type_id: Id


class SetWorkMinutes(CallbackData, prefix="oi"):
    """It takes so long from now on; 0: the whole lesson."""

    work_id: Id
    minutes: Annotated[int, Field(ge=0, le=90)]


class PublishWork(CallbackData, prefix="oe"):
    """Families see it from now on."""

    work_id: Id


class PublishWorks(CallbackData, prefix="op"):
    """Families see all that waits from now on, up to the newest that was shown."""

    newest: Id


class DropWork(CallbackData, prefix="ox"):
    """It is in the schedule no more."""

    work_id: Id


class OpenPupilWorks(CallbackData, prefix="of"):
    """What a pupil writes."""

    student_id: Id
    page: Page = 0
