"""What a class was told: «тему… и отмечать присутствующих… инструктажи по ТБ» (S1 4.2; R082)."""

from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat
from domain.homeroom.model import (
    TOPIC_LENGTH,
    HomeroomSession,
    OpenSession,
    Register,
    SessionKind,
)
from domain.typed import one_line
from domain.uow import UnitOfWork

RECORDED_WITHIN = timedelta(days=7)  # «на день»: later it would be from memory
_SEPTEMBER = 9


async def open_register(
    uow: UnitOfWork, actor: Actor, class_id: int, *, with_pupils: bool = False
) -> Register:
    """The homeroom hours and briefings of a class since the school year began."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.READ_HOMEROOM)
    today = school_class.school.today(uow.now)
    since = year_begins(today)
    found = await uow.homeroom.of_class(class_id, since, with_pupils=with_pupils)
    return Register(school_class, today, tuple(found))


def year_begins(today: date) -> date:
    """The first of September of the school year of this day."""
    return date(today.year - (today.month < _SEPTEMBER), _SEPTEMBER, 1)


async def prepare(uow: UnitOfWork, actor: Actor, class_id: int) -> SchoolClass:
    """The class, for who holds its homeroom hours; the topic is typed next."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.HOLD_HOMEROOM)
    return school_class


async def hold(
    uow: UnitOfWork, actor: Actor, class_id: int, kind: SessionKind, day: date, typed: str
) -> OpenSession:
    """Records it with everybody who was at school that day; who was not there is tapped after.

    `Refused` "session_empty" without a topic, "session_day" for a day ahead or long over.
    """
    school_class, hat = await open_class(uow, actor, class_id, Action.HOLD_HOMEROOM)
    today = school_class.school.today(uow.now)
    topic = one_line(typed)
    if not topic or len(topic) > TOPIC_LENGTH:
        raise Refused("session_empty", limit=TOPIC_LENGTH, length=len(topic))
    if not today - RECORDED_WITHIN <= day <= today:
        raise Refused("session_day", limit=RECORDED_WITHIN.days)
    session_id = await uow.homeroom.add(class_id, kind, day, topic, hat.person.id)
    after = {"topic": topic, "date": day.isoformat()}
    _note(uow, actor, hat, session_id, after=after)
    return await _opened(uow, school_class, session_id, can_edit=True)


async def open_session(uow: UnitOfWork, actor: Actor, session_id: int) -> OpenSession:
    """One of them, for who may read the register."""
    with unknown_is_denied(Action.READ_HOMEROOM):
        session = await uow.homeroom.one(session_id)
    school_class, _hat = await open_class(uow, actor, session.class_id, Action.READ_HOMEROOM)
    can_edit = actor.may(Action.HOLD_HOMEROOM, school_class.target)
    return OpenSession(school_class, school_class.school.today(uow.now), session, can_edit)


async def set_present(
    uow: UnitOfWork, actor: Actor, session_id: int, student_id: int, *, is_present: bool
) -> OpenSession:
    """The pupil was there, or was not. Twice is once; `Denied` for who was not in the class."""
    session, school_class, hat = await _to_change(uow, actor, session_id)
    if all(pupil.id != student_id for pupil in session.pupils):
        raise Denied(Action.HOLD_HOMEROOM)
    if (student_id not in session.absent) is not is_present:
        await uow.homeroom.set_present(session_id, student_id, is_present=is_present)
        uow.audit.note(
            actor,
            hat,
            Action.HOLD_HOMEROOM,
            Thing(ThingKind.HOMEROOM, session_id),
            about=student_id,
            before={"is_present": not is_present},
            after={"is_present": is_present},
        )
    return await _opened(uow, school_class, session_id, can_edit=True)


async def remove(uow: UnitOfWork, actor: Actor, session_id: int) -> Register:
    """Recorded by mistake."""
    session, school_class, hat = await _to_change(uow, actor, session_id)
    await uow.homeroom.remove(session_id)
    before = {"topic": session.topic, "date": session.date.isoformat()}
    _note(uow, actor, hat, session_id, before=before)
    return await open_register(uow, actor, school_class.id)


async def _to_change(
    uow: UnitOfWork, actor: Actor, session_id: int
) -> tuple[HomeroomSession, SchoolClass, Hat]:
    with unknown_is_denied(Action.HOLD_HOMEROOM):
        session = await uow.homeroom.one(session_id, to_change=True)
    school_class, hat = await open_class(uow, actor, session.class_id, Action.HOLD_HOMEROOM)
    return session, school_class, hat


async def _opened(
    uow: UnitOfWork, school_class: SchoolClass, session_id: int, *, can_edit: bool
) -> OpenSession:
    session = await uow.homeroom.one(session_id)
    return OpenSession(school_class, school_class.school.today(uow.now), session, can_edit)


def _note(
    uow: UnitOfWork,
    actor: Actor,
    hat: Hat,
    session_id: int,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    thing = Thing(ThingKind.HOMEROOM, session_id)
    uow.audit.note(actor, hat, Action.HOLD_HOMEROOM, thing, before=before, after=after)
