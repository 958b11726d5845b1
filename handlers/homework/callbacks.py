"""Where the homework's buttons lead."""

from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, Page


class OpenTomorrow(CallbackData, prefix="h"):
    """For the next day with lessons."""

    student_id: Id


class OpenHomeworkDay(CallbackData, prefix="hd"):
    """Due on one day; `day` is a proleptic ordinal."""

    student_id: Id
    day: int
    page: Page = 0

    @classmethod
    def of(cls, student_id: int, day: date, page: int = 0) -> "OpenHomeworkDay":
        return cls(student_id=student_id, day=day.toordinal(), page=page)


class OpenFiles(CallbackData, prefix="ha"):
    """What is attached to a homework, sent below."""

    student_id: Id
    homework_id: Id


class TickHomework(CallbackData, prefix="hb"):
    """It is done from now on, or is not: the pupil's own tick."""

    student_id: Id
    homework_id: Id
    done: bool


class SetTickMinutes(CallbackData, prefix="he"):
    """It is done, in so many minutes."""

    student_id: Id
    homework_id: Id
    minutes: Annotated[int, Field(ge=0, le=600)]


class OpenMaterials(CallbackData, prefix="hm"):
    """Every homework of the school year that has files."""

    student_id: Id
    page: Page = 0


class OpenSubjects(CallbackData, prefix="hs"):
    """What is due next in every subject."""

    student_id: Id
    page: Page = 0


class OpenSubject(CallbackData, prefix="hu"):
    """Everything set in one subject, the newest first."""

    student_id: Id
    subject_id: Id
    page: Page = 0
