"""A published work on another day, or without its lesson: families and its teacher hear of it.

The day of a published work is a part of the schedule that the school shows (R058); whoever read it
there learns that it changed. Whatever moved it, the work itself is compared with what was said of
it last; each chat with what it knows, so that there and back again is no news. A pupil who is in
the section on one of the two days only hears of that one: for them the work is off, or is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.control_works.model import MovedWork, PlannedWork
from domain.diary import target_of
from domain.errors import NotFound
from domain.events.model import Announcement, Audience, StoredAnnouncement
from domain.hat import Hat, Target
from domain.notices.model import Event, Kind, NewNotice, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.outbox import thing_of
from domain.notices.timing import due_at
from domain.schedule.model import clock_time, minute_of
from domain.session import Session
from domain.uow import UnitOfWork

_OFF = "off"


@dataclass(frozen=True, slots=True)
class WorkNews:
    """A work as it stands now; `day`: when this chat has it, None: it has not.

    `was`: the day that the chat knew of, None: it was off. `student_id`: whose it is, None for
    staff.
    """

    school: School
    work: PlannedWork
    day: date | None
    was: date | None
    student_id: int | None


async def tell_moved_works(uow: UnitOfWork, school: School, by: int | None = None) -> int:
    """Of all works of lessons to come that are not where was said; gives how many messages.

    `by`: who moved them knows of it.
    """
    local = school.local(uow.now)
    told = 0
    for moved in await uow.control_works.moved(school.id, local.date(), minute_of(local)):
        if await uow.control_works.know(moved.work.id, moved.known_on, moved.work.day):
            told += await _tell(uow, school, moved, by)
    return told


async def _tell(uow: UnitOfWork, school: School, moved: MovedWork, by: int | None) -> int:
    work, place = moved.work, moved.work.place
    last = await uow.events.last_announced(school.id, work.id, of_work=True)
    before = Announcement(
        school_id=school.id,
        thing_id=work.id,
        title=work.title,
        begins=moved.known_on or place.date,
        ends=moved.known_on or place.date,
        starts=None,
        audience=Audience(school_class_id=place.school_class_id),
        is_holiday=False,
        is_off=moved.known_on is None,
        is_work=True,
    )
    about_id = None if last is None else last.about_id
    told = await uow.events.record_announcement(before, about_id)
    students = await _members(uow, work, moved.known_on) | await _members(uow, work, work.day)
    staff = frozenset({place.teacher.id} if place.teacher else ())
    people = await uow.events.readers_of(students, staff)
    event = Event(Kind.EVENT, None, told.id, told.about_id)
    begins = datetime.combine(min(before.begins, place.date), clock_time(place.starts))
    rows: dict[int, NewNotice] = {}
    for reader in await uow.notices.readers_among(people - {by}):
        is_family = reader.student_id in students and reader.rights is None
        if reader.chat_id in rows or not (is_family or reader.student_id is None):
            continue
        due = due_at(event.kind, reader, uow.now, begins=begins)
        if due is not None:
            rows[reader.chat_id] = NewNotice(event, reader.person_id, reader.chat_id, due)
    return await uow.notices.add(rows.values())


async def describe_work(
    uow: UnitOfWork, session: Session, notices: Sequence[Notice], told: StoredAnnouncement
) -> News:
    """Where the work stands now; nothing of what the chat knows, or of what is over."""
    try:
        work = await uow.control_works.work(told.what.thing_id)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    shown, is_told, is_heard = await _known(uow, session, notices, told)
    now, before = await _members(uow, work, work.place.date), await _members(uow, work, shown)
    hat = _hat(session.actor, work, now) or _hat(session.actor, work, before)
    if hat is None:
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    student_id = None if hat.student is None else hat.student.id
    day = work.day if student_id is None or student_id in now else None
    known = shown if is_told or student_id is None or student_id in before else None
    if _is_over(work, day, known, hat.school.local(uow.now)):
        return unsaid(notices, State.SUPPRESSED, Reason.PAST)
    if known == day and (is_heard or not any(each.is_doubtful for each in notices)):
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    word = _OFF if day is None else day.isoformat()
    whole = WorkNews(hat.school, work, day, known, student_id)
    return News(told={each.id: word for each in notices}, whole=whole)


async def _members(uow: UnitOfWork, work: PlannedWork, day: date | None) -> frozenset[int]:
    """Who is in its section on the day; nobody on none."""
    if day is None:
        return frozenset()
    section_id = work.place.section_id
    return (await uow.timetable.members([section_id], day)).get(section_id, frozenset())


def _is_over(work: PlannedWork, day: date | None, known: date | None, local: datetime) -> bool:
    """Whether nothing is left to say; of a work that goes on without the pupil: its old day."""
    if day is None and work.day is not None:
        return known is not None and known < local.date()
    return (work.place.date, work.place.starts) <= (local.date(), minute_of(local))


def _hat(actor: Actor, work: PlannedWork, members: frozenset[int]) -> Hat | None:
    """In which this chat may hear of it."""
    place = work.place
    hats = [hat for hat in actor.hats if hat.school.id == place.school_id]
    teacher_id = place.teacher.id if place.teacher else 0
    for hat in hats:
        if hat.student is None:
            is_theirs = hat.person.id == teacher_id
            action, target = Action.READ_SCHOOL_TIMETABLE, Target(school_id=place.school_id)
        else:
            is_theirs = hat.student.id in members
            action, target = Action.READ_EVENTS, target_of(hat.student, hat.school)
        if is_theirs and actor.may(action, target):
            return hat
    return None


async def _known(
    uow: UnitOfWork, session: Session, notices: Sequence[Notice], told: StoredAnnouncement
) -> tuple[date | None, bool, bool]:
    """What the chat was told last; else what was shown before the first change that it missed.

    And whether it was told that, and surely heard it, after whatever of these was lost.
    """
    own = {each.id for each in notices}
    tellings = await uow.outbox.told_to({session.chat_id: list(notices)})
    every = tellings[session.chat_id].get(thing_of(notices[-1]), ())
    last = every[-1] if every else None
    is_heard = last is not None and last.notice_id not in own and not last.doubtful_since
    others = [each for each in every if each.notice_id not in own]
    last = others[-1] if others else None
    if last is not None and last.what is not None:
        day = None if last.what == _OFF else date.fromisoformat(last.what)
        return day, True, is_heard
    since = 0 if last is None else last.notice_id
    first = await uow.events.first_unheard(session.chat_id, told.about_id, since) or told
    return (None if first.what.is_off else first.what.begins), False, is_heard
