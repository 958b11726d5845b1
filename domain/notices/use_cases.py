"""What a message says, and whether the chat may still hear it, at the moment of sending."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from domain.absences.telling import is_outdated
from domain.actor import Actor
from domain.errors import ConsentMissing, NotFound
from domain.evening.use_cases import describe_card
from domain.notices.comparing import compare
from domain.notices.facts import CountedFact, Fact, HomeworkFact, LessonFact, Manner, RemarkFact
from domain.notices.material import Material, gather, gather_all, with_averages
from domain.notices.model import Kind, Notice, Reason, State
from domain.notices.news import Earlier, LeftOut, News, unsaid
from domain.notices.outbox import Thing, thing_of
from domain.notices.standing import as_it_stands, forbidden, news_of, told_as, with_card
from domain.notices.wholes import describe_whole
from domain.session import Session
from domain.uow import UnitOfWork

MISSED_WITHIN = timedelta(days=14)
_HIDDEN = frozenset({Kind.ALARM, Kind.FORECAST, Kind.PRESENCE, Kind.ROLE})
"""Messages by themselves that leave without details where a person wants none."""


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

    Rights are asked again, facts are as they are now. What is as the chat knows it is left out. A
    mark, a final mark or an absence that was told otherwise is a correction, and the message that
    told it is among `corrects`. One event told to both parents on one phone is said once. The card
    «Завтра» stands below the news of its evening, and an edit of it renders that message anew.
    """
    if session.is_unreachable:
        return unsaid(notices, State.SUPPRESSED, Reason.UNREACHABLE)
    if notices[0].kind is Kind.PRESENCE and await is_outdated(uow, notices):
        return unsaid(notices, State.SUPERSEDED, Reason.NEWER)
    whole = await describe_whole(uow, session, notices)
    if whole is not None:
        return _marked(whole, notices)
    cards = [each for each in notices if each.kind is Kind.TOMORROW]
    others = [each for each in notices if each.kind is not Kind.TOMORROW]
    news = await _describe_news(uow, session.actor, others, material) if others else News()
    if not cards:
        return news
    card = await describe_card(uow, session.actor, cards)
    if card.replaces is not None:
        news = await _beside(uow, session.actor, card.replaces)
    return with_card(news, card)


async def _beside(uow: UnitOfWork, actor: Actor, telegram_message_id: int) -> News:
    """The news in the message of a card, which is to be edited, as they stand."""
    of_message = await uow.outbox.of_message(actor.chat_id, telegram_message_id)
    notices = [each for each in of_message if each.kind is not Kind.TOMORROW]
    if not notices:
        return News()
    material = await gather(uow, actor, notices)
    news = await as_it_stands(uow, actor, material, notices, {})
    return replace(news, told={})


async def _describe_news(
    uow: UnitOfWork, actor: Actor, notices: Sequence[Notice], material: Material | None
) -> News:
    material = material or await gather(uow, actor, notices)
    said: dict[int, Fact] = {}
    left_out: list[LeftOut] = []
    homework: dict[Thing, Fact] = {}  # each changed since it was told, by however many notices
    latest = {thing_of(each): each.ref_id for each in notices}
    for notice in notices:
        refusal = _why_not(uow, actor, material, notice)
        if refusal is None and latest[thing_of(notice)] != notice.ref_id:
            refusal = LeftOut(notice, State.SUPERSEDED, Reason.NEWER)
        fact = None if refusal else _to_say(material, notice)
        if isinstance(fact, HomeworkFact):
            fact = homework.setdefault(thing_of(notice), fact)
        if fact is not None:
            said[notice.id] = fact
        else:
            left_out.append(refusal or LeftOut(notice, State.SUPERSEDED, Reason.UNDONE))
    told = [each for each in notices if each.id in said]
    news = await news_of(uow, material, told, said)
    corrects = await _corrections(uow, actor, material, told, said) if said else ()
    is_repeat = news.is_repeat or any(
        _is_told_again(material, each, said[each.id]) for each in told
    )
    if not left_out and not corrects and is_repeat is news.is_repeat:
        return news
    return replace(news, left_out=tuple(left_out), corrects=corrects, is_repeat=is_repeat)


