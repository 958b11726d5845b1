"""Calling people about a pupil, and what their message says when it leaves."""

from collections.abc import Collection, Sequence

from domain.absences.model import Announced, Call, NewCall, PresenceNews, Why
from domain.access import Action
from domain.actor import Actor
from domain.diary import target_of
from domain.notices.model import Event, Kind, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.outbox import thing_of
from domain.notices.telling import tell_people
from domain.preferences.choices import Habits
from domain.session import Session
from domain.uow import UnitOfWork


async def call_people(
    uow: UnitOfWork, new: NewCall, people: Collection[int], *, knows: int | None = None
) -> int:
    """Each of them hears of it at once; the number of messages written.

    Of one case the newest word takes the place of those that still wait. Whoever `knows` already
    gets no message of this, and every later word as those who were called.
    """
    called = people if knows is None else {*people, knows}
    if not called:
        return 0
    call_id, first_id = await uow.absences.call(new)
    await uow.absences.note_called(call_id, called)
    event = Event(Kind.PRESENCE, new.student_id, call_id, first_id)
    return await tell_people(uow, [(event, person_id) for person_id in sorted(people)])


async def tell_of_contradictions(
    uow: UnitOfWork, contradicted: Collection[Announced], lesson_id: int
) -> int:
    """Announced as absent, and at the lesson: parents and homeroom teacher hear of it (R078).

    Gives the number of messages.
    """
    if not contradicted:
        return 0
    pupils = [each.student_id for each in contradicted]
    guardians = await uow.absences.guardians(pupils)
    teachers = await uow.absences.homeroom_teachers(pupils)
    told = 0
    for each in contradicted:
        people = {*guardians.get(each.student_id, ()), each.by.id}
        people |= {teachers[each.student_id]} if each.student_id in teachers else set()
        new = NewCall(each.student_id, lesson_id, Why.CONTRADICTION, announced_id=each.id)
        told += await call_people(uow, new, people)
    return told


async def describe_presence(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """What the last of these calls says now; only to who was called and may still know."""
    newest = max(notices, key=lambda each: each.ref_id)
    found = await uow.absences.called(newest.ref_id)
    if found is None:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    call, people = found
    if newest.person_id not in people or not _may_know(session.actor, call):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    is_family = bool(session.actor.hats_about(call.student.id))
    hides = Habits(hides_details=newest.hides_details).hides(call.school.policy)
    return News(
        told={each.id: "" for each in notices},
        whole=await _presence(uow, call, is_family=is_family),
        hides_details=hides,
    )


async def _presence(uow: UnitOfWork, call: Call, *, is_family: bool) -> PresenceNews:
    if call.case_id is None:
        return PresenceNews(call, is_family)
    case = await uow.absence_cases.one(call.case_id)
    family = await uow.absences.guardians([call.student.id])
    return PresenceNews(
        call,
        is_family,
        case.is_open,
        case.answer,
        case.by,
        tuple(await uow.absence_cases.people(family.get(call.student.id, ()))),
    )


def _may_know(actor: Actor, call: Call) -> bool:
    """Guardians, the homeroom teacher, the management."""
    target = target_of(call.student, call.school)
    return any(
        actor.may(action, target) for action in (Action.EXPLAIN_ABSENCE, Action.SETTLE_ABSENCE_CALL)
    )


async def is_outdated(uow: UnitOfWork, notices: Sequence[Notice]) -> bool:
    """Whether the chat knows of a later call: the child may have been found since."""
    newest = max(notices, key=lambda each: each.ref_id)
    told = await uow.outbox.told_about(newest.chat_id, [newest])
    return any(each.ref_id > newest.ref_id for each in told.get(thing_of(newest), ()))
