"""A parent says what changed, the homeroom teacher takes it over or says why not (R028).

What is taken over holds against the next import as long as the school's own system still says what
it said before (storage/roster/corrections.py).
"""

from dataclasses import dataclass
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.diary import target_of
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people, tell_person
from domain.personal_data.change_model import Card, ChangeRequest, RequestState
from domain.personal_data.fields import Field, checked_value
from domain.typed import clean
from domain.uow import UnitOfWork

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class OwnData:
    """What the register has of a child and of the reader, with what was asked."""

    hat: Hat
    cards: tuple[Card, ...]  # the child first
    requests: tuple[ChangeRequest, ...]


async def own_data(uow: UnitOfWork, actor: Actor, student_id: int) -> OwnData:
    """For a guardian of the child."""
    hat = _guardian(actor, student_id)
    child, own = await uow.changes.cards([student_id, hat.person.id])
    asked = await uow.changes.of_family(student_id, [hat.person.id])
    return OwnData(hat, (child, own), tuple(asked))


async def card_to_change(
    uow: UnitOfWork, actor: Actor, student_id: int, person_id: int
) -> tuple[Hat, Card]:
    """The card of the child or the guardian's own; `Denied` for anybody else's."""
    hat = _guardian(actor, student_id)
    if person_id not in (student_id, hat.person.id):
        raise Denied(Action.ASK_DATA_CHANGE)
    return hat, await uow.changes.card(person_id)


def changed_value(card: Card, field: Field, typed: str, today: date, student_id: int) -> str:
    """What was typed for a field of the pupil's card or of a guardian's, ready to be stored.

    `Refused` as `checked_value` does, and "nothing_changes".
    """
    value = checked_value(field, typed, today, is_pupil=card.person.id == student_id)
    if value == card.value(field):
        raise Refused("nothing_changes")
    return value


async def ask_change(
    uow: UnitOfWork, actor: Actor, student_id: int, person_id: int, field: Field, typed: str
) -> ChangeRequest:
    """Asks the school; a request of the same field that waits is replaced, unless it is the same.

    `Refused` as `changed_value` says.
    """
    hat, card = await card_to_change(uow, actor, student_id, person_id)
    value = changed_value(card, field, typed, hat.school.today(uow.now), student_id)
    for waiting in await uow.changes.of_family(student_id, [hat.person.id]):
        about = waiting.person.id, waiting.field, waiting.new_value
        if waiting.is_open and about == (person_id, field, value):
            return waiting
    request_id = await uow.changes.add(card, student_id, field, value, hat.person.id)
    request = await uow.changes.request(request_id)
    thing = Thing(ThingKind.CHANGE_REQUEST, request_id)
    uow.audit.note(
        actor, hat, Action.ASK_DATA_CHANGE, thing, about=person_id, after={"field": field.value}
    )
    event = Event(Kind.DATA_CHANGE, student_id, request_id, request_id)
    if request.student.homeroom_teacher_id is not None:
        await tell_person(uow, event, request.student.homeroom_teacher_id)
    return request


async def waiting_requests(uow: UnitOfWork, actor: Actor) -> list[ChangeRequest]:
    """What waits for the actor: of the classes led, for the administrator of the school."""
    actor.require_hat()
    found: dict[int, ChangeRequest] = {}
    decides = False
    for hat in actor.current_first:
        school = Target(school_id=hat.school.id)
        if not hat.is_staff:
            continue
        if actor.may(Action.DECIDE_DATA_CHANGE, school):
            actor.require(Action.DECIDE_DATA_CHANGE, school)
            requests = await uow.changes.waiting(hat.school.id, ())
        elif hat.homeroom_class_ids:
            for class_id in sorted(hat.homeroom_class_ids):
                of_class = Target(school_id=hat.school.id, school_class_id=class_id)
                actor.require(Action.DECIDE_DATA_CHANGE, of_class)
            requests = await uow.changes.waiting(hat.school.id, hat.homeroom_class_ids)
        else:
            continue
        decides = True
        found |= {each.id: each for each in requests}
    if not decides:
        raise Denied(Action.DECIDE_DATA_CHANGE)
    return list(found.values())


async def request_to_decide(
    uow: UnitOfWork, actor: Actor, request_id: int
) -> tuple[Hat, ChangeRequest]:
    """One of them; `Denied` for a request of another class or of none."""
    with unknown_is_denied(Action.DECIDE_DATA_CHANGE):
        request = await uow.changes.request(request_id)
    target = target_of(request.student, request.school)
    return actor.require(Action.DECIDE_DATA_CHANGE, target), request


async def accept(uow: UnitOfWork, actor: Actor, request_id: int) -> ChangeRequest:
    """«Принять»: the card is changed, what stood there goes into the history.

    `Refused` "request_decided" when somebody was quicker, "card_changed" when the card says
    something else by now than it did when the parent asked.
    """
    hat, request = await request_to_decide(uow, actor, request_id)
    card = await uow.changes.card(request.person.id)
    if request.is_open and card.value(request.field) != request.old_value:
        raise Refused("card_changed")
    await _decide(uow, actor, hat, request, RequestState.ACCEPTED, "")
    await uow.changes.change(request, hat.person.id)
    return await uow.changes.request(request_id)


async def decline(uow: UnitOfWork, actor: Actor, request_id: int, typed: str) -> ChangeRequest:
    """«Отклонить» with a reason that the parent reads; `Refused` "reason_length" without one."""
    hat, request = await request_to_decide(uow, actor, request_id)
    reason = clean(typed)
    if not 0 < len(reason) <= REASON_LENGTH:
        raise Refused("reason_length", limit=REASON_LENGTH)
    await _decide(uow, actor, hat, request, RequestState.DECLINED, reason)
    return await uow.changes.request(request_id)


async def _decide(
    uow: UnitOfWork,
    actor: Actor,
    hat: Hat,
    request: ChangeRequest,
    state: RequestState,
    reason: str,
) -> None:
    if not await uow.changes.decide(request.id, state, hat.person.id, reason):
        raise Refused("request_decided")
    uow.audit.note(
        actor,
        hat,
        Action.DECIDE_DATA_CHANGE,
        Thing(ThingKind.CHANGE_REQUEST, request.id),
        about=request.person.id,
        before={"state": RequestState.OPEN.value},
        after={"state": state.value, "field": request.field.value},
    )
    event = Event(Kind.DATA_CHANGE, request.student.id, request.id, request.id)
    await tell_people(uow, [(event, request.asked_by.id)])


def _guardian(actor: Actor, student_id: int) -> Hat:
    return actor.require(Action.ASK_DATA_CHANGE, Target(student_id=student_id))