async def reveal(uow: UnitOfWork, session: Session, notice_id: int) -> News:
    """All that a message without details stands for; rights are asked again.

    `NotFound` when it never left for this chat, or nothing of it is theirs to see any more.
    """
    actor = session.actor
    actor.require_hat()
    notices = await uow.outbox.shown_with(actor.chat_id, notice_id)
    news = None
    if notices and notices[0].kind in _HIDDEN:
        news = await describe_whole(uow, session, notices)
    if news is None:
        material = await gather(uow, actor, notices)
        news = await as_it_stands(uow, actor, material, notices, {})
        children = [await with_averages(uow, child, material.standings) for child in news.children]
        news = replace(news, children=tuple(children))
    if not news.told:
        _require_consent(actor, notices)
        raise NotFound("notice")
    return replace(news, hides_details=False, corrects=(), replaces=None)


def _require_consent(actor: Actor, notices: Sequence[Notice]) -> None:
    """`ConsentMissing` if that is why nothing of them is shown."""
    students = {each.student_id for each in notices}
    for hat in actor.current_first:
        if hat.lacks and hat.student is not None and hat.student.id in students:
            raise ConsentMissing(hat.binding_id)


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


def _why_not(uow: UnitOfWork, actor: Actor, material: Material, notice: Notice) -> LeftOut | None:
    """Why this chat may not hear of it, or why there is nothing left to hear."""
    reason = forbidden(actor, material, notice)
    if reason is None:
        child, fact = material.child(notice), material.fact(notice)
        today = child.school.today(uow.now) if child else None
        match fact:
            case LessonFact(lesson=lesson) if today and lesson.date < today:
                reason = Reason.PAST
            case HomeworkFact(due_date=due) if today and due < today:
                reason = Reason.PAST
            case HomeworkFact(is_removed=True) if not material.is_told(notice):
                reason = Reason.GONE
    return LeftOut(notice, State.SUPPRESSED, reason) if reason else None


def _to_say(material: Material, notice: Notice) -> Fact | None:
    """None: the chat knows it already, or there is nothing to know any more."""
    fact = material.fact(notice)
    if isinstance(fact, CountedFact):
        tellings = material.tellings(notice)
        return told_as(fact, compare(fact.what, fact.nothing, fact.made_what, tellings))
    if isinstance(fact, LessonFact | HomeworkFact):
        last = material.tellings(notice)[-1:]
        if any(each.what == fact.what and not each.is_own for each in last):
            return None  # it changed before the message was written, which said so
        if (
            isinstance(fact, LessonFact)
            and fact.lesson.is_as_usual
            and not material.has_heard(notice)
        ):
            # Else changed, and taken back before anybody heard of it.
            return fact if fact.in_new_group else None
    if isinstance(fact, HomeworkFact):
        return _homework(material, notice, fact)
    return fact


def _is_told_again(material: Material, notice: Notice, fact: Fact) -> bool:
    """Whether the chat may know already what this says, for want of an answer of Telegram."""
    if isinstance(fact, CountedFact) and material.is_guessed(notice, fact.what):
        return True
    if isinstance(fact, CountedFact | LessonFact | HomeworkFact):
        return material.is_known_perhaps(notice, fact.what)
    return False


def _homework(material: Material, notice: Notice, fact: HomeworkFact) -> HomeworkFact:
    """What was told before is told as changed."""
    if not material.is_told(notice):
        return fact
    others = [each.what for each in material.tellings(notice) if not each.is_own]
    return fact.told_after(others[-1] if others else None)


async def _corrections(
    uow: UnitOfWork,
    actor: Actor,
    material: Material,
    told: Sequence[Notice],
    said: Mapping[int, Fact],
) -> tuple[Earlier, ...]:
    """The messages that first told of what is corrected now, as they should read from now on.

    Of a remark all that told of it: none keeps words that were withdrawn.
    """
    now: dict[Thing, str] = {}
    messages: dict[int, list[Notice]] = {}
    for notice in told:
        fact = said[notice.id]
        if not isinstance(fact, CountedFact) or fact.manner is not Manner.CORRECTION:
            continue
        found_in = material.all_messages(notice)
        for message_id in found_in if isinstance(fact, RemarkFact) else found_in[:1]:
            now[thing_of(notice)] = fact.what
            messages[message_id] = []
    if not messages:
        return ()
    for message_id in messages:
        messages[message_id] = await uow.outbox.of_message(actor.chat_id, message_id)
    every = [notice for notices in messages.values() for notice in notices]
    earlier = await gather(uow, actor, every)
    found = []
    for message_id, notices in messages.items():
        news = await as_it_stands(uow, actor, earlier, notices, now)
        cards = {each.id for each in notices if each.kind is Kind.TOMORROW}
        retold = {key: word for key, word in news.told.items() if key in cards}
        found.append(Earlier(message_id, news, retold))
    return tuple(each for each in found if each.news.told)
