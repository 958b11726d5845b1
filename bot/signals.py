"""Waking whoever waits for rows: in this process at once, in the others by LISTEN/NOTIFY.

A signal carries nothing and may be lost: whoever is woken looks into the database, and looks there
every second anyway. So a signal is given after the commit, by a connection of its own, where it
holds up nobody: a NOTIFY within a transaction makes PostgreSQL commit such transactions one by one.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import partial
from typing import Any

from storage.database import Database

_log = logging.getLogger(__name__)

Heard = Callable[[], None]

_TOGETHER_SECONDS = 0.02  # what is told within one NOTIFY
_LIFE_SECONDS = 30.0  # a connection that nothing was sent through for so long is tried
_ANSWER_SECONDS = 5.0
_SHORTEST_PAUSE = 1.0  # before a lost connection is looked for again
_LONGEST_PAUSE = 30.0


class Channel(StrEnum):
    """What may have been written; the values are PostgreSQL's channels."""

    OUTBOX = "diary_outbox"  # notices that are to be sent
    INBOX = "diary_inbox"  # updates that are to be handled


class Signals:
    """Within one process. Whoever listens must bear to be called in vain."""

    def __init__(self) -> None:
        self._listeners: dict[Channel, list[Heard]] = defaultdict(list)

    def listen(self, channel: Channel, heard: Heard) -> None:
        """Calls `heard` at every signal of the channel."""
        self._listeners[channel].append(heard)

    def tell(self, channel: Channel) -> None:
        """Something was committed; to be called after the commit."""
        for heard in self._listeners[channel]:
            heard()

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.Event().wait()


class PostgresSignals(Signals):
    """Between the processes that share a PostgreSQL; without a connection only within this one."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._told: set[Channel] = set()
        self._stirred = asyncio.Event()
        self._lost = False

    def tell(self, channel: Channel) -> None:
        super().tell(channel)
        self._told.add(channel)
        self._stirred.set()

    async def run(self) -> None:
        """Keeps a connection until cancelled, and finds another one when it is lost."""
        pause = _SHORTEST_PAUSE
        while True:
            try:
                async with self._database.dedicated() as connection:
                    await self._attach(connection)
                    pause = _SHORTEST_PAUSE
                    await self._pass_on(connection)
            except Exception as error:  # noqa: BLE001 - the polling goes on without signals
                _log.warning(
                    "no signals from other processes, again in %.0f s: %s",
                    pause,
                    type(error).__name__,
                )
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _attach(self, connection: Any) -> None:
        self._lost = False
        connection.add_termination_listener(self._terminated)
        for channel in Channel:
            await connection.add_listener(channel.value, partial(self._hear, channel))
        # What was told while nobody listened.
        for channel in Channel:
            super().tell(channel)

    def _hear(self, channel: Channel, connection: Any, pid: int, *_rest: object) -> None:
        if pid != connection.get_server_pid():  # what this process told it has heard already
            super().tell(channel)

    def _terminated(self, _connection: Any) -> None:
        self._lost = True
        self._stirred.set()

    async def _pass_on(self, connection: Any) -> None:
        """Tells the others what was told here, much of it at once, until the connection ends."""
        while not self._lost:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LIFE_SECONDS):
                    await self._stirred.wait()
            await asyncio.sleep(_TOGETHER_SECONDS)
            self._stirred.clear()
            told, self._told = self._told, set()
            statement = "; ".join(f"NOTIFY {channel.value}" for channel in sorted(told))
            await connection.execute(statement or "SELECT 1", timeout=_ANSWER_SECONDS)
        raise ConnectionError


def make_signals(database: Database) -> Signals:
    """As far as this database can carry them."""
    return Signals() if database.is_sqlite else PostgresSignals(database)
