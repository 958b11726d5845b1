"""The register of hours of a month (R071, R167)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.errors import Denied
from domain.hat import Target
from domain.timetable.hours import TeacherHours, hours_register
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class HoursOfMonth:
    """`is_own`: of the reader alone."""

    school: School
    begins: date
    ends: date
    lines: tuple[TeacherHours, ...]
    is_own: bool


async def hours_of_month(uow: UnitOfWork, actor: Actor, day: date) -> HoursOfMonth:
    """Of the month of `day` up to today: all teachers for the management, else the own hours."""
    actor.require_hat()
    for hat in actor.current_first:
        of_school = Target(school_id=hat.school.id)
        own = Target(school_id=hat.school.id, person_id=hat.person.id)
        if actor.may(Action.READ_TEACHING_HOURS, of_school):
            hat = actor.require(Action.READ_TEACHING_HOURS, of_school)
            teacher_id = None
        elif actor.may(Action.READ_TEACHING_HOURS, own):
            hat = actor.require(Action.READ_TEACHING_HOURS, own)
            teacher_id = hat.person.id
        else:
            continue
        begins = day.replace(day=1)
        ends = day.replace(day=monthrange(day.year, day.month)[1])
        last = min(ends, hat.school.today(uow.now))
        lessons = await uow.timetable.register(hat.school.id, begins, last, teacher_id)
        lines = hours_register(lessons, begins, last)
        if teacher_id is not None:
            lines = [each for each in lines if each.teacher.id == teacher_id]
        lines.sort(key=lambda each: (each.teacher.list_name.replace("ё", "е"), each.teacher.id))
        return HoursOfMonth(hat.school, begins, ends, tuple(lines), teacher_id is not None)
    raise Denied(Action.READ_TEACHING_HOURS)
