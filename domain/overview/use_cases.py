"""Reading the first screen (S4 §3: timetable, homework, marks at one glance)."""

from datetime import date, timedelta

from domain.access import Action, Actor, Hat
from domain.errors import Denied
from domain.overview.model import AHEAD_DAYS, NEWS_DAYS, BriefLesson, DiaryOverview, SchoolDay
from domain.uow import UnitOfWork


async def diary_overview(uow: UnitOfWork, actor: Actor, hat: Hat) -> DiaryOverview:
    """What the wearer of a family's hat sees first; `Denied` for a hat the actor does not have."""
    student = hat.student
    if student is None or hat not in actor.hats:
        raise Denied(Action.READ_DIARY)
    today = hat.school.today(uow.now)
    latest = today + timedelta(days=AHEAD_DAYS)
    lessons = await uow.overview.lessons_around(student.id, today, latest)
    if not hat.school.policy.has_homework(student.grade_level):
        lessons = [lesson._replace(has_homework=False) for lesson in lessons]
    around = await uow.overview.surroundings(
        hat.school.id, student.grade_level, today, hat.person.id, student.id
    )
    newest = None
    if hat.school.policy.has_marks(student.grade_level):
        since = today - timedelta(days=NEWS_DAYS)
        newest = await uow.overview.newest_mark(student.id, since)
    ahead = [lesson for lesson in lessons if lesson.date > today]
    return DiaryOverview(
        student=student,
        school=hat.school,
        today=_day(today, [lesson for lesson in lessons if lesson.date == today]),
        next_day=_day(ahead[0].date, ahead) if ahead else None,
        newest_mark=newest,
        unread_messages=around.unread_messages,
        holiday=around.holiday,
    )


def _day(day: date, lessons: list[BriefLesson]) -> SchoolDay:
    return SchoolDay(day, tuple(lessons))
