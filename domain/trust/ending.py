"""Telling of an end before it comes: whoever may prolong it, and whoever will see nothing."""

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people
from domain.trust.model import WARNED_BEFORE
from domain.uow import UnitOfWork


async def tell_of_ends(uow: UnitOfWork) -> int:
    """Once for each end, `WARNED_BEFORE` it; gives the number of trusts that end.

    One that is prolonged is told of again before its new end. Of one without a connected chat
    nobody needs to hear.
    """
    ending = await uow.trusts.ending(WARNED_BEFORE)
    told = []
    for contact in ending:
        event = Event(Kind.TRUST, contact.student_id, contact.id, contact.id)
        told += [(event, contact.guardian.id), (event, contact.person.id)]
        await uow.trusts.note_warned(contact.id, contact.ends)
    await tell_people(uow, told)
    return len(ending)
