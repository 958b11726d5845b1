"""What the message about a role says: to the person concerned, whatever else they may see."""

from collections.abc import Sequence

from domain.notices.model import Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.session import Session
from domain.uow import UnitOfWork


async def describe_role(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """The last decision of these; only where its person is still connected."""
    newest = max(notices, key=lambda each: each.ref_id)
    decision = await uow.staff.decision(newest.ref_id)
    if decision is None:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    if all(hat.person.id != decision.person_id for hat in session.actor.hats):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    return News(told={each.id: "" for each in notices}, whole=decision)
