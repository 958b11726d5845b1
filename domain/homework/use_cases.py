"""Reading homework (R104)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.calendar import LOOK_AHEAD, School
from domain.diary import open_diary, target_of
from domain.homework.model import (
    Homework,
    HomeworkBySubject,
    HomeworkDay,
    Materials,
    SubjectHomework,
    Unset,
)
from domain.lessons.record import LessonBefore, RecordState, freshness, record_state
from domain.people import Student, sort_key
from domain.uow import UnitOfWork

LATELY = timedelta(days=28)
SCHOOL_YEAR = timedelta(days=300)


async def homework_due(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    begins: date,
    ends: date,
    found: tuple[Student, School] | None = None,
) -> list[Homework]:
    """What is due on these days; nothing where the grade has no homework (R106).

    `found`: the pupil, where the diary is open already and was asked for.
    """
    if found is None or found[0].id != student_id:
        found = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    else:
        actor.require(Action.READ_HOMEWORK, target_of(*found))
    student, school = found
    if not school.policy.has_homework(student.grade_level):
        return []
    return await uow.homework.due(student.id, begins, ends)


async def homework_of_day(
    uow: UnitOfWork, actor: Actor, student_id: int, day: date | None = None
) -> HomeworkDay:
    """What is due on a day; when none is named, on the next one with lessons."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    today = school.today(uow.now)
    if day is not None:
        lessons = await uow.lessons.before(student.id, day)
    else:
        lessons = await uow.lessons.before_next(student.id, today, today + LOOK_AHEAD)
        day = lessons[0].day if lessons else today + timedelta(days=1)
    if not school.policy.has_homework(student.grade_level):
        return HomeworkDay(student, school, day, (), None, None)
    is_own = actor.may(Action.TICK_HOMEWORK, target_of(student, school))
    read = uow.homework.due_with_ticks if is_own else uow.homework.due
    due = await read(student.id, day, day)
    before, after = await uow.homework.days_around(student.id, day)
    opens = actor.may(Action.READ_QUIZ, target_of(student, school))
    found = HomeworkDay(student, school, day, tuple(due), before, after, opens_quizzes=opens)
    if not actor.may(Action.READ_TIMETABLE, target_of(student, school)):
        return replace(found, updated_at=_updated(school, due, []))
    unset = _unset(due, lessons, school.local(uow.now))
    return replace(found, unset=unset, updated_at=_updated(school, due, lessons))


def _unset(
    due: Iterable[Homework], lessons: Iterable[LessonBefore], local: datetime
) -> tuple[Unset, ...]:
    """What was set in a lesson for another day is not missing for this one."""
    sections = {each.section_id for each in due}
    found = {
        each.section_id: Unset(each.subject, record_state(each.state, local), each.state.date)
        for each in lessons
        if each.state is not None and each.section_id not in sections
    }
    return tuple(each for each in found.values() if each.state is not RecordState.FILLED)


def _updated(
    school: School, due: Iterable[Homework], lessons: Iterable[LessonBefore]
) -> datetime | None:
    latest = freshness([*(each.set_at for each in due), *(each.said_none_at for each in lessons)])
    return None if latest is None else school.local(latest)


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


async def materials(uow: UnitOfWork, actor: Actor, student_id: int) -> Materials:
    """What teachers have attached in the school year, for whoever reads the diary."""
    student, school = await open_diary(uow, actor, student_id, Action.READ_HOMEWORK)
    today = school.today(uow.now)
    due = await homework_due(uow, actor, student_id, today - SCHOOL_YEAR, today + LOOK_AHEAD)
    found = [each for each in reversed(due) if each.files]
    return Materials(student, tuple(sorted(found, key=lambda each: sort_key(each.subject, ""))))
