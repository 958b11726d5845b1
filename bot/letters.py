"""Leases in words: what each message says at the moment of sending, or that it says nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.notices.model import Notice
from domain.notices.news import News
from domain.notices.outbox import Lease
from domain.notices.use_cases import describe_all
from domain.session import Session
from domain.uow import UnitOfWork
from handlers.notices.render import render
from handlers.screen import Screen
from handlers.whose import is_child
from handlers.words import speaking


@dataclass(frozen=True, slots=True)
class Letter:
    """A lease in words."""

    lease: Lease  # of what it tells of; the rest is left out
    news: News
    screen: Screen
    corrections: Mapping[int, Screen]  # by the Telegram message that they change
    plain_text: bool
    faulty: tuple[Notice, ...] = ()  # that we cannot say, through a mistake of ours
    waiting: tuple[Notice, ...] = ()  # for the next message
    is_untried: bool = False  # what waits is as if it had not been leased


async def write_letters(uow: UnitOfWork, leases: Sequence[Lease]) -> list[Letter]:
    """The right to hear it is judged here, a moment before the call.

    Whoever has gone over to another bot since the lease hears it from that one.
    """
    sessions = await uow.chats.sessions([lease.chat_id for lease in leases])
    own = [lease for lease in leases if sessions[lease.chat_id].bot_id in (None, 0, lease.bot_id)]
    letters = [(sessions[lease.chat_id], lease.notices) for lease in own]
    written = {
        lease.chat_id: _letter_of(lease, session, news, uow.now)
        for lease, (session, _), news in zip(
            own, letters, await describe_all(uow, letters), strict=True
        )
    }
    return [written.get(lease.chat_id) or for_later(lease) for lease in leases]


def _letter_of(lease: Lease, session: Session, news: News, now: datetime) -> Letter:
    """In the recipient's language, as they like to read."""
    with speaking(session.locale or "", to_child=is_child(session.hat)):
        screen = render(news, now) if news.told else Screen()
        corrections = {each.telegram_message_id: render(each.news, now) for each in news.corrects}
    told = tuple(each for each in lease.notices if each.id in news.told)
    of_told = lease if len(told) == len(lease.notices) else replace(lease, notices=told)
    return Letter(of_told, news, screen, corrections, session.plain_text)


def for_later(lease: Lease) -> Letter:
    """One that says nothing now: all of it goes back."""
    return replace(nothing_of(lease), waiting=lease.notices)


def untried(lease: Lease) -> Letter:
    """One that was not begun: it is due when it was, and loses no place to what came later."""
    return replace(for_later(lease), is_untried=True)


def with_rest(letter: Letter, lease: Lease, part: Lease) -> Letter:
    """The letter of a part of a lease; what is not in it waits."""
    rest = tuple(each for each in lease.notices if each not in part.notices)
    return replace(letter, waiting=(*letter.waiting, *rest))


def nothing_of(lease: Lease) -> Letter:
    """One that is not to be sent."""
    return Letter(replace(lease, notices=()), News(), Screen(), {}, plain_text=False)
