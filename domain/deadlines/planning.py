"""The evening message: who gets one, what it says when it is sent, and later (R073)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from domain.access import Action
from domain.calendar import School
from domain.deadlines.model import (
    Missing,
    SentTasks,
    Tasks,
    about_evening,
    day_of_evening,
    fingerprint,
    overdue_by_rule,
)
from domain.deadlines.reading import (
    evenings_of,
    gaps_of_person,
    is_for,
    missing_of_school,
    newly_overdue,
    reminded,
)
from domain.deadlines.rules import RULES
from domain.hat import Hat, Target, may
from domain.notices.model import CARD_AGAIN, Event, Kind, NewNotice, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.outbox import Told, thing_of
from domain.notices.telling import tell_people
from domain.roles import Role
from domain.schedule.model import minute_of
from domain.session import Session
from domain.uow import UnitOfWork

_WITHIN = 180  # minutes after the school's hour: whoever was away then is told later


def is_evening(school: School, minute: int) -> bool:
    """Whether the school's evening has come; the job looks every quarter of an hour."""
    return 0 <= minute - school.policy.tasks_at < _WITHIN


async def plan_tasks(uow: UnitOfWork, school: School) -> int:
    """Writes this evening's messages of a school; repeating it writes none twice.

    Gives the number of notices. On days without school nobody is told anything.
    """
    if not is_evening(school, minute_of(school.local(uow.now))):
        return 0
    day = school.today(uow.now)
    day_of, rest = await evenings_of(uow, school, day)
    missing = await missing_of_school(uow, school, rest)
    due = reminded(missing, day, day_of)
    people = {person_id for each in due for person_id in each.performer_ids}
    offices = {
        role for each in due if not each.about_id for role in RULES[each.deadline].performers
    }
    for each in newly_overdue(missing, day, day_of):
        offices.update(RULES[each.deadline].overseers)
    people |= await _holders(uow, school, offices)
    people -= await uow.missing.told(day, people)
    return await tell_people(
        uow, [(_evening(day, person_id), person_id) for person_id in sorted(people)]
    )


def _evening(day: date, person_id: int, ref_id: int | None = None) -> Event:
    """Of two people behind a chat each has an evening of their own, with its own edits."""
    number = day.toordinal()
    ref_id = number if ref_id is None else ref_id
    return Event(Kind.TASKS, None, ref_id, about_evening(day, person_id))


async def _holders(uow: UnitOfWork, school: School, offices: Collection[Role]) -> set[int]:
    """Whoever holds one of these offices and has a chat."""
    if not offices:
        return set()
    staff = await uow.troubles.connected_staff(school.id)
    return {person_id for role in offices for person_id in staff.get(role, [])}


async def stale_tasks(uow: UnitOfWork, school: School) -> list[SentTasks]:
    """This evening's messages that say something else by now, until the day is over.

    Where no message is out nothing else is asked.
    """
    day = school.today(uow.now)
    sent = await uow.missing.sent(school.id, day)
    if not sent:
        return []
    day_of, rest = await evenings_of(uow, school, day)
    missing = await missing_of_school(uow, school, rest)
    open_now, overdue = reminded(missing, day, day_of), newly_overdue(missing, day, day_of)
    staff = await uow.troubles.connected_staff(school.id)
    stale = []
    for each in sent:
        roles = {role for role, people in staff.items() if each.person_id in people}
        own = tuple(gap for gap in open_now if is_for(gap, each.person_id, roles))
        overseen = [gap for gap in overdue if roles & {*RULES[gap.deadline].overseers}]
        if fingerprint(own, overdue_by_rule(overseen)) != each.said:
            stale.append(each)
    return stale


async def tell_again(uow: UnitOfWork, school: School, stale: Sequence[SentTasks]) -> int:
    """Their messages are to be read anew; whether there is anything to edit is judged then."""
    day = school.today(uow.now)
    return await uow.notices.add(
        [
            NewNotice(
                _evening(day, each.person_id, CARD_AGAIN), each.person_id, each.chat_id, uow.now
            )
            for each in stale
        ]
    )


async def tasks_of(uow: UnitOfWork, hat: Hat, day: date) -> Tasks:
    """What this person hears of this evening, as it stands now."""
    school = hat.school
    day_of, rest = await evenings_of(uow, school, day)
    own = reminded((await gaps_of_person(uow, hat, rest)).missing, day, day_of)
    overseen: list[Missing] = []
    if may(hat, Action.READ_SCHOOL_GAPS, Target(school_id=school.id)):
        overseen = [
            each
            for each in newly_overdue(await missing_of_school(uow, school), day, day_of)
            if hat.roles & {*RULES[each.deadline].overseers}
        ]
    return Tasks(school, day, hat.person, tuple(own), overdue_by_rule(overseen))


async def describe_tasks(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """The evening of a person; nothing where all has been done since, or the evening is over."""
    notice = notices[-1]
    hats = [each for each in session.actor.hats if each.person.id == notice.person_id]
    hats = [each for each in hats if each.is_staff and _reads_own(each)]
    if not hats:
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    day = day_of_evening(notice.about_id)
    if hats[0].school.today(uow.now) != day:
        return unsaid(notices, State.SUPPRESSED, Reason.PAST)
    earlier = await _earlier(uow, notices) if notice.ref_id == CARD_AGAIN else None
    if notice.ref_id == CARD_AGAIN and (earlier is None or earlier.telegram_message_id is None):
        return unsaid(notices, State.SUPERSEDED, Reason.NEWER)  # it is yet to leave
    tasks = await tasks_of(uow, hats[0], day)
    if len({each.person.id for each in session.actor.hats if each.is_staff}) > 1:
        tasks = replace(tasks, is_named=True)
    said = tasks.fingerprint
    if earlier.what == said if earlier else tasks.is_empty:
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    message_id = earlier.telegram_message_id if earlier else None
    return News(told={each.id: said for each in notices}, whole=tasks, replaces=message_id)


async def _earlier(uow: UnitOfWork, notices: Sequence[Notice]) -> Told | None:
    """What the chat has of this evening by now."""
    newest, own = notices[-1], {each.id for each in notices}
    told = (await uow.outbox.told_about(newest.chat_id, [newest])).get(thing_of(newest), ())
    return next((each for each in reversed(told) if each.notice_id not in own), None)


def _reads_own(hat: Hat) -> bool:
    own = Target(school_id=hat.school.id, person_id=hat.person.id)
    return may(hat, Action.READ_OWN_GAPS, own)
