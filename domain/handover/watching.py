"""Once a working day: whose code is overdue, and who must know (R006, D07)."""

from dataclasses import dataclass
from datetime import datetime, time

from domain.access import Action, Role
from domain.actor import Actor
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.delivery.trouble_model import Alarm, AlarmKind, AlarmNews, Grief
from domain.handover.model import Backlog, SchoolHandover
from domain.handover.use_cases import backlog_of
from domain.hat import Hat, Target
from domain.mornings import CODES_FROM, is_told_now
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_people
from domain.uow import UnitOfWork

# Working days by which the longest of all is overdue, from which on these hear of it as well.
DEPUTIES_AFTER = 2
PRINCIPAL_AFTER = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What was done about a school, for the log."""

    school_id: int
    overdue: int
    people: int


async def watch_handover(uow: UnitOfWork) -> list[Told]:
    """Tells whoever answers for codes that are overdue, by a new alarm each working day.

    The homeroom teachers of the classes concerned and the administrators at once, the deputies and
    the principal as it goes on. The alarm of the day before is closed in silence. Each school in
    its own morning.
    """
    last = {
        each.school_id: each
        for each in await uow.troubles.open_alarms()
        if each.kind is AlarmKind.HANDOVER
    }
    told = []
    for school in await uow.handovers.schools():
        if not is_told_now(school, uow.now, CODES_FROM):
            continue
        clock = await uow.handovers.clock(school)
        alarm = last.get(school.id)
        if not clock.calendar.is_working(clock.today):
            continue
        if alarm is not None and school.today(alarm.raised_at) == clock.today:
            continue  # the job was broken off after its work was done
        if alarm is not None:
            await uow.troubles.close_alarm(alarm.id)
        handover = await backlog_of(uow, school)
        if handover.overdue:
            told.append(await _tell(uow, handover))
    return told


async def _tell(uow: UnitOfWork, handover: SchoolHandover) -> Told:
    school, oldest = handover.school, handover.oldest
    assert oldest is not None  # something is overdue
    since = datetime.combine(oldest.due, time(), school.timezone)
    alarm_id = await uow.troubles.raise_alarm(AlarmKind.HANDOVER, school.id, since)
    staff = await uow.troubles.connected_staff(school.id)
    people = {*staff.get(Role.SYSTEM_ADMIN, []), *_teachers(handover.backlogs)}
    for role, after in (
        (Role.DEPUTY_PRINCIPAL, DEPUTIES_AFTER),
        (Role.PRINCIPAL, PRINCIPAL_AFTER),
    ):
        if -oldest.days_left >= after or not people:
            people |= set(staff.get(role, []))
    event = Event(Kind.ALARM, None, alarm_id, alarm_id)
    await tell_people(uow, [(event, person_id) for person_id in sorted(people)])
    return Told(school.id, handover.overdue, len(people))


def _teachers(backlogs: tuple[Backlog, ...]) -> set[int]:
    teachers = (
        each.school_class.homeroom_teacher
        for each in backlogs
        if each.overdue and each.school_class is not None
    )
    return {teacher.id for teacher in teachers if teacher is not None}


def watches(hat: Hat) -> bool:
    """Whether it answers for codes of the school, or of a class."""
    return hat.watches_handover or bool(hat.homeroom_class_ids)


async def handover_news(
    uow: UnitOfWork, actor: Actor, alarm: Alarm, school: School
) -> AlarmNews | None:
    """How it stands for this reader: the whole school's, or the class led; None: in order again."""
    handover = await backlog_of(uow, school)
    backlogs = handover.backlogs
    led: SchoolClass | None = None
    if not actor.may(Action.WATCH_HANDOVER, Target(school_id=school.id)):
        led, backlogs = _own(actor, backlogs)
    overdue = sum(each.overdue for each in backlogs)
    if not overdue:
        return None
    oldest = min(each.oldest.due for each in backlogs if each.oldest is not None)
    since = datetime.combine(oldest, time(), school.timezone)
    return AlarmNews(alarm, school, Grief(overdue, since), school_class=led)


def _own(
    actor: Actor, backlogs: tuple[Backlog, ...]
) -> tuple[SchoolClass | None, tuple[Backlog, ...]]:
    own = tuple(
        each
        for each in backlogs
        if each.school_class is not None
        and each.overdue
        and actor.may(Action.WATCH_HANDOVER, each.school_class.target)
    )
    return (own[0].school_class if len(own) == 1 else None), own
