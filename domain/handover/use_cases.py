"""Seeing who has no code in hand, marking codes as handed over, recording orders (R005–R008)."""

from collections.abc import Iterable
from datetime import datetime, time
from itertools import groupby

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class, pupil_card
from domain.errors import Refused, unknown_is_denied
from domain.handover.model import (
    Backlog,
    ClassHandover,
    Clock,
    FamilyCodes,
    FamilyWaiting,
    HandoverTerm,
    SchoolHandover,
    StaffWaiting,
    Waiting,
    WaitingCount,
)
from domain.hat import Hat, Target
from domain.people import Person
from domain.staff.model import Order
from domain.staff.summaries import list_hat
from domain.staff.use_cases import office, open_card
from domain.summaries import Summary
from domain.uow import UnitOfWork


async def class_handover(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassHandover:
    """The families of a class without a code in hand, the most urgent first."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.WATCH_HANDOVER)
    return await _of_class(uow, school_class)


async def school_handover(uow: UnitOfWork, actor: Actor) -> SchoolHandover:
    """How many of every class and of the staff have no code in hand: also as a summary."""
    hat = list_hat(actor, Action.WATCH_HANDOVER, Summary.HANDOVER)
    return await backlog_of(uow, hat.school)


async def staff_handover(uow: UnitOfWork, actor: Actor) -> tuple[School, list[StaffWaiting]]:
    """Staff without a code in hand, the most urgent first."""
    school = office(actor, Action.WATCH_HANDOVER).school
    clock = await uow.handovers.clock(school)
    waiting = [
        StaffWaiting(each, _deadline(clock, each))
        for each in await uow.handovers.of_staff(school.id)
    ]
    return school, sorted(waiting, key=lambda each: _urgency(each.deadline))


async def family_codes(uow: UnitOfWork, actor: Actor, student_id: int) -> FamilyCodes:
    """The codes of one family, for whoever issues them."""
    card = await pupil_card(uow, actor, student_id, Action.ISSUE_CODE)
    school = card.school_class.school
    clock, order = await uow.handovers.clock_and_order(school, student_id)
    everybody = await uow.handovers.of_class(card.school_class.id)
    people = [each for each in everybody if each.student and each.student.id == student_id]
    waiting = _family(clock, people) if people else None
    return FamilyCodes(card, waiting, order)


async def hand_to_family(uow: UnitOfWork, actor: Actor, student_id: int) -> ClassHandover:
    """The family has its codes in hand; `Refused` "no_code_to_give" when none is out."""
    card = await pupil_card(uow, actor, student_id, Action.ISSUE_CODE)
    await _hand_over(uow, actor, card.school_class, {student_id})
    return await _of_class(uow, card.school_class)


async def hand_to_class(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassHandover:
    """At the meeting: whoever has an open code of the class has it in hand; `Refused` as above."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.ISSUE_CODE)
    await _hand_over(uow, actor, school_class, None)
    return await _of_class(uow, school_class)


async def take_back(uow: UnitOfWork, actor: Actor, student_id: int) -> ClassHandover:
    """A slip of the thumb: the family has nothing in hand after all."""
    card = await pupil_card(uow, actor, student_id, Action.ISSUE_CODE)
    hat = actor.require(Action.ISSUE_CODE, card.school_class.target)
    everybody = await uow.handovers.of_class(card.school_class.id)
    if any(each.has_code for each in everybody if each.student and each.student.id == student_id):
        return await _of_class(uow, card.school_class)  # pressed twice: taken back already
    taken = await uow.handovers.take_back(student_id)
    uow.audit.note(
        actor,
        hat,
        Action.ISSUE_CODE,
        Thing(ThingKind.PERSON, student_id),
        about=student_id,
        before={"handed": taken > 0},
        after={"handed": False},
    )
    return await _of_class(uow, card.school_class)


async def hand_to_staff(uow: UnitOfWork, actor: Actor, person_id: int) -> list[StaffWaiting]:
    """A member of staff has the code in hand; gives who has none yet."""
    school, waiting = await staff_handover(uow, actor)
    hat = actor.require(Action.ISSUE_STAFF_CODE, Target(school_id=school.id, person_id=person_id))
    found = [each.waiting for each in waiting if each.waiting.person.id == person_id]
    if not found:
        return waiting  # connected or marked meanwhile
    _must_have_code(found)
    await uow.handovers.hand_over([each.request for each in found], hat.person.id)
    _note(uow, actor, hat, found, Action.ISSUE_STAFF_CODE)
    return [each for each in waiting if each.waiting.person.id != person_id]


async def staff_order(uow: UnitOfWork, actor: Actor, person_id: int) -> tuple[Person, Order | None]:
    """The order by which a member of staff was hired, for whoever records it."""
    card, _hat = await open_card(uow, actor, person_id, Action.RECORD_ORDER)
    return card.person, await uow.handovers.order(person_id)


async def record_order(
    uow: UnitOfWork, actor: Actor, person_id: int, order: Order
) -> ClassHandover | None:
    """The three days count from this order. Gives the class of a pupil."""
    with unknown_is_denied(Action.RECORD_ORDER):
        student, school = await uow.people.student(person_id)
    target = _target(school, student.school_class_id, person_id)
    hat = actor.require(Action.RECORD_ORDER, target)
    await uow.staff.lock(school.id)  # so that what it replaces is what the log says
    before = await uow.handovers.order(person_id)
    await uow.handovers.set_order(person_id, order, hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.RECORD_ORDER,
        Thing(ThingKind.PERSON, person_id),
        about=person_id,
        before=_facts(before) if before else None,
        after=_facts(order),
    )
    if student.school_class_id is None:
        return None
    return await _of_class(uow, await uow.classes.school_class(student.school_class_id))


async def backlog_of(uow: UnitOfWork, school: School) -> SchoolHandover:
    """A school's codes on their way. Asks no rights: the daily watch counts for everybody."""
    clock = await uow.handovers.clock(school)
    of_class: dict[int | None, list[WaitingCount]] = {}
    for each in await uow.handovers.counts(school.id):
        of_class.setdefault(each.school_class_id, []).append(each)
    classes = await uow.classes.of_school(school.id)
    backlogs = [
        _backlog(clock, school_class, of_class.get(school_class.id, [])) for school_class in classes
    ]
    return SchoolHandover(school, (*backlogs, _backlog(clock, None, of_class.get(None, []))))


async def _of_class(uow: UnitOfWork, school_class: SchoolClass) -> ClassHandover:
    school = school_class.school
    clock = await uow.handovers.clock(school)
    waiting = await uow.handovers.of_class(school_class.id)
    families = [
        _family(clock, list(people))
        for _, people in groupby(waiting, key=lambda each: each.student)
    ]
    midnight = datetime.combine(clock.today, time(), school.timezone)
    return ClassHandover(
        school_class,
        tuple(sorted(families, key=lambda each: _urgency(each.deadline))),
        tuple(await uow.handovers.given_since(school_class.id, midnight)),
    )


async def _hand_over(
    uow: UnitOfWork, actor: Actor, school_class: SchoolClass, student_ids: set[int] | None
) -> None:
    hat = actor.require(Action.ISSUE_CODE, school_class.target)
    waiting = [
        each
        for each in await uow.handovers.of_class(school_class.id)
        if student_ids is None or (each.student and each.student.id in student_ids)
    ]
    if student_ids is not None and not waiting:
        return  # connected or marked meanwhile
    _must_have_code(waiting)
    given = [each for each in waiting if each.has_code]
    await uow.handovers.hand_over([each.request for each in given], hat.person.id)
    _note(uow, actor, hat, given, Action.ISSUE_CODE)


def _must_have_code(waiting: Iterable[Waiting]) -> None:
    if not any(each.has_code for each in waiting):
        raise Refused("no_code_to_give")


def _note(
    uow: UnitOfWork, actor: Actor, hat: Hat, given: Iterable[Waiting], action: Action
) -> None:
    for each in given:
        uow.audit.note(
            actor,
            hat,
            action,
            Thing(ThingKind.PERSON, each.person.id),
            about=each.student.id if each.student else each.person.id,
            after={"role": each.request.role.value, "handed": True},
        )


def _family(clock: Clock, people: list[Waiting]) -> FamilyWaiting:
    student = people[0].student
    assert student is not None  # staff are of no class
    first = next((each for each in people if each.is_first), people[0])
    return FamilyWaiting(student, tuple(people), _deadline(clock, first))


def _deadline(clock: Clock, waiting: Waiting) -> HandoverTerm | None:
    """The days are for the first code; one that replaces it is handed over when it can be."""
    if not waiting.is_first:
        return None
    return clock.deadline(waiting.order.date if waiting.order else None, waiting.begins)


def _urgency(deadline: HandoverTerm | None) -> tuple[bool, object]:
    return (deadline is None, deadline.due if deadline else 0)


def _backlog(
    clock: Clock, school_class: SchoolClass | None, counts: Iterable[WaitingCount]
) -> Backlog:
    known = [
        (each.count, clock.deadline(each.order_date, each.begins) if each.is_first else None)
        for each in counts
    ]
    late = [(count, deadline) for count, deadline in known if deadline and deadline.is_over]
    return Backlog(
        school_class,
        sum(count for count, _ in known),
        sum(count for count, _ in late),
        min((deadline for _, deadline in late), key=lambda each: each.due, default=None),
    )


def _target(school: School, class_id: int | None, person_id: int) -> Target:
    return Target(
        school_id=school.id, school_class_id=class_id, person_id=person_id, student_id=person_id
    )


def _facts(order: Order) -> dict[str, str]:
    return {"number": order.number, "date": order.date.isoformat()}
