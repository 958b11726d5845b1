"""Asking to open a place, and answering (R091).

S4 §4(а) forbids corrections after the fact; the way through is a reason that the deputy head of the
school has read, one place, and a few hours. Whoever asks never answers: a deputy who teaches asks
another deputy, or the director.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.chain import digest
from domain.audit.model import Thing, ThingKind
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat
from domain.lessons.use_cases import open_lesson
from domain.marks.journal import open_marks
from domain.marks.journal_model import LessonMarks
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people, tell_person
from domain.policy import SchoolPolicy
from domain.roles import Role
from domain.staff.use_cases import office
from domain.typed import one_line
from domain.unlocks.model import Asked, NewUnlock, Place, UnlockRequest, UnlockState, newest
from domain.uow import UnitOfWork

REASON_LENGTH = 300  # characters


def unlock_until(now: datetime, policy: SchoolPolicy) -> datetime:
    """R091: an opened place closes by itself after the school's hours."""
    return now + timedelta(hours=policy.unlock_hours)


async def closed_place(
    uow: UnitOfWork, actor: Actor, lesson_id: int, student_id: int, work_type_id: int, nth: int
) -> tuple[LessonMarks, Place]:
    """The place, for its teacher; `Refused` "place_open" or "unlock_asked" where nothing is to ask.

    `Denied` for another school's work, `Refused` for who was not in the section that day.
    """
    marks = await open_marks(uow, actor, lesson_id)
    work = marks.work_type(work_type_id)
    actor.require(Action.ASK_UNLOCK, marks.taught.target)
    if work is None:
        raise Denied(Action.ASK_UNLOCK)
    if marks.pupil(student_id) is None:
        raise Refused("pupil_not_here", day=marks.taught.date)
    place = Place(lesson_id, student_id, work_type_id, nth)
    if nth > 0 and marks.place(student_id, work_type_id, nth - 1) is None:
        raise Denied(Action.ASK_UNLOCK)
    if marks.is_open_at(place):
        raise Refused("place_open")
    last = newest(marks.unlocks, place)
    if last is not None and last.state is UnlockState.ASKED:
        raise Refused("unlock_asked")
    return marks, place


async def ask_unlock(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    student_id: int,
    work_type_id: int,
    nth: int,
    typed: str,
) -> Asked:
    """Asks the deputies to open the place, with a reason; where none is there, the director."""
    reason = _words(typed)
    # Held, so that of two teachers of one lesson the second finds the first one's request.
    await open_lesson(uow, actor, Action.ASK_UNLOCK, lesson_id, to_change=True)
    marks, place = await closed_place(uow, actor, lesson_id, student_id, work_type_id, nth)
    hat = actor.require(Action.ASK_UNLOCK, marks.taught.target)
    unlock_id = await uow.unlocks.ask(NewUnlock(place, hat.person.id, reason))
    _note(uow, (actor, hat), Action.ASK_UNLOCK, unlock_id, student_id, reason=digest(reason))
    staff = await uow.troubles.connected_staff(hat.school.id)
    own = {hat.person.id}
    people = {*staff.get(Role.DEPUTY_PRINCIPAL, ())} - own
    people = people or {*staff.get(Role.PRINCIPAL, ())} - own
    event = Event(Kind.UNLOCK, None, unlock_id, unlock_id)
    await tell_people(uow, [(event, person_id) for person_id in sorted(people)])
    return Asked(unlock_id, is_heard=bool(people), by_who_answers=hat.opens_marks)


async def waiting_unlocks(uow: UnitOfWork, actor: Actor) -> list[UnlockRequest]:
    """What the school's teachers ask to open, the oldest first."""
    return await uow.unlocks.waiting(office(actor, Action.UNLOCK_MARK).school.id)


async def count_unlocks(uow: UnitOfWork, actor: Actor) -> int:
    """How many of these wait."""
    return await uow.unlocks.waiting_count(office(actor, Action.UNLOCK_MARK).school.id)


async def read_unlock(uow: UnitOfWork, actor: Actor, unlock_id: int) -> UnlockRequest:
    """One request, for who may answer it; one's own is read as well."""
    request, hat = await _open(uow, actor, unlock_id)
    return replace(request, is_own=_is_own(request, hat))


async def grant_unlock(uow: UnitOfWork, actor: Actor, unlock_id: int) -> UnlockRequest:
    """Opens this one place for the school's hours; the teacher is told. Twice is once.

    `Refused` "unlock_own" for what the actor asked for, "unlock_decided".
    """
    request, hat = await _open(uow, actor, unlock_id, to_change=True)
    _require_others(request, hat)
    if request.unlock.state is UnlockState.OPEN:
        return request
    _require_waiting(request)
    until = unlock_until(uow.now, hat.school.policy)
    await uow.unlocks.open(unlock_id, until, hat.person.id)
    _note(uow, (actor, hat), Action.UNLOCK_MARK, unlock_id, request.student.id, state="open")
    await _answer(uow, request)
    return await uow.unlocks.request(unlock_id)


async def decline_unlock(
    uow: UnitOfWork, actor: Actor, unlock_id: int, typed: str
) -> UnlockRequest:
    """Leaves the place closed, with words for the teacher. `Refused` as above."""
    answer = _words(typed)
    request, hat = await _open(uow, actor, unlock_id, to_change=True)
    _require_others(request, hat)
    _require_waiting(request)
    await uow.unlocks.decline(unlock_id, answer, hat.person.id)
    _note(uow, (actor, hat), Action.UNLOCK_MARK, unlock_id, request.student.id, state="declined")
    await _answer(uow, request)
    return await uow.unlocks.request(unlock_id)


async def _open(
    uow: UnitOfWork, actor: Actor, unlock_id: int, *, to_change: bool = False
) -> tuple[UnlockRequest, Hat]:
    with unknown_is_denied(Action.UNLOCK_MARK):
        request = await uow.unlocks.request(unlock_id, to_change=to_change)
    return request, actor.require(Action.UNLOCK_MARK, request.target)


def _is_own(request: UnlockRequest, hat: Hat) -> bool:
    return request.asked_by.id == hat.person.id


def _require_others(request: UnlockRequest, hat: Hat) -> None:
    """R091, S4 §4(а): the reason is weighed by somebody else than who gives it."""
    if _is_own(request, hat):
        raise Refused("unlock_own")


def _require_waiting(request: UnlockRequest) -> None:
    if request.unlock.state is not UnlockState.ASKED:
        raise Refused("unlock_decided")


async def _answer(uow: UnitOfWork, request: UnlockRequest) -> None:
    event = Event(Kind.UNLOCK, None, request.unlock.id, request.unlock.id)
    await tell_person(uow, event, request.asked_by.id)


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    action: Action,
    unlock_id: int,
    student_id: int,
    **after: str,
) -> None:
    uow.audit.note(
        *by, action, Thing(ThingKind.UNLOCK, unlock_id), about=student_id, before={}, after=after
    )


def _words(typed: str) -> str:
    """`Refused` "unlock_words" for none or too many."""
    words = one_line(typed)
    if not words or len(words) > REASON_LENGTH:
        raise Refused("unlock_words", limit=REASON_LENGTH)
    return words
