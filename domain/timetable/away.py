"""A teacher who is away: who gives the lessons meanwhile (R071)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.errors import Denied, Refused
from domain.hat import Hat, Target
from domain.people import Person
from domain.schedule.model import minute_of
from domain.staff.use_cases import office
from domain.timetable.candidates import Candidate, Teacher, suggested
from domain.timetable.choosing import busy, wanted
from domain.timetable.concerned import Pair
from domain.timetable.edits import Edit, LessonEdit, edit_on
from domain.timetable.model import Away, DayMove, LessonBefore, TimetableLesson, WhyAway
from domain.timetable.telling import tell_of_change
from domain.uow import UnitOfWork
from domain.year.reading import read_days

MOST_DAYS = 14  # of one absence: a longer one is entered in parts
_LOOKED_BACK = timedelta(days=60)
"""«20–26.11» on the 24th began four days ago, and does not begin in a year."""


@dataclass(frozen=True, slots=True)
class TeachersOfSchool:
    """Who may be away."""

    school: School
    teachers: tuple[Teacher, ...]


@dataclass(frozen=True, slots=True)
class LeftLesson:
    """A lesson of who is away; `candidate` None: nobody of the subject or class is free."""

    taught: TimetableLesson
    candidate: Candidate | None


@dataclass(frozen=True, slots=True)
class AwayPlan:
    """The lessons from now on in those days; `check` names what is suggested."""

    school: School
    person: Person
    begins: date
    ends: date
    lessons: tuple[LeftLesson, ...]
    check: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was decided. `told` None: nothing, because another plan is suggested by now."""

    plan: AwayPlan
    told: int | None


@dataclass(frozen=True, slots=True)
class Substitutions:
    """A day of the school: lessons that differ, who is away."""

    school: School
    day: date
    lessons: tuple[TimetableLesson, ...]
    away: tuple[Away, ...]
    can_edit: bool
    moves: tuple[tuple[int, DayMove], ...] = ()


async def teachers_of_school(uow: UnitOfWork, actor: Actor) -> TeachersOfSchool:
    """Everybody who gives lessons, by name."""
    school = office(actor, Action.ASSIGN_SUBSTITUTE).school
    return TeachersOfSchool(school, tuple(await uow.timetable.teachers(school.id)))


async def plan_absence(
    uow: UnitOfWork, actor: Actor, person_id: int, begins: date, ends: date
) -> AwayPlan:
    """A substitute for each lesson, as far as there are any.

    `Denied` for who is no teacher of the school; `Refused` for days that are over, or too many.
    """
    hat = office(actor, Action.ASSIGN_SUBSTITUTE)
    return await _plan(uow, hat, person_id, begins, ends)


async def type_absence(uow: UnitOfWork, actor: Actor, person_id: int, typed: str) -> AwayPlan:
    """The same of days that were typed; `Refused` as `read_days`. They may have begun already."""
    hat = office(actor, Action.ASSIGN_SUBSTITUTE)
    begins, ends = read_days(typed, hat.school.today(uow.now) - _LOOKED_BACK)
    return await _plan(uow, hat, person_id, begins, ends)


async def assign_all(
    uow: UnitOfWork,
    actor: Actor,
    person_id: int,
    begins: date,
    ends: date,
    check: str,
    *,
    why: WhyAway = WhyAway.UNSAID,
) -> Assigned:
    """All that `check` names, as one decision; everybody concerned gets one message of it.

    Lessons without a suggestion stay as they are. Done again it changes nothing.
    """
    hat = office(actor, Action.ASSIGN_SUBSTITUTE)
    plan = await _plan(uow, hat, person_id, begins, ends)
    await uow.timetable.hold([each.taught.id for each in plan.lessons])
    plan = await _plan(uow, hat, person_id, begins, ends)
    if plan.check != check:
        return Assigned(plan, None)
    away = await uow.timetable.away(hat.school.id, begins, ends)
    given = [each for each in plan.lessons if each.candidate is not None]
    is_known = any(
        (each.person.id, each.begins, each.ends) == (person_id, begins, ends) for each in away
    )
    if is_known and not given:
        return Assigned(plan, None)
    decision_id = await uow.timetable.decide(hat.school.id, hat.person.id)
    await uow.timetable.record_away(decision_id, person_id, begins, ends, why)
    pairs = await _give(uow, decision_id, given)
    _note(uow, (actor, hat), decision_id, plan, given)
    told = await tell_of_change(uow, hat, decision_id, pairs)
    return Assigned(await _plan(uow, hat, person_id, begins, ends), told)


