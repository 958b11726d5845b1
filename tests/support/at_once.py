"""Several phones at the same moment, each in a transaction of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from sqlalchemy import text

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


_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def until_it_waits(uow: SqlUnitOfWork, task: "asyncio.Task[Any]") -> None:
    """Until the task waits for what this transaction holds, or has not had to.

    SQLite's second writer has not begun yet: it waits for the first to end.
    """
    is_beside = uow.connection.dialect.name == "postgresql"
    while is_beside and not task.done():
        if await uow.connection.scalar(_WAITING):  # asking lets the others run
            return


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
