"""The schedule of control works as the school reads it: whoever sees its timetable (R058)."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.control_works.model import PlannedWork, WorkSection
from domain.control_works.planning import control_types
from domain.control_works.publishing import works_ahead
from domain.errors import unknown_is_denied
from domain.hat import Target
from domain.schedule.model import minute_of
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.work_types.model import SchoolWorkType


@dataclass(frozen=True, slots=True)
class WorkSchedule:
    """The classes, what is planned and not published yet, and what families see no more.

    `stranded` are published works of lessons that were cancelled since.
    """

    school: School
    classes: tuple[SchoolClass, ...]
    waiting: tuple[PlannedWork, ...]
    can_publish: bool
    stranded: tuple[PlannedWork, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassMonth:
    """The works of a class from `first` on, for a month; `can_plan`: some of them."""

    school_class: SchoolClass
    first: date
    works: tuple[PlannedWork, ...]
    can_plan: bool


@dataclass(frozen=True, slots=True)
class ClassSections:
    """The sections of a class in which the actor plans works."""

    school_class: SchoolClass
    sections: tuple[WorkSection, ...]


@dataclass(frozen=True, slots=True)
class OpenedWork:
    """One work; `types`: what else it can be. `is_over`: it can be moved or taken off at most."""

    school: School
    work: PlannedWork
    types: tuple[SchoolWorkType, ...]
    can_change: bool
    can_publish: bool
    is_over: bool = False


async def school_schedule(uow: UnitOfWork, actor: Actor) -> WorkSchedule:
    """Of the actor's own school."""
    school = office(actor, Action.READ_SCHOOL_TIMETABLE).school
    classes = await uow.classes.of_school(school.id)
    works = await works_ahead(uow, school)
    waiting = tuple(each for each in works if not each.is_published)
    stranded = tuple(each for each in works if each.is_published and each.place.is_cancelled)
    can_publish = actor.may(Action.PUBLISH_CONTROL_WORKS, Target(school_id=school.id))
    return WorkSchedule(school, tuple(classes), waiting, can_publish, stranded)


async def class_month(uow: UnitOfWork, actor: Actor, class_id: int, first: date) -> ClassMonth:
    """Works of one month, which begins on `first`."""
    school_class = await _class(uow, actor, class_id)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    works = await uow.control_works.of_class(class_id, first, last)
    of_school = Target(school_id=school_class.school.id)
    plans = actor.may(Action.PLAN_CONTROL_WORK, of_school) or any(
        hat.teaches and hat.school.id == school_class.school.id for hat in actor.hats
    )
    return ClassMonth(school_class, first, tuple(works), plans)


async def sections_to_plan(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassSections:
    """Those of the class in which the actor may plan: all, the own ones, or none."""
    school_class = await _class(uow, actor, class_id)
    today = school_class.school.today(uow.now)
    found = await uow.control_works.sections(class_id, today)
    own = [each for each in found if actor.may(Action.PLAN_CONTROL_WORK, each.target)]
    return ClassSections(school_class, tuple(own))


async def open_work(uow: UnitOfWork, actor: Actor, work_id: int) -> OpenedWork:
    """A work with what the actor may do to it."""
    with unknown_is_denied(Action.READ_SCHOOL_TIMETABLE):
        work = await uow.control_works.work(work_id)
    of_school = Target(school_id=work.place.school_id)
    hat = actor.require(Action.READ_SCHOOL_TIMETABLE, of_school)
    local = hat.school.local(uow.now)
    is_ahead = (work.place.date, work.place.starts) > (local.date(), minute_of(local))
    publishes = actor.may(Action.PUBLISH_CONTROL_WORKS, of_school)
    plans = actor.may(Action.PLAN_CONTROL_WORK, work.place.target)
    can_change = not work.is_dropped and plans and (publishes or not work.is_published)
    if can_change and not is_ahead:
        can_change = not await uow.control_works.is_marked(work.place.lesson_id)
    is_read = work.place.date >= local.date()  # families read from today on
    types = await control_types(uow, hat.school.id) if can_change and is_ahead else []
    return OpenedWork(
        hat.school,
        work,
        tuple(types),
        can_change,
        can_publish=publishes and is_read and not (work.is_published or work.is_dropped),
        is_over=not is_ahead,
    )


async def _class(uow: UnitOfWork, actor: Actor, class_id: int) -> SchoolClass:
    with unknown_is_denied(Action.READ_SCHOOL_TIMETABLE):
        school_class = await uow.classes.school_class(class_id)
    actor.require(Action.READ_SCHOOL_TIMETABLE, Target(school_id=school_class.school.id))
    return school_class
