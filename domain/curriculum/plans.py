"""Reading the curriculum of a class and of a pupil (S4 П2.VI, R053)."""

from collections.abc import Iterable

from domain.access import Action
from domain.actor import Actor
from domain.classes.model import SchoolClass
from domain.curriculum.load import week_of
from domain.curriculum.model import Profile
from domain.curriculum.plan_model import ClassPlan, GradePlans, PupilPlan
from domain.diary import open_diary
from domain.errors import unknown_is_denied
from domain.hat import Target
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def grade_plans(uow: UnitOfWork, actor: Actor, grade_level: int = 0) -> GradePlans:
    """The classes of a grade with their weekly load; 0 or one without classes: the first."""
    hat = office(actor, Action.EDIT_CALENDAR)
    classes = await uow.classes.of_school(hat.school.id)
    grades = sorted({each.grade_level for each in classes})
    level = grade_level if grade_level in grades else next(iter(grades), 0)
    own = [each for each in classes if each.grade_level == level]
    return GradePlans(level, grades, await _plans(uow, own))


async def class_plan(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassPlan:
    """Of any class, for whoever works at the school: hours are as open as the timetable."""
    with unknown_is_denied(Action.READ_SCHOOL_TIMETABLE):
        school_class = await uow.classes.school_class(class_id)
    school_id = school_class.school.id
    actor.require(Action.READ_SCHOOL_TIMETABLE, Target(school_id=school_id))
    [plan] = await _plans(uow, [school_class], await uow.curriculum.profiles(school_id))
    return plan


async def pupil_plan(uow: UnitOfWork, actor: Actor, student_id: int) -> PupilPlan:
    """What a pupil is taught today, subjects and hours, for whoever reads the timetable."""
    student, _school = await open_diary(uow, actor, student_id, Action.READ_TIMETABLE)
    sections = await uow.curriculum.of_pupil(student_id)
    return PupilPlan(student, sections, week_of(sections))


async def _plans(
    uow: UnitOfWork, classes: Iterable[SchoolClass], profiles: Iterable[Profile] = ()
) -> list[ClassPlan]:
    by_id = {each.id: each for each in classes}
    members = await uow.curriculum.members(by_id)
    taught = await uow.curriculum.sections(members)
    return [
        ClassPlan(
            each,
            taught[key],
            members[key],
            [one for one in profiles if key in {who.class_id for who in one.followers}],
        )
        for key, each in by_id.items()
    ]
