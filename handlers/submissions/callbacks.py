"""Where the buttons of handed-in work lead."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenOwnDay(CallbackData, prefix="hf"):
    """The homework of a day that can be handed in; `day` is a proleptic ordinal."""

    student_id: Id
    day: int

    @classmethod
    def of(cls, student_id: int, day: date) -> "OpenOwnDay":
        return cls(student_id=student_id, day=day.toordinal())


class OpenOwnWork(CallbackData, prefix="hfo"):
    """One homework: the answer or the files are sent now."""

    student_id: Id
    homework_id: Id


class TakeWorkBack(CallbackData, prefix="hft"):
    """Nothing is handed in any more."""

    student_id: Id
    homework_id: Id


class ShowOwnFiles(CallbackData, prefix="hfs"):
    """What the pupil sent, below."""

    student_id: Id
    homework_id: Id


class OpenHandedIn(CallbackData, prefix="tz"):
    """Who handed in a homework of this lesson."""

    lesson_id: Id
    homework_id: Id


class OpenHandedWork(CallbackData, prefix="tzo"):
    """One pupil's work."""

    lesson_id: Id
    homework_id: Id
    student_id: Id


class ShowHandedFiles(CallbackData, prefix="tzf"):
    """The files of one pupil's work, below."""

    lesson_id: Id
    homework_id: Id
    student_id: Id
