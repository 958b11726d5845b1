"""Which deputy is called first on which day of the week (C13)."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.people import Person
from domain.staff.use_cases import office
from domain.uow import UnitOfWork

WEEKDAYS = range(1, 7)  # ISO: a school may work on Saturdays


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """Who is on duty by weekday, and who could be."""

    school: School
    named: Mapping[int, list[Person]]
    deputies: tuple[Person, ...]

    def is_named(self, weekday: int, person_id: int) -> bool:
        return any(person.id == person_id for person in self.named.get(weekday, ()))


async def open_duty(uow: UnitOfWork, actor: Actor) -> DutyPlan:
    """The plan of the actor's own school."""
    return await _plan(uow, office(actor, Action.EDIT_DUTY_DAYS).school)


async def set_duty(
    uow: UnitOfWork, actor: Actor, weekday: int, person_id: int, *, is_on: bool
) -> DutyPlan:
    """This deputy is on duty on this weekday, or not any more. Twice is once.

    A day without school, or somebody who is no deputy of it, changes nothing.
    """
    hat = office(actor, Action.EDIT_DUTY_DAYS)
    plan = await _plan(uow, hat.school)
    is_deputy = any(each.id == person_id for each in plan.deputies)
    if weekday not in WEEKDAYS or not is_deputy or plan.is_named(weekday, person_id) is is_on:
        return plan
    if is_on:
        await uow.absence_cases.name_duty(hat.school.id, weekday, person_id, hat.person.id)
    else:
        await uow.absence_cases.end_duty(hat.school.id, weekday, person_id)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_DUTY_DAYS,
        Thing(ThingKind.DUTY_DAY, hat.school.id),
        about=person_id,
        before={"weekday": weekday, "is_on": not is_on},
        after={"weekday": weekday, "is_on": is_on},
    )
    return await _plan(uow, hat.school)


async def _plan(uow: UnitOfWork, school: School) -> DutyPlan:
    return DutyPlan(
        school,
        await uow.absence_cases.duty_days(school.id),
        tuple(await uow.absence_cases.deputies(school.id)),
    )
