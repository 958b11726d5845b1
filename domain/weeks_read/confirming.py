"""A guardian confirms a week (R119)."""

from dataclasses import dataclass
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School, ShownPeriod
from domain.diary import open_diary, target_of
from domain.errors import Refused
from domain.people import Student
from domain.uow import UnitOfWork
from domain.weeks_read.rules import week_to_read, week_up_to
from domain.weeks_read.week import Week, WeekOfPupil


@dataclass(frozen=True, slots=True)
class ConfirmedWeek:
    """A pupil's week that somebody has read."""

    student: Student
    school: School
    week: WeekOfPupil


def week_for(
    uow: UnitOfWork, actor: Actor, student: Student, school: School, shown: ShownPeriod
) -> Week | None:
    """The week that this reader may confirm beside these days; None where there is none.

    Of a pupil's guardians alone, and only beside the period that the week is in or that runs.
    """
    if not school.policy.confirms_weeks:
        return None
    if not actor.may(Action.CONFIRM_WEEK, target_of(student, school)):
        return None
    week, period = week_to_read(school, uow.now), shown.period
    is_of_period = period.begins <= week.last and week.begins <= period.ends
    return week if is_of_period or school.today(uow.now) in period else None


async def confirm_week(uow: UnitOfWork, actor: Actor, student_id: int, last: date) -> ConfirmedWeek:
    """A guardian has read the week up to that day. Repeating it changes nothing.

    `Refused` as `week_up_to`, "week_without_lessons".
    """
    student, school = await open_diary(uow, actor, student_id, Action.CONFIRM_WEEK)
    hat = actor.require(Action.CONFIRM_WEEK, target_of(student, school))
    week = week_up_to(last, school, uow.now)
    found = await uow.weeks_read.of_pupil(student_id, week)
    if not found.had_lessons:
        raise Refused("week_without_lessons")
    if await uow.weeks_read.confirm(student_id, hat.person.id, week):
        uow.audit.note(
            actor,
            hat,
            Action.CONFIRM_WEEK,
            Thing(ThingKind.PERSON, student_id),
            about=student_id,
            after={"week": week.last.isoformat()},
        )
    return ConfirmedWeek(student, school, found.confirmed_by(hat.person, uow.now))
