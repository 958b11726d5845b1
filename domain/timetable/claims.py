"""«Урок не состоялся»: the teacher says so, who keeps the timetable confirms it (D01, R056).

S4 П2.VII leaves the timetable to the deputy head; the teacher is the one who knows.
"""

from domain.access import Action
from domain.actor import Actor
from domain.audit.chain import digest
from domain.audit.model import Facts, Thing, ThingKind
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat
from domain.lessons.model import TaughtLesson
from domain.lessons.use_cases import open_lesson
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people, tell_person
from domain.roles import Role
from domain.staff.use_cases import office
from domain.timetable.claim_model import Claim, Claimed, ClaimState
from domain.timetable.not_held import call_off, reason_of
from domain.timetable.reading import is_over, open_to_edit
from domain.uow import UnitOfWork


async def open_claim(uow: UnitOfWork, actor: Actor, lesson_id: int) -> TaughtLesson:
    """The lesson, for its teacher; `Refused` as `claim_not_held`."""
    taught, hat = await open_lesson(uow, actor, Action.CLAIM_NOT_HELD, lesson_id)
    await _require_open(uow, hat, taught)
    return taught


async def claim_not_held(uow: UnitOfWork, actor: Actor, lesson_id: int, typed: str) -> Claimed:
    """Said to the deputies, or where none is there to the administrator; nothing changes yet.

    `Refused` without a reason, before it is over, where the journal says that it was held, where it
    is cancelled, and while it has been said already.
    """
    reason = reason_of(typed)
    taught, hat = await open_lesson(uow, actor, Action.CLAIM_NOT_HELD, lesson_id, to_change=True)
    await _require_open(uow, hat, taught)
    claim_id = await uow.claims.add(lesson_id, hat.person.id, reason)
    _note(uow, (actor, hat), Action.CLAIM_NOT_HELD, lesson_id, {"reason": digest(reason)})
    staff = await uow.troubles.connected_staff(hat.school.id)
    own = {hat.person.id}
    people = {*staff.get(Role.DEPUTY_PRINCIPAL, ())} - own
    people = people or {*staff.get(Role.SYSTEM_ADMIN, ())} - own
    event = Event(Kind.NOT_HELD, None, claim_id, claim_id)
    await tell_people(uow, [(event, person_id) for person_id in sorted(people)])
    return Claimed(lesson_id, is_heard=bool(people))


async def waiting_claims(uow: UnitOfWork, actor: Actor) -> list[Claim]:
    """What the school's teachers say, the oldest first."""
    return await uow.claims.waiting(office(actor, Action.EDIT_TIMETABLE).school.id)


async def read_claim(uow: UnitOfWork, actor: Actor, claim_id: int) -> Claim:
    """One of them, for who may answer it."""
    claim, _hat = await _open(uow, actor, claim_id)
    return claim


async def confirm_claim(uow: UnitOfWork, actor: Actor, claim_id: int) -> Claim:
    """The lesson is cancelled with the teacher's reason; the teacher is told. Twice is once.

    `Refused` "claim_decided", and where the journal says by now that it was held.
    """
    claim, _hat = await _open(uow, actor, claim_id)
    taught, hat = await open_to_edit(uow, actor, claim.lesson_id, to_change=True, by_office=True)
    claim = await uow.claims.claim(claim_id)
    if claim.state is ClaimState.CONFIRMED:
        return claim
    _require_waiting(claim)
    if taught.lesson.is_cancelled:
        raise Refused("cancelled_already")
    if not is_over(taught, hat.school, uow.now):
        raise Refused("lesson_not_over")
    if await uow.timetable.was_held(taught.id):
        raise Refused("lesson_recorded")
    await call_off(uow, (actor, hat), taught, claim.reason)
    return await uow.claims.claim(claim_id)


async def decline_claim(uow: UnitOfWork, actor: Actor, claim_id: int) -> Claim:
    """It was held: the teacher is told that its record is lacking. Twice is once.

    `Refused` "claim_decided", and where it is cancelled by now.
    """
    claim, _hat = await _open(uow, actor, claim_id)
    _taught, hat = await open_to_edit(uow, actor, claim.lesson_id, to_change=True, by_office=True)
    claim = await uow.claims.claim(claim_id)
    if claim.state is ClaimState.DECLINED:
        return claim
    _require_waiting(claim)
    if claim.is_cancelled:
        raise Refused("cancelled_already")
    await uow.claims.decide(claim_id, ClaimState.DECLINED, hat.person.id)
    declined: Facts = {"state": ClaimState.DECLINED.value}
    _note(uow, (actor, hat), Action.EDIT_TIMETABLE, claim.lesson_id, declined)
    await tell_person(uow, Event(Kind.NOT_HELD, None, claim_id, claim_id), claim.asked_by.id)
    return await uow.claims.claim(claim_id)


async def _open(uow: UnitOfWork, actor: Actor, claim_id: int) -> tuple[Claim, Hat]:
    with unknown_is_denied(Action.EDIT_TIMETABLE):
        claim = await uow.claims.claim(claim_id)
    return claim, actor.require(Action.EDIT_TIMETABLE, claim.target)


async def _require_open(uow: UnitOfWork, hat: Hat, taught: TaughtLesson) -> None:
    if taught.lesson.is_cancelled:
        raise Refused("lesson_cancelled")
    if not taught.is_over(hat.school.local(uow.now)):
        raise Refused("claim_early")
    if await uow.timetable.was_held(taught.id):
        raise Refused("lesson_recorded")
    last = await uow.claims.of_lesson(taught.id)
    if last is not None and last.state is ClaimState.ASKED:
        raise Refused("claim_asked")


def _require_waiting(claim: Claim) -> None:
    if claim.state is not ClaimState.ASKED:
        raise Refused("claim_decided")


def _note(
    uow: UnitOfWork, by: tuple[Actor, Hat], action: Action, lesson_id: int, after: Facts
) -> None:
    uow.audit.note(*by, action, Thing(ThingKind.LESSON, lesson_id), before={}, after=after)
