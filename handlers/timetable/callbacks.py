"""Where the buttons of the school's timetable lead."""

from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.timetable.edits import Edit
from domain.timetable.model import WhyAway
from handlers.ids import Id, OptionalId, Page

ROOM_BYTES = 30  # of a room's name on a button: all of its data has 64


class OpenTimetable(CallbackData, prefix="e"):
    """«Расписание»: the classes."""

    page: Page = 0


class OpenClassDay(CallbackData, prefix="ec"):
    """A day of a class; `day` is a proleptic ordinal."""

    class_id: Id
    day: int

    @classmethod
    def of(cls, class_id: int, day: date) -> "OpenClassDay":
        return cls(class_id=class_id, day=day.toordinal())


class OpenTimetableLesson(CallbackData, prefix="el"):
    """One lesson, with what may be changed."""

    lesson_id: Id


class ChooseEdit(CallbackData, prefix="et"):
    """What there is to choose: teachers, rooms, times, subjects."""

    lesson_id: Id
    kind: Edit
    page: Page = 0


class EditLesson(CallbackData, prefix="ef"):
    """The lesson as it shall be: `value` is an id, a number or the name of a room.

    `is_sure`: what is at the same time has been shown.
    """

    lesson_id: Id
    kind: Edit
    value: Annotated[str, Field(max_length=ROOM_BYTES)] = ""
    is_sure: bool = False


class TypeRoom(CallbackData, prefix="eo"):
    """«Другой…»: the room will be typed."""

    lesson_id: Id


class AskNotHeld(CallbackData, prefix="eu"):
    """«Урок не состоялся»: the reason will be typed."""

    lesson_id: Id


class UndoChange(CallbackData, prefix="ek"):
    """«Отменить изменение»."""

    decision_id: Id


class OpenTeachers(CallbackData, prefix="ea"):
    """«Учитель отсутствует»: who."""

    page: Page = 0


class OpenAwayDays(CallbackData, prefix="eb"):
    """This teacher: on which days."""

    person_id: Id


class AskAwayDays(CallbackData, prefix="es"):
    """«Другие дни…»: they will be typed."""

    person_id: Id


class OpenAwayPlan(CallbackData, prefix="eg"):
    """The lessons of those days with a substitute each; days are proleptic ordinals."""

    person_id: Id
    first: int
    last: int
    why: WhyAway = WhyAway.UNSAID


class AssignAll(CallbackData, prefix="ei"):
    """«Назначить всех»: what `check` names, as it was shown."""

    person_id: Id
    first: int
    last: int
    check: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    why: WhyAway = WhyAway.UNSAID


class OpenSubstitutions(CallbackData, prefix="ew"):
    """«Замены» of a day."""

    day: int

    @classmethod
    def of(cls, day: date) -> "OpenSubstitutions":
        return cls(day=day.toordinal())


class OpenHours(CallbackData, prefix="eh"):
    """The register of hours of the month of `day`."""

    day: int
    page: Page = 0


class GetHours(CallbackData, prefix="ej"):
    """The same as a file."""

    day: int


class OpenMove(CallbackData, prefix="em"):
    """«Перенос дня»: which day; `week` is a day of the week that is shown, 0: the coming one."""

    week: int = 0


class OpenMoveTarget(CallbackData, prefix="ex"):
    """Onto which day."""

    source: int
    week: int = 0


class OpenMoveScope(CallbackData, prefix="en"):
    """For whom; with a grade: for which class of it."""

    source: int
    target: int
    grade: Annotated[int, Field(ge=0, le=12)] = 0


class OpenMovePlan(CallbackData, prefix="ep"):
    """What it would do."""

    source: int
    target: int
    grade: Annotated[int, Field(ge=0, le=12)] = 0
    class_id: OptionalId = 0


class MoveDay(CallbackData, prefix="eq"):
    """«Перенести»."""

    source: int
    target: int
    grade: Annotated[int, Field(ge=0, le=12)] = 0
    class_id: OptionalId = 0


class OpenLasting(CallbackData, prefix="ed"):
    """«Так и дальше…»: from when on."""

    lesson_id: Id


class MakeLasting(CallbackData, prefix="er"):
    """From this day on; a proleptic ordinal. `is_sure`: what is at the same time has been shown."""

    lesson_id: Id
    since: int
    is_sure: bool = False
