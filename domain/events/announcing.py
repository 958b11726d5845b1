"""Events and holidays are told to families and teachers, in the evening (S4 П2.VII, R064–R066)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.control_works.telling import WorkNews, describe_work
from domain.diary import target_of
from domain.errors import NotFound
from domain.events.model import Announcement, StoredAnnouncement
from domain.hat import Hat, Target
from domain.notices.model import Event, Kind, NewNotice, Notice, Reader, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.outbox import thing_of
from domain.notices.timing import due_at
from domain.schedule.model import clock_time
from domain.session import Session
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class EventNews:
    """An announcement as it is told."""

    school: School
    told: StoredAnnouncement


@dataclass(frozen=True, slots=True)
class CalendarNews:
    """Several of one moment."""

    parts: tuple[EventNews | WorkNews, ...]


async def announce(uow: UnitOfWork, hat: Hat, what: Announcement) -> int:
    """As `announce_in`; whoever entered it knows of it."""
    return await announce_in(uow, hat.school, what, hat.person.id)


async def announce_in(
    uow: UnitOfWork, school: School, what: Announcement, knows_id: int | None = None
) -> int:
    """To the families of its audience and to whoever teaches there; once. Gives how many messages.

    On other days than it was said to be, it is told anew in the place of what was said. What was
    taken back is told to nobody who has not heard of it.
    """
    last = await uow.events.last_announced(
        what.school_id, what.thing_id, of_holiday=what.is_holiday
    )
    stands = last if last is not None and not last.what.is_off else None
    if stands is None:
        if what.is_off:
            return 0
        about_id = None
    elif stands.what == what:
        return 0
    else:
        about_id = stands.about_id if what.is_off or stands.what.title == what.title else None
    told = await uow.events.record_announcement(what, about_id)
    today = school.today(uow.now)
    students = await uow.events.students_of(what.school_id, what.audience, today)
    staff = await uow.events.staff_of(what.school_id, what.audience, today)
    people = await uow.events.readers_of(students, staff)
    readers = await uow.notices.readers_among(people - {knows_id})
    event = Event(Kind.EVENT, None, told.id, told.about_id)
    begins = datetime.combine(what.begins, clock_time(what.starts or 0))
    rows: dict[int, NewNotice] = {}
    for reader in readers:
        if reader.chat_id in rows or not _is_meant(reader, students, staff):
            continue
        due = due_at(event.kind, reader, uow.now, begins=begins)
        if due is not None:
            rows[reader.chat_id] = NewNotice(event, reader.person_id, reader.chat_id, due)
    return await uow.notices.add(rows.values())


def _is_meant(reader: Reader, students: frozenset[int], staff: frozenset[int]) -> bool:
    """A trusted person sees it in the timetable, and gets no message of it."""
    if reader.student_id is None:
        return reader.person_id in staff
    return reader.student_id in students and reader.rights is None


async def describe_events(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """What one moment brought is one message; of each as if it were alone."""
    things: dict[int, list[Notice]] = defaultdict(list)
    for each in notices:
        things[each.about_id].append(each)
    found = [await _describe(uow, session, own) for own in things.values()]
    if len(found) == 1:
        return found[0]
    told = {key: word for each in found for key, word in each.told.items()}
    left_out = tuple(it for each in found for it in each.left_out)
    parts = tuple(each.whole for each in found if isinstance(each.whole, EventNews | WorkNews))
    whole = parts[0] if len(parts) == 1 else CalendarNews(parts)
    return News(told=told, left_out=left_out, whole=whole if parts else None)


async def _describe(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """Nothing of what is over, of what a later announcement says, or of what was taken back."""
    notice = notices[-1]
    try:
        told = await uow.events.announcement(notice.ref_id)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    if told.what.is_work:
        return await describe_work(uow, session, notices, told)
    hat = _hat(session.actor, told)
    if hat is None:
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    what, school = told.what, hat.school
    if what.ends < school.today(uow.now):
        return unsaid(notices, State.SUPPRESSED, Reason.PAST)
    if await uow.events.is_said_anew(told):
        return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
    if what.is_off and not await _was_told(uow, session, notices):
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    return News(told={each.id: "" for each in notices}, whole=EventNews(school, told))


def _hat(actor: Actor, told: StoredAnnouncement) -> Hat | None:
    """In which this chat may hear of it."""
    what = told.what
    for hat in actor.hats:
        if hat.school.id != what.school_id:
            continue
        if hat.student is None:
            of_school = Target(school_id=what.school_id)
            if actor.may(Action.READ_SCHOOL_TIMETABLE, of_school):
                return hat
            continue
        of_class = what.audience.school_class_id in (None, hat.student.school_class_id)
        of_grade = what.audience.grade_level in (None, hat.student.grade_level)
        own = target_of(hat.student, hat.school)
        if of_class and of_grade and actor.may(Action.READ_EVENTS, own):
            return hat
    return None


async def _was_told(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> bool:
    told = await uow.outbox.told_to({session.chat_id: list(notices)})
    own = {each.id for each in notices}
    of_chat = told[session.chat_id].get(thing_of(notices[-1]), ())
    return any(each.notice_id not in own for each in of_chat)
