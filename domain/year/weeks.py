"""The week of each class, of five days or six, and its shift (R035)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.model import SchoolClass
from domain.errors import Refused
from domain.hat import Hat
from domain.school_days import SHIFTS, WEEKS, ClassKey, week_days
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.classes import own_class
from domain.year.replanning import replan_ahead


async def school_weeks(uow: UnitOfWork, actor: Actor) -> list[SchoolClass]:
    """All classes of the own school, each with its week and shift."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await uow.classes.of_school(hat.school.id)


async def class_week(uow: UnitOfWork, actor: Actor, class_id: int) -> SchoolClass:
    """One of them; else `Denied`."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await own_class(uow, hat.school, class_id)


async def choose_week(uow: UnitOfWork, actor: Actor, class_id: int, days: int) -> SchoolClass:
    """The class has lessons on so many days from Monday on; twice is once.

    What its grade has is no week of its own. Lessons stay as the timetable has them: by the week
    the program knows on which days nobody is at school to be reminded.
    """
    hat, school_class = await _held(uow, actor, class_id)
    if days not in WEEKS:
        raise Refused("choose_button")
    if school_class.days_a_week == days:
        return school_class
    of_grade = week_days(None, school_class.grade_level, hat.school.policy)
    await uow.calendar.set_week(class_id, None if days == of_grade else days)
    _note(uow, (actor, hat), class_id, "week_days", (school_class.days_a_week, days))
    return await own_class(uow, hat.school, class_id)


async def choose_shift(
    uow: UnitOfWork, actor: Actor, class_id: int, shift: int
) -> tuple[SchoolClass, int]:
    """The class goes by the bells of this shift, whatever files say; gives how many lessons
    changed. Twice is once."""
    hat, school_class = await _held(uow, actor, class_id)
    if shift not in SHIFTS:
        raise Refused("choose_button")
    if school_class.shift == shift:
        return school_class, 0
    await uow.calendar.set_shift(class_id, shift)
    _note(uow, (actor, hat), class_id, "shift", (school_class.shift, shift))
    changed = await own_class(uow, hat.school, class_id)
    who = ClassKey(class_id, changed.grade_level, shift)
    count = await replan_ahead(uow, hat.school, who, hat.school.today(uow.now), None)
    return changed, count


async def _held(uow: UnitOfWork, actor: Actor, class_id: int) -> tuple[Hat, SchoolClass]:
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    return hat, await own_class(uow, hat.school, class_id)


def _note(
    uow: UnitOfWork, by: tuple[Actor, Hat], class_id: int, name: str, values: tuple[int, int]
) -> None:
    before, after = values
    thing = Thing(ThingKind.SCHOOL_CLASS, class_id)
    uow.audit.note(*by, Action.EDIT_CALENDAR, thing, before={name: before}, after={name: after})
