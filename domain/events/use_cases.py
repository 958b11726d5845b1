"""Entering, reading and cancelling events (R064, R066, R072; S4 П2.VII; D10, D12)."""

from dataclasses import dataclass
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.errors import Denied, Refused, unknown_is_denied
from domain.evening.planning import refresh_cards_of_schools
from domain.events.announcing import announce
from domain.events.model import Announcement, Audience, CalendarEvent
from domain.events.typed import read_event
from domain.hat import Hat, Target
from domain.staff.use_cases import office
from domain.timetable.lateness import Late, NoticeDays, NoticeOf, lateness
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Events:
    """What is ahead; `editable` are the numbers of those that the actor may cancel."""

    school: School
    events: tuple[CalendarEvent, ...]
    editable: frozenset[int]
    can_add: bool


@dataclass(frozen=True, slots=True)
class Audiences:
    """For whom the actor may enter an event."""

    school: School
    classes: tuple[SchoolClass, ...]
    whole_school: bool


@dataclass(frozen=True, slots=True)
class Place:
    """For whom an event is being typed."""

    school: School
    audience: Audience
    of_class: SchoolClass | None


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered; `late`: by how much, and so it is kept back."""

    event: CalendarEvent
    late: Late | None


async def events_ahead(uow: UnitOfWork, actor: Actor) -> Events:
    """From today on, for all staff."""
    school = office(actor, Action.READ_SCHOOL_TIMETABLE).school
    events = await uow.events.ahead(school.id, school.today(uow.now))
    editable = {each.id for each in events if actor.may(Action.EDIT_EVENTS, each.target)}
    return Events(school, tuple(events), frozenset(editable), _adds(actor))


def _adds(actor: Actor) -> bool:
    return any(
        actor.may(Action.EDIT_EVENTS, Target(school_id=hat.school.id, school_class_id=class_id))
        for hat in actor.hats
        for class_id in (None, *hat.homeroom_class_ids)
    )


async def audiences(uow: UnitOfWork, actor: Actor) -> Audiences:
    """The whole school and every class for the office, the own class for who leads it."""
    actor.require_hat()
    for hat in actor.current_first:
        of_school = Target(school_id=hat.school.id)
        if actor.may(Action.EDIT_EVENTS, of_school):
            actor.require(Action.EDIT_EVENTS, of_school)
            classes = await uow.classes.of_school(hat.school.id)
            return Audiences(hat.school, tuple(classes), whole_school=True)
        own = Target(
            school_id=hat.school.id, school_class_id=min(hat.homeroom_class_ids, default=None)
        )
        if actor.may(Action.EDIT_EVENTS, own):
            actor.require(Action.EDIT_EVENTS, own)
            classes = await uow.classes.of_school(hat.school.id)
            led = [each for each in classes if each.id in hat.homeroom_class_ids]
            return Audiences(hat.school, tuple(led), whole_school=False)
    raise Denied(Action.EDIT_EVENTS)


async def place_of_event(uow: UnitOfWork, actor: Actor, grade_level: int, class_id: int) -> Place:
    """Before an event is typed; 0 and 0: of the whole school."""
    place, _hat = await _place(uow, actor, grade_level, class_id)
    return place


async def enter_event(
    uow: UnitOfWork, actor: Actor, grade_level: int, class_id: int, typed: str
) -> Entered:
    """Families see it from now on and are told of it in the evening.

    Later than its term it is kept back until `keep_event` says so. The same event twice is one.
    """
    place, hat = await _place(uow, actor, grade_level, class_id)
    today = hat.school.today(uow.now)
    what = read_event(typed, today)
    late = _lateness(place, what.begins, today)
    await uow.calendar.lock(hat.school.id)  # who enters the same at this moment
    event_id, is_new = await uow.events.add(
        hat.school.id, what, place.audience, hat.person.id, is_late=late is not None
    )
    event = await uow.events.event(event_id)
    if not is_new:
        return Entered(event, late)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_EVENTS,
        Thing(ThingKind.EVENT, event_id),
        before={"begins": None},
        after={"begins": what.begins.isoformat(), "is_late": late is not None},
    )
    if not event.is_kept_back:
        await _tell(uow, hat, event)
    return Entered(event, late)


async def _tell(uow: UnitOfWork, hat: Hat, event: CalendarEvent) -> None:
    what = event.what
    told = Announcement(
        event.school_id,
        event.id,
        what.title,
        what.begins,
        what.ends,
        what.starts,
        event.audience,
        is_holiday=False,
        is_off=event.is_cancelled,
    )
    await announce(uow, hat, told)
    await refresh_cards_of_schools(uow, [event.school_id])


async def keep_event(uow: UnitOfWork, actor: Actor, event_id: int) -> CalendarEvent:
    """A late one all the same; it stays marked as late. What is shown or was cancelled stays so.

    `Refused` once it is over.
    """
    event, hat = await _open(uow, actor, event_id, to_change=True)
    if not event.is_kept_back or event.is_cancelled:
        return event
    _require_ahead(uow, hat, event)
    await uow.events.keep(event_id)
    _note_shown(uow, (actor, hat), event_id, is_cancelled=False)
    shown = await uow.events.event(event_id)
    await _tell(uow, hat, shown)
    return shown


async def open_event(uow: UnitOfWork, actor: Actor, event_id: int) -> CalendarEvent:
    """An event that the actor may cancel."""
    event, _hat = await _open(uow, actor, event_id)
    return event


async def cancel_event(uow: UnitOfWork, actor: Actor, event_id: int) -> CalendarEvent:
    """Families see it no more. Done again it changes nothing; `Refused` once it is over."""
    event, hat = await _open(uow, actor, event_id, to_change=True)
    if event.is_cancelled:
        return event
    _require_ahead(uow, hat, event)
    await uow.events.cancel(event_id)
    _note_shown(uow, (actor, hat), event_id, is_cancelled=True)
    cancelled = await uow.events.event(event_id)
    await _tell(uow, hat, cancelled)
    return cancelled


def _require_ahead(uow: UnitOfWork, hat: Hat, event: CalendarEvent) -> None:
    if event.what.ends < hat.school.today(uow.now):
        raise Refused("event_was")


def _note_shown(
    uow: UnitOfWork, who: tuple[Actor, Hat], event_id: int, *, is_cancelled: bool
) -> None:
    actor, hat = who
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_EVENTS,
        Thing(ThingKind.EVENT, event_id),
        before={"is_cancelled": not is_cancelled},
        after={"is_cancelled": is_cancelled},
    )


async def _open(
    uow: UnitOfWork, actor: Actor, event_id: int, *, to_change: bool = False
) -> tuple[CalendarEvent, Hat]:
    with unknown_is_denied(Action.EDIT_EVENTS):
        event = await uow.events.event(event_id, to_change=to_change)
    return event, actor.require(Action.EDIT_EVENTS, event.target)


async def _place(
    uow: UnitOfWork, actor: Actor, grade_level: int, class_id: int
) -> tuple[Place, Hat]:
    if not class_id:
        hat = office(actor, Action.EDIT_EVENTS)
        return Place(hat.school, Audience(grade_level or None), None), hat
    with unknown_is_denied(Action.EDIT_EVENTS):
        of_class = await uow.classes.school_class(class_id)
    hat = actor.require(Action.EDIT_EVENTS, of_class.target)
    return Place(hat.school, Audience(None, class_id), of_class), hat


def _lateness(place: Place, begins: date, today: date) -> Late | None:
    """D12 for an event of a class, D10 for any other."""
    kind = NoticeOf.CLASS_EVENT if place.of_class else NoticeOf.SCHOOL_EVENT
    return lateness(kind, begins, today, NoticeDays.of_school(place.school.policy), _never)


def _never(day: date, count: int) -> date:
    """Working days back: neither term is in them."""
    raise AssertionError(day, count)
