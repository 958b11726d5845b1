"""Raising, escalating and closing alarms, and what their messages say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.access import Action, Role
from domain.actor import Actor
from domain.calendar import School
from domain.delivery.trouble_model import (
    ESCALATED_AFTER,
    LATE_AFTER,
    Alarm,
    AlarmKind,
    AlarmNews,
    Grief,
)
from domain.denials.model import WITHIN
from domain.handover.watching import handover_news, watches
from domain.hat import Target
from domain.mornings import TERMS_FROM, is_told_now
from domain.notices.model import Event, Kind, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.telling import tell_people
from domain.personal_data.watching import overdue_lists, pressing_erasures
from domain.session import Session
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done about one school and kind; `alarm` None: to be raised."""

    kind: AlarmKind
    school_id: int
    alarm: Alarm | None
    grief: Grief | None  # None: it is over

    @property
    def is_over(self) -> bool:
        return self.grief is None


@dataclass(frozen=True, slots=True)
class Raised:
    """What was done, for the log: ids and numbers only."""

    change: Change
    alarm_id: int
    told: int  # people; 0: there is nobody to alarm


async def alarms_to_change(uow: UnitOfWork) -> list[Change]:
    """Alarms of delivery to be raised, escalated or closed at this moment; usually none."""
    return await _to_change(
        uow,
        {
            AlarmKind.LATE: await uow.troubles.late_by_school(uow.now - LATE_AFTER),
            AlarmKind.DEAD: await uow.troubles.dead_by_school(),
        },
    )


async def terms_to_change(uow: UnitOfWork) -> list[Change]:
    """The same of terms that run over days, of schools where it is morning or day."""
    schools = await uow.class_lists.schools()
    awake = {each.id for each in schools if is_told_now(each, uow.now, TERMS_FROM)}
    if not awake:
        return []
    standing = {
        AlarmKind.ERASURE: await pressing_erasures(uow),
        AlarmKind.LISTS: await overdue_lists(uow),
    }
    return [each for each in await _to_change(uow, standing) if each.school_id in awake]


async def _to_change(
    uow: UnitOfWork, standing: Mapping[AlarmKind, Mapping[int, Grief]]
) -> list[Change]:
    known = {(each.kind, each.school_id): each for each in await uow.troubles.open_alarms()}
    changes = [
        Change(kind, school_id, known.get((kind, school_id)), grief)
        for kind, griefs in standing.items()
        for school_id, grief in griefs.items()
        if _is_new(uow, known.get((kind, school_id)), grief)
    ]
    over = [
        Change(each.kind, each.school_id, each, None)
        for each in known.values()
        if each.kind in standing and each.school_id not in standing[each.kind]
    ]
    return changes + over


async def change_alarms(uow: UnitOfWork, changes: Iterable[Change]) -> list[Raised]:
    """Does so, and tells: the administrators first, the deputy heads after half a day.

    Where a school has no connected administrator the deputies hear at once, and without them the
    principal. Who was alarmed is told once when it is over.
    """
    return [await _change(uow, each) for each in changes]


async def _change(uow: UnitOfWork, change: Change) -> Raised:
    if change.alarm is not None and change.is_over:
        people = await uow.troubles.alarmed(change.alarm.id)
        await uow.troubles.close_alarm(change.alarm.id)
        return await _tell(uow, change, change.alarm.id, people)
    if change.alarm is not None:
        staff = await uow.troubles.connected_staff(change.school_id)
        await uow.troubles.note_escalated(change.alarm.id)
        return await _tell(uow, change, change.alarm.id, _deputies(staff))
    grief = change.grief
    since = grief.since if grief else uow.now
    alarm_id = await uow.troubles.raise_alarm(change.kind, change.school_id, since)
    staff = await uow.troubles.connected_staff(change.school_id)
    is_of_deputies = change.kind is AlarmKind.LISTS and bool(_deputies(staff))
    if is_of_deputies or Role.SYSTEM_ADMIN not in staff:
        await uow.troubles.note_escalated(alarm_id)
    people = _deputies(staff) if is_of_deputies else _first_to_hear(staff)
    return await _tell(uow, change, alarm_id, people)


async def people_to_alarm(uow: UnitOfWork, school_id: int) -> list[int]:
    """The connected administrators, else the deputies, else the principal."""
    return _first_to_hear(await uow.troubles.connected_staff(school_id))


def _first_to_hear(staff: Mapping[Role, list[int]]) -> list[int]:
    return staff.get(Role.SYSTEM_ADMIN) or _deputies(staff)


async def _tell(uow: UnitOfWork, change: Change, alarm_id: int, people: Sequence[int]) -> Raised:
    event = Event(Kind.ALARM, None, alarm_id, alarm_id)
    await tell_people(uow, [(event, person_id) for person_id in people])
    return Raised(change, alarm_id, len(people))


def _is_new(uow: UnitOfWork, alarm: Alarm | None, grief: Grief) -> bool:
    """Not raised yet, or not escalated though half a day has passed."""
    if alarm is None:
        return True
    if alarm.escalated_at is not None:
        return False
    begun = grief.since if alarm.kind is AlarmKind.LATE else alarm.raised_at
    return uow.now - begun >= ESCALATED_AFTER


