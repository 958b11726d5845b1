"""Telling of a changed timetable: families of the lessons, teachers of the decision (R067)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.access import Action
from domain.calendar import School
from domain.control_works.telling import tell_moved_works
from domain.errors import NotFound
from domain.evening.planning import refresh_cards
from domain.hat import Hat, Target
from domain.notices.model import Event, Kind, Notice, Reason, State
from domain.notices.news import News, unsaid
from domain.notices.outbox import thing_of
from domain.notices.telling import tell_families, tell_people
from domain.people import Person
from domain.schedule.model import clock_time
from domain.session import Session
from domain.timetable.concerned import Pair, concerned
from domain.timetable.model import ChangedLesson, Decision
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class TeachingNews:
    """The lessons of a decision that concern one teacher, as they are now."""

    school: School
    person: Person
    lessons: tuple[ChangedLesson, ...]
    is_undone: bool


async def tell_of_change(uow: UnitOfWork, hat: Hat, decision_id: int, pairs: Sequence[Pair]) -> int:
    """Everybody for whom one of the lessons differs, once; gives the number of notices.

    Whoever decided it knows of it.
    """
    members: dict[int, frozenset[int]] = {}
    by_day: dict[date, set[int]] = defaultdict(set)
    for each in pairs:
        for lesson in filter(None, (each.before, each.after)):
            by_day[lesson.date].add(lesson.section_id)
    for day, section_ids in by_day.items():
        members |= await uow.timetable.members(section_ids, day)
    found = concerned(pairs, members)
    begins = {
        each.lesson_id: datetime.combine(lesson.date, clock_time(lesson.starts))
        for each in pairs
        for lesson in filter(None, (each.after or each.before,))
    }
    events = [
        Event(Kind.LESSON, student_id, lesson_id, lesson_id, begins=begins[lesson_id])
        for lesson_id, pupils in found.pupils.items()
        for student_id in sorted(pupils)
    ]
    told = await tell_families(uow, events)
    news = Event(Kind.TEACHING, None, decision_id, decision_id)
    teachers = found.teacher_ids | await _aside(uow, decision_id, pairs)
    teachers -= {hat.person.id}
    told += await tell_people(uow, [(news, person_id) for person_id in sorted(teachers)])
    told += await tell_moved_works(uow, hat.school, hat.person.id)
    concerns: frozenset[int] = frozenset().union(*found.pupils.values())
    for day in by_day:
        await refresh_cards(uow, concerns, day)
    return told


async def _aside(uow: UnitOfWork, decision_id: int, pairs: Sequence[Pair]) -> set[int]:
    """Who heard of a substitute hears as well that there is no lesson, or that there is one again.

    Of the substitute's room or time they hear nothing: the lesson is not theirs.
    """
    told = [
        each.lesson_id
        for each in pairs
        if each.before and each.after and each.before.is_cancelled != each.after.is_cancelled
    ]
    aside = await uow.timetable.stood_aside(told, decision_id) if told else {}
    return set().union(*aside.values())


async def describe_teaching(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """What of the decision concerns this teacher; nothing of what was taken back untold."""
    notice = notices[-1]
    try:
        decision = await uow.timetable.decision(notice.ref_id)
    except NotFound:
        return unsaid(notices, State.SUPPRESSED, Reason.GONE)
    of_school = Target(school_id=decision.school_id)
    hats = [hat for hat in session.actor.hats if hat.person.id == notice.person_id]
    hats = [hat for hat in hats if hat.is_staff and hat.school.id == decision.school_id]
    if not hats or not session.actor.may(Action.READ_SCHOOL_TIMETABLE, of_school):
        return unsaid(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    hat = hats[0]
    today = hat.school.today(uow.now)
    is_undone = decision.undone_at is not None
    own = await _concerning(uow, hat.person, decision)
    ahead = [each for each in own if each.now.lesson.date >= today]
    if not ahead:
        return unsaid(notices, State.SUPPRESSED, Reason.PAST)
    lessons = tuple(
        [each for each in ahead if not await _is_said_later(uow, each, hat.person, decision.id)]
    )
    if not lessons:
        return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
    others = await _told_beside(uow, session, notices)
    if others and max(others) > max(each.id for each in notices):
        return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
    if is_undone and not others and not any(each.is_doubtful for each in notices):
        return unsaid(notices, State.SUPERSEDED, Reason.UNDONE)
    whole = TeachingNews(hat.school, hat.person, lessons, is_undone)
    return News(told={each.id: "" for each in notices}, whole=whole)


async def _concerning(uow: UnitOfWork, person: Person, decision: Decision) -> list[ChangedLesson]:
    """Of a decision's lessons those that are this teacher's, or were."""
    is_undone = decision.undone_at is not None
    changed = await uow.timetable.changed(decision.id)
    ids = [each.now.id for each in changed if is_undone or each.now.lesson.is_cancelled]
    aside = await uow.timetable.stood_aside(ids, decision.id) if ids else {}
    own = [
        each
        for each in changed
        if person in (each.now.lesson.teacher, each.old_teacher)
        or person.id in aside.get(each.now.id, ())
    ]
    # Once it is taken back nothing names a substitute; only who was concerned has a notice.
    return changed if is_undone and not own else own


async def _is_said_later(
    uow: UnitOfWork, changed: ChangedLesson, person: Person, decision_id: int
) -> bool:
    """Whether a later decision stands on the lesson whose message this teacher has as well."""
    last = await uow.timetable.last_decision(changed.now.id)
    if last is None or last.id <= decision_id:
        return False
    return any(each.now.id == changed.now.id for each in await _concerning(uow, person, last))


async def _told_beside(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> set[int]:
    """Other notices by which the chat heard of the decision, or may have."""
    told = await uow.outbox.told_to({session.chat_id: list(notices)})
    of_chat = told[session.chat_id].get(thing_of(notices[-1]), ())
    return {each.notice_id for each in of_chat} - {each.id for each in notices}
