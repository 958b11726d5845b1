"""Where the buttons of remarks lead."""

from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.remarks.model import RemarkKind
from handlers.ids import Id, Page


class OpenRemarks(CallbackData, prefix="ka"):
    """What was written about a pupil: a section of the diary."""

    student_id: Id
    page: Page = 0


class AskRemark(CallbackData, prefix="kb"):
    """A remark from no lesson will be typed."""

    student_id: Id
    kind: RemarkKind


class PickRemarked(CallbackData, prefix="kc"):
    """The pupils of a lesson: about whom?"""

    lesson_id: Id


class OpenLessonRemarks(CallbackData, prefix="kd"):
    """What was written about a pupil, for who gives the lesson."""

    lesson_id: Id
    student_id: Id
    page: Page = 0


class AskLessonRemark(CallbackData, prefix="ke"):
    """A remark from this lesson will be typed."""

    lesson_id: Id
    student_id: Id
    kind: RemarkKind


class OpenOwnRemark(CallbackData, prefix="kf"):
    """One's own remark: whether it was read, and what can be done about it today."""

    remark_id: Id


class AskOtherWords(CallbackData, prefix="kg"):
    """Other words instead of these will be typed."""

    remark_id: Id


class WithdrawRemark(CallbackData, prefix="kh"):
    """As if it had not been said."""

    remark_id: Id


class AskRemoval(CallbackData, prefix="ki"):
    """Why it is taken off will be typed."""

    remark_id: Id


class OpenClassRemarks(CallbackData, prefix="kl"):
    """What was written about a class in the month of `day`, a proleptic ordinal; 0: today's."""

    class_id: Id
    day: Annotated[int, Field(ge=0, le=date.max.toordinal())] = 0
    page: Page = 0

    @classmethod
    def of(cls, class_id: int, day: date, page: int = 0) -> "OpenClassRemarks":
        return cls(class_id=class_id, day=day.toordinal(), page=page)


class ConfirmRemark(CallbackData, prefix="kj"):
    """«Прочитано», below a notice; of the words that it tells, as `Remark.word`."""

    remark_id: Id
    word: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class ConfirmListed(CallbackData, prefix="kk"):
    """The same in the diary, of all that the screen showed, with a sum over their words."""

    student_id: Id
    oldest: Id
    newest: Id
    check: Annotated[str, Field(pattern=r"^[0-9a-f]{1,8}$")]
