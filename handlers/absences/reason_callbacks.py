"""Where the buttons of reasons lead. A day is a proleptic ordinal number."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.attendance.model import Reason
from handlers.days import to_day
from handlers.ids import Id


class OpenUnexplained(CallbackData, prefix="ae"):
    """Whose reason a class still lacks."""

    class_id: Id


class OpenClassWeek(CallbackData, prefix="ag"):
    """A week of a class by pupils and days; `day` 0: today's."""

    class_id: Id
    day: int = 0


class OpenAbsence(CallbackData, prefix="ai"):
    """Some days of one pupil: what was missed, what the family said."""

    student_id: Id
    since: int
    until: int

    @property
    def days(self) -> tuple[date, date]:
        return to_day(self.since), to_day(self.until)


class HandIn(OpenAbsence, prefix="aj"):
    """A paper of these days was handed in on this day."""

    handed: int


class SetReason(OpenAbsence, prefix="ak"):
    """What was missed on these days has this reason; `whole`: also what has another one."""

    reason: Reason
    whole: bool


class AcceptWord(CallbackData, prefix="al"):
    """What the family said is the reason."""

    announced_id: Id
