"""Telling a trusted person once that nothing is seen any more, and which side ended it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import School
from domain.errors import NotFound
from domain.notices.model import Event, Kind, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.telling import tell_people
from domain.people import Student
from domain.session import Session
from domain.trust.model import SHOWN_AFTER, TrustedContact
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class TrustOver:
    """Of whom nothing is seen any more; `last_day` None: a parent revoked it."""

    student: Student
    school: School
    last_day: date | None


async def tell_revoked(uow: UnitOfWork, contact: TrustedContact) -> None:
    """Written before the chats end: later nobody knows where the person is."""
    await tell_people(uow, [_told(contact)])


async def tell_of_over(uow: UnitOfWork) -> int:
    """Once after each last day; gives the number of trusts that are over."""
    over = await uow.trusts.over(SHOWN_AFTER)
    await tell_people(uow, [_told(each) for each in over])
    for each in over:
        await uow.trusts.note_told_over(each.id, each.ends)
    return len(over)


async def describe_over(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """Nothing where it was prolonged meanwhile, or the chat sees the diary again."""
    newest = max(notices, key=lambda each: each.id)
    end = await uow.trusts.end_of(newest.ref_id)
    if end is None:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    try:
        student, school = await uow.people.student(end.student_id)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    sees = bool(session.actor.hats_about(student.id))  # as somebody else perhaps: named anew
    if sees or not (end.is_revoked or end.last_day < school.today(uow.now)):
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    over = TrustOver(student, school, None if end.is_revoked else end.last_day)
    return News(told={each.id: "" for each in notices}, whole=over)


def _told(contact: TrustedContact) -> tuple[Event, int]:
    return Event(Kind.TRUST_OVER, contact.student_id, contact.id, contact.id), contact.person.id
