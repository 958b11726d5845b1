"""Asking for a consent where nobody looks: on the days before and after 16, after a withdrawal of
the other parent, and when a text is asked anew. The message has nothing of the child but initials.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import School
from domain.consent.model import NEEDED
from domain.consent.needs import SOON, birthday, required_from
from domain.hat import Hat
from domain.notices.model import Event, Kind, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.telling import tell_people
from domain.policy import SchoolPolicy
from domain.session import Session
from domain.uow import UnitOfWork

_LAST_CALL = timedelta(days=7)  # before output stops


@dataclass(frozen=True, slots=True)
class ConsentNews:
    """What is missing, or will be, in this hat."""

    hat: Hat


async def ask_families(
    uow: UnitOfWork, student_ids: Iterable[int], without: Collection[int] = ()
) -> int:
    """Asks whoever of the families is connected and lacks something, but for these people."""
    told = []
    for student_id in dict.fromkeys(student_ids):
        for family in await uow.consents.families(student_id=student_id):
            people = {student_id, *(each.person.id for each in family.guardians)}
            event = Event(Kind.CONSENT, student_id, student_id, student_id)
            told += [(event, person_id) for person_id in sorted(people.difference(without))]
    return await tell_people(uow, told)


async def ask_who_turns_sixteen(uow: UnitOfWork) -> int:
    """Asks the families of pupils of whom today is one of `days_to_ask`; gives the messages."""
    asked: list[int] = []
    for school in await uow.evening.schools():
        asked += await _of_school(uow, school)
    return await ask_families(uow, asked)


async def _of_school(uow: UnitOfWork, school: School) -> list[int]:
    policy, today = school.policy, school.today(uow.now)
    if not policy.requires_consent:
        return []
    oldest = _years_before(today - policy.own_consent_grace, policy.own_consent_age)
    youngest = _years_before(today + SOON, policy.own_consent_age)
    week = timedelta(days=7)  # leap days, generously
    born = await uow.consents.born_between(school.id, oldest - week, youngest + week)
    of_today = [key for key, day in born.items() if today in days_to_ask(policy, day)]
    standings = await uow.consents.standings(of_today)
    return [each for each in of_today if not standings[each].own.issuperset(NEEDED)]


def days_to_ask(policy: SchoolPolicy, born: date) -> frozenset[date]:
    """A month before the birthday, on it, a week before output stops, and when it does."""
    turns, stops = birthday(born, policy.own_consent_age), required_from(policy, born)
    return frozenset({turns - SOON, turns, max(turns, stops - _LAST_CALL), stops})


def _years_before(day: date, years: int) -> date:
    return birthday(day, -years)


async def describe_consent(session: Session, notices: Sequence[Notice]) -> News:
    """What the message says of this chat's hat; nothing where nothing is missing any more."""
    notice = notices[0]
    hats = [
        hat
        for hat in session.actor.hats
        if hat.student is not None
        and (hat.person.id, hat.student.id) == (notice.person_id, notice.student_id)
    ]
    if not hats:
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    for hat in hats:
        if hat.lacks or hat.own_consent_from is not None:
            return News(told={each.id: "" for each in notices}, whole=ConsentNews(hat))
    return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
