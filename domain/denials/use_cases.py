"""Counting denials, and telling the school when one chat collects them (R009: deny and log)."""

from dataclasses import dataclass

from domain.delivery.alarms import people_to_alarm
from domain.denials.model import ALARMED_FOR, WITHIN
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people
from domain.session import Session
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An alarm that was raised, for the log: ids and numbers only."""

    alarm_id: int
    school_id: int
    count: int
    told: int  # people; 0: there is nobody to alarm


async def counts(uow: UnitOfWork, session: Session) -> bool:
    """Whether a denial of this chat is worth storing.

    A stranger's is not: it belongs to no school whom anybody could tell. Nor is one of a chat of
    which the school has been told within the day, so a chat cannot fill the database with them.
    """
    if session.hat is None:
        return False
    return not await uow.denials.is_alarmed(session.chat_id, uow.now - ALARMED_FOR)


async def note_denial(uow: UnitOfWork, session: Session, action: str) -> Suspicion | None:
    """Stores it; with the school's `denials_an_hour` the administrators hear of the chat.

    Where no administrator has a chat the deputies do, without them the principal.
    """
    hat = session.actor.require_hat()
    await uow.denials.note(session.chat_id, action)
    collected = await uow.denials.collected(session.chat_id, uow.now - WITHIN)
    if collected.count < hat.school.policy.denials_an_hour:
        return None
    if not await counts(uow, session):
        return None
    alarm_id = await uow.denials.raise_alarm(session.chat_id, hat.school.id, collected.since)
    people = await people_to_alarm(uow, hat.school.id)
    event = Event(Kind.ALARM, None, alarm_id, alarm_id)
    await tell_people(uow, [(event, person_id) for person_id in people])
    return Suspicion(alarm_id, hat.school.id, collected.count, len(people))
