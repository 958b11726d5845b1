"""What a message about a lesson said not to be held says when it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Action
from domain.errors import NotFound
from domain.notices.model import Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.session import Session
from domain.timetable.claim_model import Claim, ClaimState
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class ClaimNews:
    """As it is now; `is_answer`: said to the teacher."""

    claim: Claim
    is_answer: bool


async def describe_claim(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """The question to who may answer it and while it waits; the answer to the teacher.

    A question that may have come already is said as it stands: what it asked is settled.
    """
    notice = notices[-1]
    try:
        claim = await uow.claims.claim(notice.ref_id)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    own = [hat for hat in session.actor.hats if hat.person.id == notice.person_id and hat.is_staff]
    if not own or own[0].school.id != claim.school_id:
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    is_answer = claim.asked_by.id == notice.person_id
    if not is_answer and not session.actor.may(Action.EDIT_TIMETABLE, claim.target):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    if is_answer == (claim.state is ClaimState.ASKED):
        return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
    if not (is_answer or claim.waits or any(each.is_doubtful for each in notices)):
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    return News(told={each.id: "" for each in notices}, whole=ClaimNews(claim, is_answer))
