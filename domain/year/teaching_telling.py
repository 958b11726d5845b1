"""Both are told: who teaches a section now, and who did (R036)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import NotFound
from domain.notices.model import Event, Kind, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.outbox import thing_of
from domain.notices.telling import tell_people
from domain.session import Session
from domain.uow import UnitOfWork
from domain.year.teaching_model import NewTeacher, TeacherChange

_OWN, _OTHER = "own", "other"


@dataclass(frozen=True, slots=True)
class AppointmentNews:
    """As it is now; `is_own`: the section is the reader's."""

    change: TeacherChange
    is_own: bool


async def tell_teachers(uow: UnitOfWork, change: NewTeacher, change_id: int) -> None:
    """Who has the section now and who had it; whoever decided it knows of it."""
    people = {change.former_id, change.teacher_id} - {None, change.decided_by}
    event = Event(Kind.APPOINTMENT, None, change_id, change.section_id)
    await tell_people(uow, [(event, person_id) for person_id in people if person_id is not None])


async def describe_appointment(
    uow: UnitOfWork, session: Session, notices: Sequence[Notice]
) -> News:
    """Whose the section is when the message leaves; nothing to who knows it so.

    A person knows what was told last, else what was before the first change that concerned them.
    """
    notice = notices[-1]
    try:
        change = await uow.subjects.teacher_change(notice.ref_id)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    own = [hat for hat in session.actor.hats if hat.person.id == notice.person_id and hat.is_staff]
    if not any(hat.school.id == change.school_id for hat in own):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    is_own = change.now is not None and change.now.id == notice.person_id
    is_doubtful = any(each.is_doubtful for each in notices)
    if is_own == await _was_own(uow, session, notices, change) and not is_doubtful:
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    word = _OWN if is_own else _OTHER
    whole = AppointmentNews(change, is_own)
    return News(told={each.id: word for each in notices}, whole=whole)


async def _was_own(
    uow: UnitOfWork, session: Session, notices: Sequence[Notice], change: TeacherChange
) -> bool:
    notice, these = notices[-1], {each.id for each in notices}
    told = await uow.outbox.told_to({session.chat_id: list(notices)})
    of_chat = told[session.chat_id].get(thing_of(notice), ())
    said = [each.what for each in of_chat if each.notice_id not in these and each.what]
    if said:
        return said[-1] == _OWN
    return await uow.subjects.taught_first(change.section_id, notice.person_id)
