"""The sheet of a class on which parents sign that they have read (R119; S1 5.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.calendar import GradingPeriod, PeriodKind, current_period
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.errors import Refused
from domain.people import Person
from domain.uow import UnitOfWork
from domain.weeks_read.rules import week_to_read, weeks_of
from domain.weeks_read.week import Week


@dataclass(frozen=True, slots=True)
class SheetToSign:
    """A class in the period that runs: pupils, each with how many weeks were confirmed.

    `weeks`: how many there were to confirm.
    """

    school_class: SchoolClass
    period: GradingPeriod
    weeks: int
    pupils: tuple[tuple[Person, int], ...]


async def sheet_to_sign(uow: UnitOfWork, actor: Actor, class_id: int) -> SheetToSign:
    """Of the period that runs; `Refused` "weeks_not_asked", "no_grading_period"."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.READ_CONFIRMATIONS)
    school = school_class.school
    if not school.policy.confirms_weeks:
        raise Refused("weeks_not_asked")
    stored = await uow.schedule.periods(school.id, class_id)
    parts = [each for each in stored if each.kind is not PeriodKind.SCHOOL_YEAR]
    period = current_period(parts, school.today(uow.now))
    if period is None:
        raise Refused("no_grading_period")
    days = await uow.weeks_read.days_of(class_id, period.begins, period.ends)
    asked = _asked(weeks_of(period.begins, period.ends, week_to_read(school, uow.now)), days)
    found = await uow.weeks_read.confirmed_of(class_id, asked)
    return SheetToSign(school_class, period, len(asked), tuple(found))


def _asked(weeks: Collection[Week], days: Collection[date]) -> list[Week]:
    """Those with lessons."""
    return [each for each in weeks if any(each.begins <= day <= each.last for day in days)]
