"""What a message says, and whether the chat may still hear it, at the moment of sending."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from domain.access import Actor
from domain.delivery.alarms import describe_alarm
from domain.errors import NotFound
from domain.evening.use_cases import describe_card
from domain.notices.comparing import Saying, as_shown, compare
from domain.notices.facts import (
    ChildNews,
    CountedFact,
    Earlier,
    Fact,
    HomeworkFact,
    LeftOut,
    LessonFact,
    Manner,
    MessageFact,
    News,
)
from domain.notices.material import Material, gather, gather_all, with_averages
from domain.notices.model import HEAD_START, Kind, Notice, Reason, State
from domain.notices.outbox import Thing, thing_of
from domain.preferences.choices import Habits
from domain.session import Session
from domain.uow import UnitOfWork

Describe = Callable[[UnitOfWork, Session, Sequence[Notice]], Awaitable[News]]

WHOLE: Mapping[Kind, Describe] = {
    Kind.TOMORROW: describe_card,
    Kind.ALARM: describe_alarm,
}
"""Kinds of no single pupil, which always come alone; each is described by a function of its own."""

MISSED_WITHIN = timedelta(days=14)


async def describe_all(
    uow: UnitOfWork, letters: Sequence[tuple[Session, Sequence[Notice]]]
) -> list[News]:
    """`describe` for messages to different chats, which need few statements together."""
    materials = await gather_all(uow, [(session.actor, notices) for session, notices in letters])
    return [
        await describe(uow, session, notices, material)
        for (session, notices), material in zip(letters, materials, strict=True)
    ]


async def describe(
    uow: UnitOfWork,
    session: Session,
    notices: Sequence[Notice],
    material: Material | None = None,
) -> News:
    """What the next message to this chat says of these notices of it.

    Rights are asked again, facts are as they are now. A mark, a final mark or an absence that is as
    the chat knows it is left out; one that was told otherwise is a correction, and the message that
    told it is among `corrects`. One event told to both parents on one phone is said once.
    """
    if session.is_unreachable:
        return News(left_out=_all_out(notices, Reason.UNREACHABLE))
    if notices[0].kind in WHOLE:
        return _marked(await WHOLE[notices[0].kind](uow, session, notices), notices)
    actor = session.actor
    material = material or await gather(uow, actor, notices)
    said: dict[int, Fact] = {}
    left_out: list[LeftOut] = []
    latest = {thing_of(each): each.ref_id for each in notices}
    for notice in notices:
        refusal = _why_not(uow, actor, material, notice)
        if refusal is None and latest[thing_of(notice)] != notice.ref_id:
            refusal = LeftOut(notice, State.SUPERSEDED, Reason.NEWER)
        fact = None if refusal else _to_say(material, notice)
        if fact is not None:
            said[notice.id] = fact
        else:
            left_out.append(refusal or LeftOut(notice, State.SUPERSEDED, Reason.UNDONE))
    told = [each for each in notices if each.id in said]
    news = await _news(uow, material, told, said)
    corrects = await _corrections(uow, actor, material, told, said) if said else ()
    return replace(news, left_out=tuple(left_out), corrects=corrects)


async def reveal(uow: UnitOfWork, session: Session, notice_id: int) -> News:
    """All that a message without details stands for; rights are asked again.

    `NotFound` when it never left for this chat, or nothing of it is theirs to see any more.
    """
    actor = session.actor
    actor.require_hat()
    notices = await uow.outbox.shown_with(actor.chat_id, notice_id)
    if notices and notices[0].kind in WHOLE:
        news = await WHOLE[notices[0].kind](uow, session, notices)
    else:
        material = await gather(uow, actor, notices)
        news = await _as_it_stands(uow, actor, material, notices, {})
        children = [await with_averages(uow, child, material.standings) for child in news.children]
        news = replace(news, children=tuple(children))
    if not news.told:
        raise NotFound("notice")
    return replace(news, hides_details=False, corrects=(), replaces=None)


async def welcome_back(uow: UnitOfWork, session: Session) -> None:
    """The chat can be written to again: what it missed in the last days is told as one digest."""
    await uow.chats.set_reachable(session.chat_id, reachable=True)
    # The first notice that did not arrive is older than the moment at which that was noticed, so
    # it is not `unreachable_since` that limits it.
    await uow.outbox.revive(session.chat_id, uow.now - MISSED_WITHIN)


def _marked(news: News, notices: Sequence[Notice]) -> News:
    """An edit repeats nothing, however often it is made; a message may."""
    is_repeat = news.replaces is None and any(each.is_doubtful for each in notices)
    return replace(news, is_repeat=is_repeat)


def _all_out(notices: Iterable[Notice], reason: Reason) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(each, State.SUPPRESSED, reason) for each in notices)


def _why_not(uow: UnitOfWork, actor: Actor, material: Material, notice: Notice) -> LeftOut | None:
    """Why this chat may not hear of it, or why there is nothing left to hear."""
    reason = _forbidden(actor, material, notice)
    if reason is None:
        child, fact = material.child(notice), material.fact(notice)
        today = child.school.today(uow.now) if child else None
        match fact:
            case LessonFact(lesson=lesson) if today and lesson.date < today:
                reason = Reason.PAST
            case HomeworkFact(due_date=due) if today and due < today:
                reason = Reason.PAST
    return LeftOut(notice, State.SUPPRESSED, reason) if reason else None


def _forbidden(actor: Actor, material: Material, notice: Notice) -> Reason | None:
    if material.child(notice) is None:
        return Reason.NO_RIGHT
    fact = material.fact(notice)
    if fact is None:
        return Reason.GONE
    if isinstance(fact, MessageFact) and all(
        hat.person.id != notice.person_id for hat in actor.hats
    ):
        return Reason.NO_RIGHT  # a letter is to one person, not to whoever reads the diary
    return None


def _to_say(material: Material, notice: Notice) -> Fact | None:
    """None: the chat knows it already, or there is nothing to know any more."""
    fact = material.fact(notice)
    if isinstance(fact, CountedFact):
        tellings = material.tellings(notice)
        return _told_as(fact, compare(fact.what, fact.nothing, fact.made_what, tellings))
    if isinstance(fact, HomeworkFact):
        return replace(fact, is_changed=material.is_told(notice))
    return fact


def _told_as(fact: CountedFact, saying: Saying | None) -> CountedFact | None:
    return fact.told_as(saying.old, saying.new, saying.manner) if saying else None


async def _news(
    uow: UnitOfWork, material: Material, told: Sequence[Notice], said: Mapping[int, Fact]
) -> News:
    """One message of these facts: children with the most important news first."""
    facts: dict[int, list[Fact]] = {}
    for notice in sorted(told, key=_importance):
        of_child = facts.setdefault(notice.student_id or 0, [])
        if said[notice.id] not in of_child:
            of_child.append(said[notice.id])
    was_missed = any(each.was_missed for each in told)
    hides_details = any(_hides_details(each, material.child(each)) for each in told)
    children = [
        replace(material.children[student_id], facts=tuple(of_child))
        for student_id, of_child in facts.items()
    ]
    if not hides_details and not was_missed:
        children = [await with_averages(uow, child, material.standings) for child in children]
    return News(
        children=tuple(children),
        told={each.id: _word(said[each.id]) for each in told},
        is_repeat=any(each.is_doubtful for each in told),
        was_missed=was_missed,
        hides_details=hides_details,
    )


def _importance(notice: Notice) -> tuple[timedelta, int]:
    return HEAD_START[notice.kind], notice.id


def _word(fact: Fact) -> str:
    return fact.what if isinstance(fact, CountedFact) else ""


def _hides_details(notice: Notice, child: ChildNews | None) -> bool:
    habits = Habits(hides_details=notice.hides_details)
    return child is not None and habits.hides(child.school.policy)


async def _corrections(
    uow: UnitOfWork,
    actor: Actor,
    material: Material,
    told: Sequence[Notice],
    said: Mapping[int, Fact],
) -> tuple[Earlier, ...]:
    """The messages that first told of what is corrected now, as they should read from now on."""
    now: dict[Thing, str] = {}
    messages: dict[int, list[Notice]] = {}
    for notice in told:
        fact = said[notice.id]
        message_id = material.first_message(notice)
        if isinstance(fact, CountedFact) and fact.manner is Manner.CORRECTION and message_id:
            now[thing_of(notice)] = fact.what
            messages[message_id] = []
    if not messages:
        return ()
    for message_id in messages:
        messages[message_id] = await uow.outbox.of_message(actor.chat_id, message_id)
    every = [notice for notices in messages.values() for notice in notices]
    earlier = await gather(uow, actor, every)
    found = [
        Earlier(message_id, await _as_it_stands(uow, actor, earlier, notices, now))
        for message_id, notices in messages.items()
    ]
    return tuple(each for each in found if each.news.told)


async def _as_it_stands(
    uow: UnitOfWork,
    actor: Actor,
    material: Material,
    notices: Sequence[Notice],
    now: Mapping[Thing, str],
) -> News:
    """A message that has left, as it should read: what the chat was told last, or `now`.

    What the chat has not been told yet it does not learn from an edit.
    """
    said: dict[int, Fact] = {}
    for notice in notices:
        fact = material.fact(notice)
        if _forbidden(actor, material, notice) is not None or fact is None:
            continue
        if isinstance(fact, CountedFact):
            fact = _told_as(fact, _shown(fact, material, notice, now))
        if fact is not None:
            said[notice.id] = fact
    return await _news(uow, material, [each for each in notices if each.id in said], said)


def _shown(
    fact: CountedFact, material: Material, notice: Notice, now: Mapping[Thing, str]
) -> Saying | None:
    tellings = material.tellings(notice)
    known = tellings[-1].what if tellings else fact.what
    final = now.get(thing_of(notice), known)
    return as_shown(final, fact.nothing, fact.made_what, tellings, notice.id)
