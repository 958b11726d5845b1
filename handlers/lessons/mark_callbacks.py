"""Where the buttons of marks lead. Every button says the state it leads to and, in one letter, what
its screen saw in that place, so that another teacher's mark is not replaced unseen."""

from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page

Nth = Annotated[int, Field(ge=0, le=99)]
Seen = Annotated[str, Field(pattern=r"^[0-9a-z]$")]
_DAYS_BEGIN = date(2000, 1, 1).toordinal()


class ChooseWorkType(CallbackData, prefix="tw"):
    """What the marks are for."""

    lesson_id: Id


class OpenGrid(CallbackData, prefix="j"):
    """The class with a mark a tap; with `work_type_id` 0 for what the marks are most likely for."""

    lesson_id: Id
    work_type_id: OptionalId = 0
    page: Page = 0


class OpenPupil(CallbackData, prefix="tq"):
    """The marks one pupil may get; `nth` counts marks for the same work in the same lesson."""

    lesson_id: Id
    work_type_id: Id
    student_id: Id
    nth: Nth = 0


class OpenHandedMark(CallbackData, prefix="tzm"):
    """The same for what the pupil handed in: while it is."""

    lesson_id: Id
    work_type_id: Id
    student_id: Id


class SetMark(CallbackData, prefix="jm"):
    """The `nth` mark for this work says `code` from now on."""

    lesson_id: Id
    work_type_id: Id
    student_id: Id
    nth: Nth
    code: Annotated[str, Field(pattern=r"^[0-9a-z+-]{1,2}$")]
    seen: Seen


class ChooseDay(CallbackData, prefix="jp"):
    """Until when the mark is owed."""

    lesson_id: Id
    work_type_id: Id
    student_id: Id
    nth: Nth
    seen: Seen


class SetOwed(CallbackData, prefix="jd"):
    """The mark is owed until this day; `day` counts from the beginning of the century."""

    lesson_id: Id
    work_type_id: Id
    student_id: Id
    nth: Nth
    seen: Seen
    day: Annotated[int, Field(ge=0, le=36_524)]

    @property
    def due_on(self) -> date:
        return date.fromordinal(_DAYS_BEGIN + self.day)

    @staticmethod
    def day_of(due_on: date) -> int:
        return due_on.toordinal() - _DAYS_BEGIN


class AskDay(CallbackData, prefix="jt"):
    """The day will be typed."""

    lesson_id: Id
    work_type_id: Id
    student_id: Id
    nth: Nth
    seen: Seen


class RemoveMark(CallbackData, prefix="tv"):
    """This mark was a mistake."""

    lesson_id: Id
    mark_id: Id


class AskComment(CallbackData, prefix="tn"):
    """A comment to this mark will be typed."""

    lesson_id: Id
    mark_id: Id


class OpenClassMarks(CallbackData, prefix="tj"):
    """The class's marks in this section in the grading period of the lesson."""

    lesson_id: Id
    page: Page = 0
