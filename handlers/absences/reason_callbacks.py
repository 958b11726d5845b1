"""Where the buttons of reasons lead. A day is a proleptic ordinal number."""

from collections.abc import Collection
from datetime import date

from aiogram.filters.callback_data import CallbackData

from domain.attendance.model import Reason
from handlers.days import to_day
from handlers.ids import Id

_OF_LETTER = {"a": Reason.UNKNOWN, "i": Reason.ILL, "v": Reason.EXCUSED, "n": Reason.UNEXCUSED}


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
    """What was missed on these days has this reason; `shown`: the reasons that it had, by letter.

    A letter that is none says nothing, as those of older buttons.
    """

    reason: Reason
    shown: str = ""

    @property
    def reasons(self) -> frozenset[Reason]:
        return frozenset(each for letter, each in _OF_LETTER.items() if letter in self.shown)

    @staticmethod
    def letters(reasons: Collection[Reason]) -> str:
        return "".join(letter for letter, each in _OF_LETTER.items() if each in reasons)


class AcceptWord(CallbackData, prefix="al"):
    """What the family said is the reason."""

    announced_id: Id
