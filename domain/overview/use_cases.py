"""Reading the first screen (S4 §3: timetable, homework, marks at one glance)."""

from datetime import date, timedelta

from domain.absences.answering import guardians_here
from domain.access import Action
from domain.actor import Actor
from domain.calendar import LOOK_AHEAD
from domain.diary import open_in_part, target_of
from domain.errors import Denied
from domain.overview.model import BriefLesson, DiaryOverview, SchoolDay
from domain.school_days import ClassKey
from domain.uow import UnitOfWork

_NEWS = timedelta(days=14)  # an older mark is no news


async def diary_overview(uow: UnitOfWork, actor: Actor) -> DiaryOverview:
    """What the wearer of a family's hat sees first; `Denied` in the hat of staff."""
    hat = actor.require_hat()
    if hat.student is None:
        raise Denied(Action.READ_TIMETABLE)
    diary = await open_in_part(uow, actor, hat.student.id)
    student, school, readings = diary.student, diary.school, diary.readings
    today = school.today(uow.now)
    lessons: list[BriefLesson] = []
    if not readings.isdisjoint({Action.READ_TIMETABLE, Action.READ_HOMEWORK}):
        lessons = await uow.overview.lessons_around(student.id, today, today + LOOK_AHEAD)
    if Action.READ_HOMEWORK not in readings or not school.policy.has_homework(student.grade_level):
        lessons = [lesson._replace(has_homework=False) for lesson in lessons]
    around = await uow.overview.surroundings(
        school.id,
        ClassKey(student.school_class_id, student.grade_level),
        today,
        hat.person.id,
        student.id,
    )
    newest = None
    if Action.READ_MARKS in readings and school.policy.has_marks(student.grade_level):
        newest = await uow.overview.newest_mark(student.id, today - _NEWS)
    ahead = [lesson for lesson in lessons if lesson.date > today]
    return DiaryOverview(
        student=student,
        school=school,
        readings=readings,
        today=_day(today, [lesson for lesson in lessons if lesson.date == today]),
        next_day=_day(ahead[0].date, ahead) if ahead else None,
        newest_mark=newest,
        unread_messages=around.unread_messages if Action.READ_MESSAGES in readings else 0,
        holiday=around.holiday if Action.READ_EVENTS in readings else None,
        asked_of=around.asked_of if guardians_here(actor, target_of(student, school)) else None,
    )


def _day(day: date, lessons: list[BriefLesson]) -> SchoolDay:
    return SchoolDay(day, tuple(lessons))
