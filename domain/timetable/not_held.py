"""A lesson that is over and was not held: nothing is lacking of it any more (D01, R056)."""

from dataclasses import replace

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Refused
from domain.hat import Hat
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
from domain.timetable.claim_model import ClaimState
from domain.timetable.model import LessonBefore, OpenedLesson, TimetableLesson
from domain.timetable.reading import is_over, open_to_edit, opened
from domain.typed import one_line
from domain.uow import UnitOfWork

REASON_LENGTH = 200  # characters


async def note_not_held(uow: UnitOfWork, actor: Actor, lesson_id: int, typed: str) -> OpenedLesson:
    """It is cancelled with the reason, for the school alone; only who asked for it is told.

    Done again it changes nothing. `Refused` without a reason, before it is over, and where the
    journal says that it was held.
    """
    reason = reason_of(typed)
    taught, hat = await open_to_edit(uow, actor, lesson_id, to_change=True, by_office=True)
    if taught.lesson.is_cancelled:
        return await opened(uow, taught, hat)
    if not is_over(taught, hat.school, uow.now):
        raise Refused("lesson_not_over")
    if await uow.timetable.was_held(taught.id):
        raise Refused("lesson_recorded")
    await call_off(uow, (actor, hat), taught, reason)
    return await opened(uow, await uow.timetable.lesson(taught.id), hat)


def reason_of(typed: str) -> str:
    """`Refused` "not_held_reason" for none or too long."""
    reason = one_line(typed)
    if not reason or len(reason) > REASON_LENGTH:
        raise Refused("not_held_reason", limit=REASON_LENGTH)
    return reason


async def call_off(
    uow: UnitOfWork, by: tuple[Actor, Hat], taught: TimetableLesson, reason: str
) -> None:
    """Cancels what was not held; the teacher who said so has the answer."""
    _actor, hat = by
    decision_id = await uow.timetable.decide(hat.school.id, hat.person.id)
    after = replace(taught.plan, is_cancelled=True, change_note=reason)
    await uow.timetable.save(taught.id, after, taught.usual)
    before = LessonBefore(taught.id, taught.plan, is_new=False)
    await uow.timetable.remember(decision_id, [before])
    uow.audit.note(
        *by,
        Action.EDIT_TIMETABLE,
        Thing(ThingKind.LESSON, taught.id),
        before={"is_cancelled": False},
        after={"is_cancelled": True},
    )
    claim = await uow.claims.of_lesson(taught.id)
    if claim is None or claim.state is not ClaimState.ASKED:
        return
    await uow.claims.decide(claim.id, ClaimState.CONFIRMED, hat.person.id)
    if claim.asked_by.id != hat.person.id:
        await tell_person(uow, Event(Kind.NOT_HELD, None, claim.id, claim.id), claim.asked_by.id)


async def tell_it_was_held(uow: UnitOfWork, hat: Hat, lesson_id: int) -> None:
    """Who said otherwise, and had been told that it is so, hears that its record is lacking."""
    claim = await uow.claims.of_lesson(lesson_id)
    if claim is None or claim.state is not ClaimState.CONFIRMED:
        return
    if claim.asked_by.id != hat.person.id:
        await tell_person(uow, Event(Kind.NOT_HELD, None, claim.id, claim.id), claim.asked_by.id)