def _deputies(staff: Mapping[Role, list[int]]) -> list[int]:
    return staff.get(Role.DEPUTY_PRINCIPAL) or staff.get(Role.PRINCIPAL, [])


async def describe_alarm(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """What the message of an alarm says now; only to staff whose role has to do with it.

    An alarm that is over before its message left needs none.
    """
    alarm = (await uow.troubles.alarms([notices[0].ref_id])).get(notices[0].ref_id)
    if alarm is None:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    if alarm.kind is AlarmKind.HANDOVER:
        return await _handover(uow, session.actor, alarm, notices)
    if alarm.kind is AlarmKind.STAFF_CHAT:
        return await _staff_chat(uow, session.actor, alarm, notices)
    target = Target(school_id=alarm.school_id)
    if not session.actor.may(Action.RESEND_NOTICES, target):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    school = session.actor.require(Action.RESEND_NOTICES, target).school
    if alarm.kind is AlarmKind.DENIED:
        return _news(notices, await _suspicion(uow, session.actor, alarm, school))
    if alarm.closed_at is None:
        return _news(notices, AlarmNews(alarm, school, await _grief(uow, alarm)))
    closing = [each for each in notices if each.created_at >= alarm.closed_at]
    raising = [each for each in notices if each not in closing]
    news = _news(closing, AlarmNews(alarm, school, None)) if closing else News()
    return replace(news, left_out=unsaid(raising, State.SUPERSEDED, Reason.UNDONE).left_out)


async def _handover(uow: UnitOfWork, actor: Actor, alarm: Alarm, notices: Sequence[Notice]) -> News:
    """To the management the school, to a homeroom teacher the classes led."""
    of_school = (hat for hat in actor.hats if hat.is_staff and hat.school.id == alarm.school_id)
    hat = next((each for each in of_school if watches(each)), None)
    if hat is None:
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    news = None
    if alarm.closed_at is None:
        news = await handover_news(uow, actor, alarm, hat.school)
    if news is None:
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    return _news(notices, news)


async def tell_of_staff_chat(uow: UnitOfWork, school_id: int, person_id: int, chat_id: int) -> int:
    """Somebody of the staff has another chat from now on: their own chats and the administrators
    hear of it, and can end it. Gives the number of people told; of a first chat nobody is.
    """
    chats = await uow.bindings.chats_of(person_id)
    if all(each.chat_id == chat_id or each.students for each in chats):
        return 0
    alarm_id = await uow.troubles.raise_alarm(AlarmKind.STAFF_CHAT, school_id, uow.now, chat_id)
    await uow.troubles.close_alarm(alarm_id)
    event = Event(Kind.ALARM, None, alarm_id, alarm_id)
    people = sorted({person_id, *await people_to_alarm(uow, school_id)})
    await tell_people(uow, [(event, each) for each in people])
    return len(people)


async def _staff_chat(
    uow: UnitOfWork, actor: Actor, alarm: Alarm, notices: Sequence[Notice]
) -> News:
    """To the person whose it is, in the other chats, and to the administrators."""
    assert alarm.chat_id is not None
    new = (await uow.chats.session(alarm.chat_id)).actor
    suspects = tuple(hat for hat in new.hats if hat.is_staff and hat.school.id == alarm.school_id)
    if not suspects or actor.chat_id == alarm.chat_id:
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    own = next((hat for hat in actor.hats if hat.person.id == suspects[0].person.id), None)
    target = Target(school_id=alarm.school_id)
    if own is None and not actor.may(Action.RESEND_NOTICES, target):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    ends = own is not None or actor.may(Action.END_BINDING, target)
    whole = AlarmNews(
        alarm, suspects[0].school, Grief(1, alarm.since), suspects, ends, is_own=own is not None
    )
    return _news(notices, whole)


async def _suspicion(uow: UnitOfWork, actor: Actor, alarm: Alarm, school: School) -> AlarmNews:
    """Who sits in front of the chat today; of this school alone."""
    assert alarm.chat_id is not None
    denied = await uow.denials.collected(alarm.chat_id, alarm.raised_at - WITHIN)
    suspect = (await uow.chats.session(alarm.chat_id)).actor
    hats = tuple(hat for hat in suspect.hats if hat.school.id == school.id)
    ends = actor.may(Action.END_BINDING, Target(school_id=school.id))
    return AlarmNews(alarm, school, Grief(denied.count, alarm.since), hats, ends)


async def _grief(uow: UnitOfWork, alarm: Alarm) -> Grief:
    match alarm.kind:
        case AlarmKind.DEAD:
            now: Mapping[int, Grief] = await uow.troubles.dead_by_school()
        case AlarmKind.ERASURE:
            now = await pressing_erasures(uow)
        case AlarmKind.LISTS:
            now = await overdue_lists(uow)
        case _:
            now = await uow.troubles.late_by_school(uow.now - LATE_AFTER)
    return now.get(alarm.school_id, Grief(0, alarm.since))


def _news(notices: Sequence[Notice], whole: AlarmNews) -> News:
    return News(told={each.id: "" for each in notices}, whole=whole)
