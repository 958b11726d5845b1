"""Where the buttons of school years and grading periods lead."""

from aiogram.filters.callback_data import CallbackData

from domain.calendar import PeriodKind
from handlers.ids import Id
from handlers.year.callbacks import Grade


class OpenPeriods(CallbackData, prefix="rp"):
    """The periods of a kind; of the year: which kinds there are."""

    kind: PeriodKind = PeriodKind.SCHOOL_YEAR


class OpenPeriod(CallbackData, prefix="rq"):
    """One of them."""

    period_id: Id


class AskPeriod(CallbackData, prefix="rj"):
    """A new one of this kind is to be typed."""

    kind: PeriodKind


class AskBounds(CallbackData, prefix="rb"):
    """Other bounds are to be typed; with a grade, of that grade alone."""

    period_id: Id
    grade_level: Grade = 0


class ChooseGrade(CallbackData, prefix="re"):
    """Which grade has other bounds."""

    period_id: Id


class OpenKinds(CallbackData, prefix="rzk"):
    """By which periods each grade goes."""


class OpenGradeKind(CallbackData, prefix="rzg"):
    """By which this one may go."""

    grade_level: Grade


class ChooseKind(CallbackData, prefix="rzs"):
    """This grade goes by this kind from now on."""

    grade_level: Grade
    kind: PeriodKind


class DropPeriod(CallbackData, prefix="rc"):
    """It was entered by mistake."""

    period_id: Id
