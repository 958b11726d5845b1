"""Announcing an absence, and taking it back (S2 3.2 «уведомления родителем», R077)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.absences.answering import explain, guardians_here, unsay
from domain.absences.model import Announced, Announcing, Excuse, NewAnnouncement, Term
from domain.absences.rules import require_term, spans_to_miss
from domain.absences.typed import read_term
from domain.access import Action
from domain.actor import Actor
from domain.attachments.model import Owner
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.diary import open_diary, target_of
from domain.errors import unknown_is_denied
from domain.hat import Target
from domain.schedule.model import Lesson, minute_of
from domain.uow import UnitOfWork


async def open_announcing(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    *,
    with_parts: bool = False,
    known: Sequence[Announced] | None = None,
) -> Announcing:
    """What is announced for the pupil from today on; `known` where it has just been read.

    `with_parts` says of today and tomorrow whether some lessons alone may be missed.
    """
    student, school = await open_diary(uow, actor, student_id, Action.EXPLAIN_ABSENCE)
    today = school.today(uow.now)
    announced = await uow.absences.of_student(student.id, today) if known is None else known
    case = (await uow.absence_cases.of_day([student.id], today)).get(student.id)
    is_family = bool(guardians_here(actor, target_of(student, school)))
    is_asked = case is not None and case.is_open and is_family
    parts = await _parts(uow, student_id, school) if with_parts else frozenset()
    return Announcing(student, school, today, tuple(announced), is_asked, parts)


async def _parts(uow: UnitOfWork, student_id: int, school: School) -> frozenset[date]:
    """Today while a lesson of it is left, tomorrow if it has more than one."""
    today = school.today(uow.now)
    near = (today, today + timedelta(days=1))
    lessons = await uow.schedule.of_student(student_id, *near)
    over = {today: minute_of(school.local(uow.now))}
    return frozenset(
        day
        for day in near
        if spans_to_miss([each for each in lessons if each.date == day], over.get(day))
    )


@dataclass(frozen=True, slots=True)
class DayToMiss:
    """The lessons of a day that are held, and the parts of it that may still be missed."""

    announcing: Announcing
    day: date
    lessons: tuple[Lesson, ...]
    spans: Sequence[tuple[int | None, int | None]]  # the first and the last lesson


async def lessons_to_miss(uow: UnitOfWork, actor: Actor, student_id: int, term: Term) -> DayToMiss:
    """The first day of the term, of which some lessons may be missed: none that is over."""
    announcing = await open_announcing(uow, actor, student_id)
    require_term(term, announcing.today, announcing.school.policy)
    day = term.begins
    lessons = await uow.schedule.of_student(student_id, day, day)
    over = minute_of(announcing.school.local(uow.now)) if day == announcing.today else None
    held = tuple(each for each in lessons if not each.is_cancelled)
    return DayToMiss(announcing, day, held, spans_to_miss(held, over))


async def typed_days(
    uow: UnitOfWork, actor: Actor, student_id: int, typed: str
) -> tuple[Announcing, Term]:
    """The days that were typed. `Refused` as `read_term` and `require_term`."""
    announcing = await open_announcing(uow, actor, student_id)
    term = read_term(typed, announcing.today)
    require_term(term, announcing.today, announcing.school.policy)
    return announcing, term


async def announce(
    uow: UnitOfWork, actor: Actor, student_id: int, term: Term, excuse: Excuse
) -> Announcing:
    """The absence stands in the roll call of every lesson of the term from now on.

    What the homeroom teacher or the deputy announces is taken for true at once. The same of the
    same person twice is one.
    """
    student, school = await open_diary(uow, actor, student_id, Action.EXPLAIN_ABSENCE)
    today = school.today(uow.now)
    require_term(term, today, school.policy)
    target = _target(student_id, school.id, student.school_class_id)
    hat = actor.require(Action.EXPLAIN_ABSENCE, target)
    permit = actor.permit(hat, Action.EXPLAIN_ABSENCE)
    role = permit.role if permit else min(hat.roles)
    known = await uow.absences.of_student(student_id, today)
    announced_id = _standing(known, term, excuse, hat.person.id)
    if announced_id is None:  # or another phone is saying it at this moment
        await uow.absences.lock(student_id)
        known = await uow.absences.of_student(student_id, today)
        announced_id = _standing(known, term, excuse, hat.person.id)
    is_new = announced_id is None
    if announced_id is None:
        new = NewAnnouncement(
            student_id, term, excuse, hat.person.id, role, is_accepted=hat.is_staff
        )
        announced_id = await uow.absences.announce(new)
        uow.audit.note(
            actor,
            hat,
            Action.EXPLAIN_ABSENCE,
            Thing(ThingKind.ABSENCE, announced_id),
            about=student_id,
            after={**_days(term), "excuse": excuse},
        )
        await explain(uow, actor, student_id, term, excuse)
    shown = await open_announcing(
        uow, actor, student_id, with_parts=True, known=None if is_new else known
    )
    return replace(shown, new_id=announced_id)


async def withdraw(uow: UnitOfWork, actor: Actor, announced_id: int) -> Announcing:
    """It is announced no more, and its note is gone; what the journal has already stays.

    Whoever was found missing before it was said is looked for again. Twice is once.
    """
    with unknown_is_denied(Action.EXPLAIN_ABSENCE):
        announced, is_withdrawn = await uow.absences.any_one(announced_id, to_change=True)
    student, school = await open_diary(uow, actor, announced.student_id, Action.EXPLAIN_ABSENCE)
    if not is_withdrawn:
        target = _target(student.id, school.id, student.school_class_id)
        hat = actor.require(Action.EXPLAIN_ABSENCE, target)
        await uow.absences.withdraw(announced_id)
        for each in await uow.attachments.of(Owner.ABSENCE, announced_id):
            await uow.attachments.remove(each.id)
        uow.audit.note(
            actor,
            hat,
            Action.EXPLAIN_ABSENCE,
            Thing(ThingKind.ABSENCE, announced_id),
            about=student.id,
            before=_days(announced.term),
        )
        await unsay(uow, announced, school, hat.person.id)
    return await open_announcing(uow, actor, student.id, with_parts=True)


def _target(student_id: int, school_id: int, class_id: int | None) -> Target:
    return Target(school_id=school_id, student_id=student_id, school_class_id=class_id)


def _standing(known: Sequence[Announced], term: Term, excuse: Excuse, person_id: int) -> int | None:
    """The same of the same person, which stands already."""
    wanted = (term, excuse, person_id)
    same = (each.id for each in known if (each.term, each.excuse, each.by.id) == wanted)
    return next(same, None)


def _days(term: Term) -> dict[str, str]:
    return {"begins": term.begins.isoformat(), "ends": term.ends.isoformat()}
