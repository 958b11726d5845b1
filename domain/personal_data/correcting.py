"""The homeroom teacher mends the class list: a card is changed at once, what stood there is kept.

It goes the way of a request that is accepted as soon as it is made, so that the history, the import
and the audit trail know of it as of any other (R029: «список верен» or a correction).
"""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.model import PupilCard
from domain.classes.use_cases import pupil_card
from domain.errors import Denied
from domain.hat import Hat
from domain.personal_data.change_model import Card, ChangeRequest, RequestState
from domain.personal_data.changes import changed_value
from domain.personal_data.fields import Field
from domain.uow import UnitOfWork


async def family_cards(
    uow: UnitOfWork, actor: Actor, student_id: int
) -> tuple[PupilCard, list[Card]]:
    """The pupil's card and the guardians', for whoever keeps the class list."""
    found = await pupil_card(uow, actor, student_id, Action.DECIDE_DATA_CHANGE)
    members = [member.person.id for member in found.family.members]
    return found, await uow.changes.cards(members)


async def card_to_correct(
    uow: UnitOfWork, actor: Actor, student_id: int, person_id: int
) -> tuple[Hat, Card]:
    """One of them; `Denied` for somebody of another family."""
    found, cards = await family_cards(uow, actor, student_id)
    for card in cards:
        if card.person.id == person_id:
            return actor.require(Action.DECIDE_DATA_CHANGE, found.school_class.target), card
    raise Denied(Action.DECIDE_DATA_CHANGE)


async def correct_card(
    uow: UnitOfWork, actor: Actor, student_id: int, person_id: int, field: Field, typed: str
) -> ChangeRequest:
    """Changes the card; an open request of the same field is answered with it.

    `Refused` as `changed_value` says.
    """
    hat, card = await card_to_correct(uow, actor, student_id, person_id)
    value = changed_value(card, field, typed, hat.school.today(uow.now), student_id)
    request_id = await uow.changes.add(card, student_id, field, value, hat.person.id)
    await uow.changes.decide(request_id, RequestState.ACCEPTED, hat.person.id, "")
    await uow.changes.change(await uow.changes.request(request_id), hat.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.DECIDE_DATA_CHANGE,
        Thing(ThingKind.CHANGE_REQUEST, request_id),
        about=person_id,
        after={"state": RequestState.ACCEPTED.value, "field": field.value},
    )
    return await uow.changes.request(request_id)
