"""Reading homework (R104)."""

from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.calendar import LOOK_AHEAD
from domain.diary import open_diary
from domain.homework.model import Homework, HomeworkBySubject, HomeworkDay, SubjectHomework
from domain.uow import UnitOfWork

LATELY = timedelta(days=28)
SCHOOL_YEAR = timedelta(days=300)


async def homework_due(
    uow: UnitOfWork, actor: Actor, student_id: int, begins: date, ends: date
) -> list[Homework]:
    """What is due on these days; nothing where the grade has no homework (R106)."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    if not school.policy.has_homework(student.grade_level):
        return []
    return await uow.homework.due(student.id, begins, ends)


async def homework_of_day(
    uow: UnitOfWork, actor: Actor, student_id: int, day: date | None = None
) -> HomeworkDay:
    """What is due on a day; when none is named, on the next one with lessons."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    today = school.today(uow.now)
    if day is None:
        found = await uow.schedule.next_day_of_student(student.id, today, today + LOOK_AHEAD)
        day = found or today + timedelta(days=1)
    if not school.policy.has_homework(student.grade_level):
        return HomeworkDay(student, school, day, (), None, None)
    due = await uow.homework.due(student.id, day, day)
    before, after = await uow.homework.days_around(student.id, day)
    return HomeworkDay(student, school, day, tuple(due), before, after)


async def homework_by_subject(uow: UnitOfWork, actor: Actor, student_id: int) -> HomeworkBySubject:
    """What is due next in every subject."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    today = school.today(uow.now)
    due = await homework_due(uow, actor, student_id, today - LATELY, today + LOOK_AHEAD)
    return HomeworkBySubject(student, school, today, tuple(due))


async def homework_of_subject(
    uow: UnitOfWork, actor: Actor, student_id: int, subject_id: int
) -> SubjectHomework:
    """What was set in one subject; `NotFound` for a subject the pupil never had."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    subject = await uow.marks.subject_title(student.id, subject_id)
    today = school.today(uow.now)
    due = await homework_due(uow, actor, student_id, today - SCHOOL_YEAR, today + LOOK_AHEAD)
    of_subject = [each for each in reversed(due) if each.subject_id == subject_id]
    return SubjectHomework(student, school, subject_id, subject, tuple(of_subject))
