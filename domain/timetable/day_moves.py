"""A school day held on another (R065; S4 П2.VII; D11)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.errors import Refused
from domain.hat import Hat
from domain.staff.use_cases import office
from domain.timetable.concerned import Pair
from domain.timetable.lateness import Late, NoticeDays, NoticeOf, lateness
from domain.timetable.model import DayMove, LessonBefore, TimetableLesson
from domain.timetable.moving import DayMoved, move_day
from domain.timetable.planning import PlannedLesson
from domain.timetable.replanning import StoredLesson
from domain.timetable.telling import tell_of_change
from domain.uow import UnitOfWork
from domain.working_days import working_calendar


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What moving the day would do; nothing is written.

    `cancelled` are lessons that the target day has and would not have any more.
    """

    school: School
    move: DayMove
    of_class: SchoolClass | None
    moved: tuple[TimetableLesson, ...]
    cancelled: tuple[TimetableLesson, ...]
    late: Late | None


@dataclass(frozen=True, slots=True)
class DayHasMoved:
    """`told`: notices written."""

    plan: MovePlan
    decision_id: int
    told: int


async def classes_to_move(uow: UnitOfWork, actor: Actor) -> tuple[School, list[SchoolClass]]:
    """For whom a day may be moved."""
    school = office(actor, Action.EDIT_TIMETABLE).school
    return school, await uow.classes.of_school(school.id)


async def plan_move(uow: UnitOfWork, actor: Actor, move: DayMove) -> MovePlan:
    """`Refused` for one and the same day, days that have begun, a day without lessons, or one of
    which something is recorded already.
    """
    hat = office(actor, Action.EDIT_TIMETABLE)
    plan, _moved = await _plan(uow, hat, move)
    return plan


async def move_school_day(uow: UnitOfWork, actor: Actor, move: DayMove) -> DayHasMoved:
    """Moves the lessons; what is due at them follows. One message to everybody concerned.

    Done again it is refused, because the day has no lessons any more. Late it is done all the
    same, and stays marked as late (R065).
    """
    hat = office(actor, Action.EDIT_TIMETABLE)
    plan, _moved = await _plan(uow, hat, move)
    await uow.timetable.hold([each.id for each in (*plan.moved, *plan.cancelled)])
    plan, moved = await _plan(uow, hat, move)
    decision_id = await uow.timetable.decide(hat.school.id, hat.person.id)
    await uow.timetable.record_move(decision_id, plan.move)
    pairs = await _write(uow, decision_id, plan, moved)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_TIMETABLE,
        Thing(ThingKind.TIMETABLE, decision_id),
        before={"date": move.source.isoformat()},
        after={"date": move.target.isoformat(), "lesson_ids": [each.id for each in plan.moved]},
    )
    return DayHasMoved(plan, decision_id, await tell_of_change(uow, hat, decision_id, pairs))


async def _plan(uow: UnitOfWork, hat: Hat, move: DayMove) -> tuple[MovePlan, DayMoved]:
    school = hat.school
    today = school.today(uow.now)
    if move.source == move.target:
        raise Refused("day_move_itself")
    if min(move.source, move.target) <= today:
        raise Refused("day_move_over")
    source = [each for each in await _of_day(uow, school, move.source) if move.concerns(each)]
    target = [each for each in await _of_day(uow, school, move.target) if move.concerns(each)]
    if all(each.lesson.is_cancelled for each in source):
        raise Refused("day_without_lessons")
    moved = move_day(_stored(source), _stored(target), move.target)
    if moved.refused:
        raise Refused("journal_in_the_way")
    calendar = working_calendar(school.policy, await uow.calendar.differing(school.id))
    first, days = min(move.source, move.target), NoticeDays.of_school(school.policy)
    late = lateness(NoticeOf.DAY_MOVE, first, today, days, calendar.before)
    of_class = None
    if move.school_class_id is not None:
        of_class = await uow.classes.school_class(move.school_class_id)
        if of_class.school.id != school.id:
            raise Refused("day_without_lessons")
    gone = {each.id for each in moved.cancelled}
    return MovePlan(
        school,
        replace(move, is_late=late is not None),
        of_class,
        tuple(each for each in source if not each.lesson.is_cancelled),
        tuple(each for each in target if each.id in gone),
        late,
    ), moved


async def _of_day(uow: UnitOfWork, school: School, day: date) -> list[TimetableLesson]:
    return await uow.timetable.of_school(school.id, day)


def _stored(lessons: list[TimetableLesson]) -> list[StoredLesson]:
    return [
        StoredLesson(each.id, each.plan, has_journal=each.lesson.attendance_taken_at is not None)
        for each in lessons
    ]


async def _write(uow: UnitOfWork, decision_id: int, plan: MovePlan, moved: DayMoved) -> list[Pair]:
    note = f"{plan.move.source:%d.%m} → {plan.move.target:%d.%m}"
    usual = {each.id: each.usual for each in (*plan.moved, *plan.cancelled)}
    after: dict[int, tuple[StoredLesson, PlannedLesson]] = {}
    for lesson in (*moved.cancelled, *(source for source, _same in moved.merged)):
        after[lesson.id] = lesson, replace(lesson.plan, is_cancelled=True)
    for lesson, shifted in moved.shifted:
        after[lesson.id] = lesson, replace(shifted, change_note=note)
    for lesson_id, (_before, now) in after.items():
        await uow.timetable.save(lesson_id, now, usual[lesson_id])
    before = [LessonBefore(lesson.id, lesson.plan, is_new=False) for lesson, _ in after.values()]
    await uow.timetable.remember(decision_id, before)
    await uow.timetable.homework_follows({lesson.id: now.date for lesson, now in moved.shifted})
    return [Pair(lesson.id, lesson.plan, now) for lesson, now in after.values()]
