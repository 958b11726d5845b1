"""The loop of an unexplained absence, in the transaction of whatever moves it (R075, R076)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from domain.absences.case import Closing as Ending
from domain.absences.case import (
    Level,
    Step,
    closes,
    first_step,
    is_watched,
    next_step,
    on_duty,
    opens_case,
)
from domain.absences.case_model import Case
from domain.absences.model import NewCall, Why
from domain.absences.telling import call_people
from domain.attendance.model import Status
from domain.attendance.roll_call_model import AttendanceChange, RollCall
from domain.attendance.rules import NOTHING
from domain.calendar import School
from domain.notices.timing import moment_of
from domain.uow import UnitOfWork

_DAY = timedelta(days=1)


async def watch_roll_call(
    uow: UnitOfWork,
    school: School,
    roll: RollCall,
    news: Sequence[AttendanceChange],
    teacher_id: int,
) -> frozenset[int]:
    """Opens and ends cases by what a finished roll call says; the pupils whose family is asked."""
    taught = roll.taught
    if taught.date != school.today(uow.now) or not is_watched(taught.lesson.form):
        return frozenset()
    cases = await uow.absence_cases.of_day([pupil.id for pupil in roll.pupils], taught.date)
    await _end_seen(uow, roll, cases, teacher_id)
    fresh = await _to_open(uow, school, roll, news, cases)
    asked = [each for each in fresh if await _open(uow, school, roll, each, teacher_id)]
    return frozenset(asked)


async def _end_seen(
    uow: UnitOfWork, roll: RollCall, cases: Mapping[int, Case], teacher_id: int
) -> None:
    """Whoever is at this lesson, or a later one than the first missed, is looked for no more.

    The teacher who sees them needs no message of it.
    """
    lesson = roll.taught.lesson
    for student_id, case in cases.items():
        ending = closes(roll.status(student_id))
        if case.is_open and ending is not None and lesson.starts >= case.starts:
            await uow.absence_cases.close(case.id, ending)
            why = Why.ARRIVED if ending is Ending.ARRIVED else Why.FOUND
            # Of the lesson itself the family hears by the correction of what it was told.
            is_new = lesson.id != case.lesson_id
            await tell_all(uow, case, why, lesson.id, with_family=is_new, but=teacher_id)


async def _to_open(
    uow: UnitOfWork,
    school: School,
    roll: RollCall,
    news: Sequence[AttendanceChange],
    cases: Mapping[int, Case],
) -> list[int]:
    """Whoever came and is gone again is looked for again."""
    absent = [change.student_id for change in news if change.new is Status.ABSENT]
    fresh = [each for each in absent if each not in cases or cases[each].closing is Ending.ARRIVED]
    if not fresh:
        return []
    lesson = roll.taught.lesson
    seen = {
        each.student_id
        for each in await uow.roll_call.calls_beside(roll.taught, fresh)
        if each.starts > lesson.starts and closes(each.status) is not None
    }
    now = (await uow.roll_call.roll(roll.taught)).recorded
    return [
        student_id
        for student_id in fresh
        if opens_case(
            Status.ABSENT,
            now.get(student_id, NOTHING).reason,
            is_announced=student_id in roll.announced,
            is_seen_later=student_id in seen,
            ended=moment_of(lesson.date, lesson.ends, school.timezone),
            now=uow.now,
            policy=school.policy,
        )
    ]


async def _open(
    uow: UnitOfWork, school: School, roll: RollCall, student_id: int, teacher_id: int
) -> bool:
    """Whether there is a family to ask; if not, the school is called at once.

    The homeroom teacher hears of it at once (C13). Who called the roll knows of it, and hears what
    comes of it.
    """
    taught = roll.taught
    readers = await uow.notices.readers_of({student_id})
    can_be_asked = any(
        each.rights is None and each.person_id != each.student_id for each in readers
    )
    step = first_step(uow.now, school.policy, can_be_asked=can_be_asked)
    case_id = await uow.absence_cases.open(student_id, taught.date, taught.id)
    case = await uow.absence_cases.locked_one(case_id)
    await _go_on(uow, case, step)
    people = await _staff(uow, case, Level.HOMEROOM)
    knows = teacher_id if can_be_asked and teacher_id in people else None
    people -= {knows}
    if step.call is Level.DEPUTY or school.policy.absence_deputy_at_once:
        people |= await _staff(uow, case, Level.DEPUTY)
    why = Why.FIRST if can_be_asked else Why.NOBODY
    new = NewCall(student_id, taught.id, why, case_id=case_id)
    await call_people(uow, new, people, knows=knows)
    return can_be_asked


async def go_on(uow: UnitOfWork, case_id: int) -> bool:
    """The step of an open case that is due now, if it still is; whether there was one.

    When the day is over the case is: what is left of it is on the homeroom teacher's list.
    """
    case = await uow.absence_cases.locked_one(case_id)
    if not case.is_open or case.next_at is None or case.next_at > uow.now:
        return False
    if case.school.today(uow.now) > case.date:
        await uow.absence_cases.close(case_id, Ending.DAY_OVER)
        return True
    teacher_id = case.student.homeroom_teacher_id
    has_homeroom = teacher_id is not None and await uow.absence_cases.can_be_told(teacher_id)
    step = next_step(
        case.level, case.opened_at, uow.now, case.school.policy, has_homeroom=has_homeroom
    )
    await _go_on(uow, case, step)
    if step.call is not None:
        people = await _staff(uow, case, step.call)
        new = NewCall(case.student.id, case.lesson_id, Why.SILENT, case_id=case.id)
        await call_people(uow, new, people)
    return True


async def look_again(uow: UnitOfWork, case: Case, by: int) -> None:
    """The word that ended it is taken back by this person: it begins anew, with who was called."""
    case_id = await uow.absence_cases.open(case.student.id, case.date, case.lesson_id)
    case = await uow.absence_cases.locked_one(case_id)
    await _go_on(uow, case, first_step(uow.now, case.school.policy, can_be_asked=True))
    await tell_all(uow, case, Why.FIRST, case.lesson_id, but=by)


async def take_step(uow: UnitOfWork, case: Case, step: Step) -> set[int]:
    """What follows from an answer; whom of the school it calls at once."""
    await _go_on(uow, case, step)
    if step.call is None:
        return set()
    return await _staff(uow, case, Level.HOMEROOM) | await _staff(uow, case, step.call)


async def tell_all(
    uow: UnitOfWork,
    case: Case,
    why: Why,
    lesson_id: int,
    *,
    with_family: bool = True,
    but: int | None = None,
    also: Collection[int] = (),
) -> None:
    """Says so to everybody who was called, and to the family that was asked."""
    people = {*await uow.absences.people_called(case.id), *also}
    family = await uow.absences.guardians([case.student.id])
    guardians = set(family.get(case.student.id, ()))
    people = people | guardians if with_family else people - guardians
    new = NewCall(case.student.id, lesson_id, why, case_id=case.id)
    await call_people(uow, new, people - {but})


async def _go_on(uow: UnitOfWork, case: Case, step: Step) -> None:
    """Without another step the case waits for the end of its day."""
    over = moment_of(case.date + _DAY, 0, case.school.timezone)
    next_at: datetime = min(step.next_at or over, over)
    await uow.absence_cases.go_on(case.id, step.level, next_at)


async def _staff(uow: UnitOfWork, case: Case, level: Level) -> set[int]:
    if level is Level.HOMEROOM:
        teacher_id = case.student.homeroom_teacher_id
        return set() if teacher_id is None else {teacher_id}
    staff = await uow.troubles.connected_staff(case.school.id)
    named = await uow.absence_cases.duty_days(case.school.id)
    ids = {weekday: [person.id for person in people] for weekday, people in named.items()}
    return set(on_duty(ids, case.date, staff))
