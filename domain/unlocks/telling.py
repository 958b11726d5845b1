"""What a message about a request says when it leaves: to deputies the question, then the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access import Action
from domain.calendar import School
from domain.errors import NotFound
from domain.notices.model import Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.session import Session
from domain.unlocks.model import UnlockRequest, UnlockState
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class UnlockNews:
    """A request as it is now; `is_answer`: said to the teacher who asked."""

    school: School
    request: UnlockRequest
    is_answer: bool


async def describe_unlock(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """The question to who may answer it and while it waits; the answer to the teacher who asked."""
    notice = notices[-1]
    try:
        request = await uow.unlocks.request(notice.ref_id)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    own = [hat for hat in session.actor.hats if hat.person.id == notice.person_id and hat.is_staff]
    if not own or own[0].school.id != request.school_id:
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    is_answer = request.asked_by.id == notice.person_id
    is_waiting = request.unlock.state is UnlockState.ASKED
    if not is_answer and not session.actor.may(Action.UNLOCK_MARK, request.target):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    if is_answer == is_waiting:
        return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
    whole = UnlockNews(own[0].school, request, is_answer)
    return News(told={each.id: "" for each in notices}, whole=whole)