def _note(
    uow: UnitOfWork,
    who: tuple[Actor, Hat],
    decision_id: int,
    plan: AwayPlan,
    given: Sequence[LeftLesson],
) -> None:
    actor, hat = who
    uow.audit.note(
        actor,
        hat,
        Action.ASSIGN_SUBSTITUTE,
        Thing(ThingKind.TIMETABLE, decision_id),
        before={"teacher_id": plan.person.id},
        after={
            "begins": plan.begins.isoformat(),
            "ends": plan.ends.isoformat(),
            "lesson_ids": [each.taught.id for each in given],
            "teacher_ids": [each.candidate.person.id for each in given if each.candidate],
        },
    )


async def substitutions_of_day(uow: UnitOfWork, actor: Actor, day: date) -> Substitutions:
    """What differs from the timetable, for all staff (R071)."""
    school = office(actor, Action.READ_SCHOOL_TIMETABLE).school
    lessons = await uow.timetable.of_school(school.id, day)
    away = await uow.timetable.away(school.id, day, day)
    can_edit = actor.may(Action.ASSIGN_SUBSTITUTE, Target(school_id=school.id))
    differing = tuple(each for each in lessons if each.lesson.is_changed)
    moves = await uow.timetable.moves(school.id, day)
    return Substitutions(school, day, differing, tuple(away), can_edit, tuple(moves))


async def _plan(uow: UnitOfWork, hat: Hat, person_id: int, begins: date, ends: date) -> AwayPlan:
    school = hat.school
    local = school.local(uow.now)
    if ends < local.date() or ends < begins:
        raise Refused("absence_over")
    if ends - begins >= timedelta(days=MOST_DAYS):
        raise Refused("absence_span", limit=MOST_DAYS)
    teachers = await uow.timetable.teachers(school.id)
    person = next((each.person for each in teachers if each.person.id == person_id), None)
    if person is None:
        raise Denied(Action.ASSIGN_SUBSTITUTE)
    first = max(begins, local.date())
    lessons = await uow.timetable.of_school(school.id, first, ends)
    moment = local.date(), minute_of(local)
    own = [
        each
        for each in lessons
        if each.lesson.teacher == person
        and not each.lesson.is_cancelled
        and (each.lesson.date, each.lesson.ends) > moment
    ]
    away = await uow.timetable.away(school.id, first, ends)
    left = _suggest(own, lessons, teachers, [*away, Away(person, begins, ends, 0)])
    said = [(it.taught.id, it.candidate.person.id if it.candidate else 0) for it in left]
    check = blake2b(repr(said).encode(), digest_size=4).hexdigest()
    return AwayPlan(school, person, begins, ends, left, check)


def _suggest(
    own: Sequence[TimetableLesson],
    lessons: Sequence[TimetableLesson],
    teachers: Sequence[Teacher],
    away: Sequence[Away],
) -> tuple[LeftLesson, ...]:
    """Day by day: who is away on one is there on another."""
    found: list[LeftLesson] = []
    for day in sorted({each.lesson.date for each in own}):
        of_day = [each for each in own if each.lesson.date == day]
        gone = frozenset(each.person.id for each in away if each.begins <= day <= each.ends)
        taken = busy(each for each in lessons if each.lesson.date == day)
        given = suggested([wanted(each) for each in of_day], teachers, taken, gone)
        found += [LeftLesson(each, given.get(each.plan.key)) for each in of_day]
    return tuple(found)


async def _give(uow: UnitOfWork, decision_id: int, given: Sequence[LeftLesson]) -> list[Pair]:
    pairs, before = [], []
    for each in given:
        assert each.candidate is not None
        edit = LessonEdit(Edit.TEACHER, teacher_id=each.candidate.person.id)
        after, _instead = edit_on(each.taught.plan, edit, {})
        await uow.timetable.save(each.taught.id, after, each.taught.usual)
        before.append(LessonBefore(each.taught.id, each.taught.plan, is_new=False))
        pairs.append(Pair(each.taught.id, each.taught.plan, after))
    if before:
        await uow.timetable.remember(decision_id, before)
    return pairs
