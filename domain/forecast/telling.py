"""The forecast once a week: who gets it, and what it says at the moment of sending (R113, D19)."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.actor import Actor
from domain.calendar import School
from domain.errors import ConsentMissing, Denied, Refused, Unbound
from domain.forecast.model import ChildForecast, ForecastNews
from domain.marks.use_cases import period_marks
from domain.notices.model import Event, Kind, NewNotice, Notice, Reader, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.timing import after_quiet_hours, moment_of
from domain.preferences.choices import Choice
from domain.preferences.model import chosen
from domain.schedule.model import minute_of
from domain.session import Session
from domain.uow import UnitOfWork

_WITHIN = 180  # minutes after the school's evening: whoever was away then is told later
_KEPT = timedelta(days=1)  # quiet hours may put it off until the next morning
_UNTIL_THE_NEXT = timedelta(days=6)


def is_its_evening(school: School, day: date, minute: int) -> bool:
    """Whether the school's weekly evening has come and it sends forecasts at all."""
    policy = school.policy
    return (
        policy.sends_forecast
        and day.isoweekday() == policy.weekly_digest_weekday
        and 0 <= minute - policy.evening_at < _WITHIN
    )


async def plan_forecasts(
    uow: UnitOfWork, school: School, after_chat: int, limit: int
) -> int | None:
    """Writes at most so many, by chat; the last chat, or None when that was all.

    Whoever has the forecast of this week gets no other, so broken off it can be taken up again.
    """
    local = school.local(uow.now)
    day = local.date()
    if not is_its_evening(school, day, minute_of(local)):
        return None
    await uow.evening.hold(school.id)
    readers = await uow.forecasts.readers(school.id, day, after_chat, limit)
    event = Event(Kind.FORECAST, None, day.toordinal(), day.toordinal())
    evening = moment_of(day, school.policy.evening_at, school.timezone)
    rows = []
    for each in readers:
        told = Reader(0, each.chat_id, each.person_id, None, school, habits=each.habits)
        due = after_quiet_hours(told, max(uow.now, evening))
        rows.append(NewNotice(event, each.person_id, each.chat_id, due))
    await uow.notices.add(rows)
    return readers[-1].chat_id if readers else None


async def describe_forecast(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """All children of the chat whose forecast somebody there wants, in a period that runs."""
    day = date.fromordinal(notices[-1].about_id)
    children, reason, hides = await _children(uow, session.actor, day)
    if not children:
        return unsaid(notices, State.SUPPRESSED, reason)
    return News(
        told={each.id: "" for each in notices},
        hides_details=hides,
        whole=ForecastNews(day, tuple(children)),
    )


async def forecast_again(uow: UnitOfWork, actor: Actor, day: date) -> ForecastNews | None:
    """The message of that day once it was answered, as the marks stand by now.

    None where there is nothing to say any more, or a newer one has come since.
    """
    children, _reason, _hides = await _children(uow, actor, day, kept=_UNTIL_THE_NEXT)
    return ForecastNews(day, tuple(children)) if children else None


async def _children(
    uow: UnitOfWork, actor: Actor, day: date, *, kept: timedelta = _KEPT
) -> tuple[list[ChildForecast], Reason, bool]:
    people = {hat.person.id for hat in actor.hats if hat.student is not None}
    readers = [
        each for each in await uow.notices.readers_among(people) if each.chat_id == actor.chat_id
    ]
    children: list[ChildForecast] = []
    reason, hides = Reason.NO_RIGHT, False
    for student_id in dict.fromkeys(hat.student.id for hat in actor.hats if hat.student):
        of_child = [each for each in readers if each.student_id == student_id]
        if all(chosen(Kind.FORECAST, each.choices) is Choice.OFF for each in of_child):
            reason = Reason.UNWANTED
            continue
        found = await _of_child(uow, actor, student_id, day + kept)
        if isinstance(found, Reason):
            reason = found
            continue
        children.append(found)
        policy = of_child[0].school.policy
        hides = hides or any(each.habits.hides(policy) for each in of_child)
    return children, reason, hides


async def _of_child(
    uow: UnitOfWork, actor: Actor, student_id: int, until: date
) -> ChildForecast | Reason:
    try:
        marks = await period_marks(uow, actor, student_id)
    except ConsentMissing:
        return Reason.NO_CONSENT
    except (Denied, Unbound):
        return Reason.NO_RIGHT
    except Refused:  # no periods: nothing is known of what lies ahead
        return Reason.GONE
    today = marks.school.today(uow.now)
    if today > until:
        return Reason.PAST
    subjects = tuple(each for each in marks.subjects if each.suggested is not None)
    if marks.period.period.ends < today or not subjects:
        return Reason.GONE
    return ChildForecast(marks.student, marks.period, subjects, marks.school, marks.week)
