"""Messages by themselves: of no single pupil's diary, each kind said by its own subject."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from domain.absences.telling import describe_presence
from domain.consent.telling import describe_consent
from domain.deadlines.planning import describe_tasks
from domain.delivery.alarms import describe_alarm
from domain.events.announcing import describe_events
from domain.forecast.telling import describe_forecast
from domain.notices.model import OF_PERSONAL_DATA, Kind, Notice
from domain.notices.news import News
from domain.personal_data.telling import describe_personal
from domain.session import Session
from domain.staff.telling import describe_role
from domain.timetable.claim_telling import describe_claim
from domain.timetable.telling import describe_teaching
from domain.trust.telling import describe_over
from domain.unlocks.telling import describe_unlock
from domain.uow import UnitOfWork
from domain.year.teaching_telling import describe_appointment

Describer = Callable[[UnitOfWork, Session, Sequence[Notice]], Awaitable[News]]


async def _consent(_uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    return await describe_consent(session, notices)


_WHOLES: Mapping[Kind, Describer] = {
    Kind.PRESENCE: describe_presence,
    Kind.ALARM: describe_alarm,
    Kind.CONSENT: _consent,
    Kind.EVENT: describe_events,
    Kind.FORECAST: describe_forecast,
    Kind.ROLE: describe_role,
    Kind.TASKS: describe_tasks,
    Kind.TEACHING: describe_teaching,
    Kind.UNLOCK: describe_unlock,
    Kind.NOT_HELD: describe_claim,
    Kind.APPOINTMENT: describe_appointment,
    Kind.TRUST_OVER: describe_over,
    **dict.fromkeys(OF_PERSONAL_DATA, describe_personal),
}


async def describe_whole(
    uow: UnitOfWork, session: Session, notices: Sequence[Notice]
) -> News | None:
    """What such a message says when it leaves; None where it is news of a diary, or the card."""
    describer = _WHOLES.get(notices[0].kind)
    return None if describer is None else await describer(uow, session, notices)
