"""Where the teacher's buttons lead. Every button says the state it leads to, never "the next":
pressed twice it does the same thing once."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.attendance.model import Status
from handlers.ids import Id, OptionalId
from handlers.lessons.pupil_callbacks import Mask


class OpenLessons(CallbackData, prefix="tl"):
    """The teacher's day; `day` is a proleptic ordinal, None today."""

    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "OpenLessons":
        return cls(day=day.toordinal())


class OpenLesson(CallbackData, prefix="tc"):
    """The card of one lesson."""

    lesson_id: Id


class OpenRollCall(CallbackData, prefix="tr"):
    """The roll call of a lesson, begun or reopened."""

    lesson_id: Id


class TapPupil(CallbackData, prefix="tp"):
    """This pupil is `status` from now on."""

    lesson_id: Id
    student_id: Id
    status: Status


class FinishRollCall(CallbackData, prefix="tf"):
    """«Готово»: what was tapped is recorded and told."""

    lesson_id: Id


class OpenTopic(CallbackData, prefix="to"):
    """The topic will be typed or picked from the plan."""

    lesson_id: Id


class PickTopic(CallbackData, prefix="tk"):
    """The planned topic becomes the lesson's."""

    lesson_id: Id
    topic_id: Id


class OpenHomework(CallbackData, prefix="th"):
    """What was set in this lesson; with `homework_id` 0, all of it."""

    lesson_id: Id
    homework_id: OptionalId = 0


class AskHomework(CallbackData, prefix="ta"):
    """Homework will be typed: anew (`homework_id` 0) or instead of what there is.

    `due_lesson_id` 0: due where it is now, or at the next lesson. One that is new is for the
    picked pupils, as `PickHomeworkPupils` has them; else for all.
    """

    lesson_id: Id
    homework_id: OptionalId = 0
    due_lesson_id: OptionalId = 0
    picked: Mask = ""
    check: Mask = ""


class PickHomework(CallbackData, prefix="tg"):
    """The homework planned for a topic is set, for whom as with `AskHomework`."""

    lesson_id: Id
    topic_id: Id
    homework_id: OptionalId = 0
    due_lesson_id: OptionalId = 0
    picked: Mask = ""
    check: Mask = ""


class MoveHomework(CallbackData, prefix="td"):
    """Due at another lesson; with `due_lesson_id` 0, the choice of lessons."""

    lesson_id: Id
    homework_id: Id
    due_lesson_id: OptionalId = 0


class RemoveHomework(CallbackData, prefix="tx"):
    """Set by mistake."""

    lesson_id: Id
    homework_id: Id
