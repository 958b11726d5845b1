"""Whose turn a person is, where several processes take updates for one bot.

PostgreSQL's advisory locks, all on one connection: they are gone when the process is. SQLite has
one process and needs none.
"""

import asyncio
import contextlib
from hashlib import blake2b

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Executable

from storage.database import Database

_TAKE = select(func.pg_try_advisory_lock(bindparam("key")))
_GIVE_BACK = select(func.pg_advisory_unlock(bindparam("key")))
_TROUBLE = (SQLAlchemyError, OSError)


class Turns:
    """One process at a time serves a person. Never ask twice without giving back."""

    def __init__(self, database: Database, bot_id: int) -> None:
        self._database = database
        self._bot_id = bot_id
        self._connection: AsyncConnection | None = None
        self._asking = asyncio.Lock()  # a connection answers one question at a time

    async def take(self, person: int) -> bool:
        """Whether it is ours; False while another process has it. Raises what the database did."""
        return bool(await self._ask(_TAKE, person))

    async def give_back(self, person: int) -> None:
        """If that cannot be said, everything is given back by closing the connection."""
        with contextlib.suppress(*_TROUBLE):
            await self._ask(_GIVE_BACK, person)

    async def close(self) -> None:
        """Gives everything back."""
        async with self._asking:
            await self._drop()

    async def _ask(self, question: Executable, person: int) -> object:
        """Goes on when the caller is cancelled: half a question would cost all the turns."""
        return await asyncio.shield(asyncio.create_task(self._ask_now(question, person)))

    async def _ask_now(self, question: Executable, person: int) -> object:
        async with self._asking:
            try:
                connection = self._connection or await self._connect()
                return await connection.scalar(question, {"key": self._key(person)})
            except _TROUBLE:
                await self._drop()
                raise

    async def _connect(self) -> AsyncConnection:
        connection = await self._database.connection()
        self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        return self._connection

    async def _drop(self) -> None:
        """The server ends a session's locks with it, so it may not go back into the pool."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(*_TROUBLE):
                await connection.invalidate()
            with contextlib.suppress(*_TROUBLE):
                await connection.close()

    def _key(self, person: int) -> int:
        """Eight bytes of its own among all advisory locks of the database."""
        name = f"inbox {self._bot_id} {person}".encode()
        return int.from_bytes(blake2b(name, digest_size=8).digest(), "big", signed=True)
