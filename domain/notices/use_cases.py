"""What a notice says, and whether the chat may still hear it, at the moment of sending."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.access import Actor
from domain.calendar import PeriodKind, current_period
from domain.diary import open_diary
from domain.errors import Denied, Unbound
from domain.marks.averages import weighted_average
from domain.notices.facts import (
    Averages,
    ChildNews,
    Fact,
    LeftOut,
    LessonFact,
    MarkFact,
    MessageFact,
    News,
)
from domain.notices.model import Kind, Notice, Reason, State
from domain.session import Session
from domain.uow import UnitOfWork


async def describe(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """The facts behind notices of one kind and one chat; `session` is that chat as it is now.

    A binding that ended, a pupil who is no longer theirs and a fact that is gone are left out,
    each with its reason. One event told to both parents on one phone is said once.
    """
    if session.is_unreachable:
        return News(
            left_out=tuple(LeftOut(each, State.SUPPRESSED, Reason.UNREACHABLE) for each in notices)
        )
    actor = session.actor
    facts = await _load(uow, notices)
    children = await _children(uow, actor, notices)
    told: dict[int, str] = {}
    left_out: list[LeftOut] = []
    for notice in notices:
        child, fact = children.get(notice.student_id or 0), facts.get(notice.ref_id)
        reason = _why_not(uow, actor, notice, child, fact)
        if reason is not None or child is None or fact is None:
            left_out.append(LeftOut(notice, State.SUPPRESSED, reason or Reason.GONE))
            continue
        told[notice.id] = ""
        if isinstance(fact, MessageFact | LessonFact):
            fact = replace(fact, student_id=notice.student_id or 0)
        if fact not in child.facts:
            child.facts.append(fact)
    heard = tuple(child for child in children.values() if child.facts)
    for child in heard:
        await _add_averages(uow, child)
    return News(heard, told, tuple(left_out))


async def _load(uow: UnitOfWork, notices: Sequence[Notice]) -> Mapping[int, Fact]:
    ids = {notice.ref_id for notice in notices}
    match notices[0].kind:
        case Kind.MARK:
            return await uow.facts.marks(ids)
        case Kind.ABSENCE:
            return await uow.facts.absences(ids)
        case Kind.FINAL_MARK:
            return await uow.facts.final_marks(ids)
        case Kind.MESSAGE:
            return await uow.facts.messages(ids)
        case Kind.LESSON:
            return await uow.facts.lessons(ids)
        case Kind.BINDING:
            return await uow.facts.bindings(ids)
        case Kind.HOMEWORK | Kind.TOMORROW | Kind.ALARM:
            return {}


async def _children(
    uow: UnitOfWork, actor: Actor, notices: Sequence[Notice]
) -> dict[int, ChildNews]:
    """The pupils whose diary this chat may read now."""
    children = {}
    for student_id in dict.fromkeys(notice.student_id for notice in notices):
        if student_id is None:
            continue
        try:
            student, school = await open_diary(uow, actor, student_id)
        except (Denied, Unbound):
            continue
        hats = actor.hats_about(student_id)
        is_own = any(hat.person.id == student_id for hat in hats)
        children[student_id] = ChildNews(student, school, is_own=is_own, is_family=bool(hats))
    return children


def _why_not(
    uow: UnitOfWork, actor: Actor, notice: Notice, child: ChildNews | None, fact: Fact | None
) -> Reason | None:
    if child is None:
        return Reason.NO_RIGHT
    if fact is None or fact.student_id not in (0, notice.student_id):
        return Reason.GONE
    if isinstance(fact, MessageFact) and all(
        hat.person.id != notice.person_id for hat in actor.hats
    ):
        return Reason.NO_RIGHT  # a letter is to one person, not to whoever reads the diary
    if isinstance(fact, LessonFact) and fact.lesson.date < child.school.today(uow.now):
        return Reason.PAST
    return None


async def _add_averages(uow: UnitOfWork, child: ChildNews) -> None:
    """Where one mark is all the news, it is told what it did to the average."""
    match child.facts:
        case [MarkFact() as fact]:
            child.facts = [replace(fact, averages=await _averages(uow, child, fact))]


async def _averages(uow: UnitOfWork, child: ChildNews, fact: MarkFact) -> Averages | None:
    mark = fact.mark
    if child.student.school_class_id is None or not mark.counts:
        return None
    stored = await uow.schedule.periods(child.school.id, child.student.school_class_id)
    periods = [each for each in stored if each.kind is not PeriodKind.SCHOOL_YEAR]
    period = current_period(periods, mark.date)
    if period is None or mark.date not in period:
        return None
    standing = await uow.marks.of_subject(
        mark.student_id, mark.subject_id, period.begins, period.ends
    )
    others = [each for each in standing if each.id != mark.id]

    def with_value(value: int | None) -> Decimal | None:
        return weighted_average([*others, replace(mark, value=value)] if value else others)

    return Averages(with_value(fact.old), with_value(fact.new))
