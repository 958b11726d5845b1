"""Several phones at the same moment, each in a transaction of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from domain.actor import Actor
from domain.errors import DomainError
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock

Work = Callable[[SqlUnitOfWork, Actor], Awaitable[Any]]


async def once(database: Database, clock: OwnClock, chat: int, work: Work) -> Any:
    async with database.write(clock()) as uow:
        session = await uow.chats.session(chat)
        result = await work(uow, session.actor)
        await uow.commit()
    return result


async def side_by_side(
    database: Database, clock: OwnClock, jobs: Iterable[tuple[int, Work]]
) -> list[Any]:
    """What each gave, or how it was refused."""
    running = [once(database, clock, chat, work) for chat, work in jobs]
    done = await asyncio.gather(*running, return_exceptions=True)
    broken = [
        each
        for each in done
        if isinstance(each, BaseException) and not isinstance(each, DomainError)
    ]
    assert not broken, broken
    return done
