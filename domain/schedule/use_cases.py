"""Reading the timetable (R062, R069) and the calendar of the year (R070, R072)."""

from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.calendar import Holiday
from domain.diary import open_diary, target_of
from domain.lessons.use_cases import teaching_hat
from domain.schedule.model import DayNote, StudentDays
from domain.school_days import ClassKey
from domain.timetable.model import OwnLessons
from domain.uow import UnitOfWork

_YEAR = timedelta(days=366)


async def year_ahead(uow: UnitOfWork, actor: Actor, student_id: int) -> StudentDays:
    """Holidays, events and exams of the year from today on, for a pupil's class; no lessons."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_EVENTS)
    who = ClassKey(student.school_class_id, student.grade_level)
    today = school.today(uow.now)
    ends = today + _YEAR
    holidays, notes = await uow.schedule.calendar(school.id, who, today, ends)
    return StudentDays(student, school, today, ends, (), tuple(holidays), tuple(notes))


async def student_days(
    uow: UnitOfWork, actor: Actor, student_id: int, begins: date, ends: date
) -> StudentDays:
    """The pupil's lessons of the days, changes marked, holidays and events named."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_TIMETABLE)
    lessons = await uow.schedule.of_student(student.id, begins, ends)
    holidays: list[Holiday] = []
    notes: list[DayNote] = []
    if actor.may(Action.READ_EVENTS, target_of(student, school)):
        who = ClassKey(student.school_class_id, student.grade_level)
        holidays, notes = await uow.schedule.calendar(school.id, who, begins, ends)
    return StudentDays(student, school, begins, ends, tuple(lessons), tuple(holidays), tuple(notes))


async def own_lessons(uow: UnitOfWork, actor: Actor, begins: date, ends: date) -> OwnLessons:
    """What the actor gives; `Refused` for who teaches nothing."""
    hat = teaching_hat(actor)
    lessons = await uow.timetable.of_teacher(hat.person.id, begins, ends)
    return OwnLessons(hat.school, tuple(lessons))
