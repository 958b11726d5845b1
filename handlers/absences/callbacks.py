"""Where the buttons of announced absences lead. A day is a proleptic ordinal number."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.absences.answering import Settling
from domain.absences.case import Answer
from domain.absences.model import Excuse, Term
from handlers.days import to_day
from handlers.ids import Id

Weekday = Annotated[int, Field(ge=0, le=7)]  # ISO
Number = Annotated[int, Field(ge=0, le=99)]  # of a lesson; 0: from the first, to the last


class OpenAnnouncing(CallbackData, prefix="b"):
    """«Отсутствие»: what is announced, and for which days to announce more."""

    student_id: Id


class OpenOtherDays(CallbackData, prefix="bd"):
    """The first day of a longer absence, or a later one; `since` given, the last day."""

    student_id: Id
    since: int = 0


class OpenReasons(CallbackData, prefix="bf"):
    """Why, once it is clear when."""

    student_id: Id
    since: int
    until: int
    first: Number = 0
    last: Number = 0

    @classmethod
    def of(cls, student_id: int, term: Term) -> "OpenReasons":
        return cls(
            student_id=student_id,
            since=term.begins.toordinal(),
            until=term.ends.toordinal(),
            first=term.first or 0,
            last=term.last or 0,
        )

    @property
    def term(self) -> Term:
        return Term(to_day(self.since), to_day(self.until), self.first or None, self.last or None)


class OpenLessonsToMiss(CallbackData, prefix="bg"):
    """Only some lessons of a day."""

    student_id: Id
    day: int


class Announce(OpenReasons, prefix="bh"):
    """It is announced."""

    excuse: Excuse


class AnswerAbsence(CallbackData, prefix="bi"):
    """A guardian says where the child is, or that nobody knows."""

    student_id: Id
    day: int
    answer: Answer


class Settle(CallbackData, prefix="bj"):
    """The school says where the pupil is."""

    student_id: Id
    day: int
    how: Settling


class OpenDuty(CallbackData, prefix="ar"):
    """Which deputy is on duty when; `weekday` 0: the week."""

    weekday: Weekday = 0


class SetDuty(CallbackData, prefix="as"):
    """This deputy is on duty on this weekday, or not."""

    weekday: Weekday
    person_id: Id
    is_on: bool


class Withdraw(CallbackData, prefix="bm"):
    """It is announced no more."""

    announced_id: Id
