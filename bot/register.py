"""The book of incoming mail: what came is entered before it is acknowledged, then ticked off.

One commit takes whatever waits when it begins, so that many updates pay for it together and those
that only read cost none of their own.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from domain.audit.looks import RecentLooks
from domain.audit.model import Note
from domain.inbox import Received
from domain.uow import UnitOfWork
from storage.database import Database

_log = logging.getLogger(__name__)

SOON = 0.2  # seconds after which what is handled is ticked off, if nothing comes in before
CLOSE = 2.0  # seconds in which the last commit ends, or is given up
LATER = 2.0  # the same after the database failed


@dataclass(frozen=True, slots=True)
class Entry:
    """An update on its way into the database, and as it was before it became text."""

    received: Received
    raw: dict[str, Any]


class Register:
    """Writes in groups, one at a time. `entered` hears of a group right after its commit.

    It hears as well whether all of the group is certainly new. No other group is committed between
    a commit and the end of `entered`.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bot_id: int,
        entered: Callable[[Sequence[Entry], bool], None],
        recent: RecentLooks | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bot_id = bot_id
        self._entered = entered
        self._entries: list[Entry] = []
        self._callers: list[asyncio.Future[None]] = []
        self._handled: set[int] = set()
        self._looks: list[Note] = []  # taken while handling those, written with them
        self._recent = recent or RecentLooks()
        self._writer: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_closing = False

    async def enter(self, entries: Sequence[Entry]) -> None:
        """Returns once they are stored; raises what the database raised."""
        self._entries.extend(entries)
        await self._next_commit()

    def tick(self, update_id: int, looks: Sequence[Note] = ()) -> None:
        """The update is handled; that is stored with the next commit, soon at the latest.

        So is what was looked at: not stored, the update is handled and looked at once more.
        """
        self._handled.add(update_id)
        self._looks += self._recent.new(looks)
        self._recent.remember(looks)
        self._remind(SOON)

    @property
    def unticked(self) -> Set[int]:
        """Handled, and perhaps still waiting as far as the database knows. It changes."""
        return self._handled

    async def settle(self) -> None:
        """Returns once everything handled is ticked off; raises what the database raised."""
        if self._handled:
            await self._next_commit()

    async def persist(self) -> None:
        """As `settle`, again and again until it succeeds; once only while the program stops."""
        while True:
            try:
                await self.settle()
            except Exception as error:  # noqa: BLE001 - the database is away
                _log.warning("not ticked off: %s", type(error).__name__)
                if self._is_closing:
                    break
                await asyncio.sleep(LATER)
            else:
                break

    def hurry(self) -> None:
        """The program stops: nobody waits for a database that is away any more."""
        self._is_closing = True

    async def close(self, seconds: float = CLOSE) -> None:
        """Writes what is left, if that can be done in time."""
        self.hurry()
        try:
            async with asyncio.timeout(seconds):
                await self.settle()
        except Exception as error:  # noqa: BLE001 - it will be handled once more, without effect
            _log.warning("not ticked off: %d updates, %s", len(self._handled), type(error).__name__)
        if self._writer is not None:
            await asyncio.wait([self._writer], timeout=seconds / 4)
            if self._writer is not None:
                self._writer.cancel()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _next_commit(self) -> "asyncio.Future[None]":
        caller = asyncio.get_running_loop().create_future()
        self._callers.append(caller)
        self._begin()
        return caller

    def _remind(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())

    async def _write(self) -> None:
        try:
            await self._write_group()
            while self._callers:
                await self._write_group()
        finally:
            self._writer = None
            if self._handled and not self._is_closing:
                self._remind(SOON)

    async def _write_group(self) -> None:
        entries, callers, handled = self._entries, self._callers, frozenset(self._handled)
        looks = tuple(self._looks)
        self._entries, self._callers = [], []
        try:
            all_new = await self._store(entries, handled, looks)
        except Exception as error:  # noqa: BLE001 - whoever waits for it is told
            if not callers:
                _log.warning("nothing ticked off: %s", type(error).__name__)
            for caller in callers:
                if not caller.done():
                    caller.set_exception(error)
            self._remind(LATER)
            return
        except BaseException:
            for caller in callers:  # the program stops: nobody waits for an answer that never comes
                caller.cancel()
            raise
        self._handled -= handled
        del self._looks[: len(looks)]
        self._tell(entries, all_new)
        for caller in callers:
            if not caller.done():
                caller.set_result(None)

    def _tell(self, entries: Sequence[Entry], all_new: bool) -> None:
        """They are stored, so they may be acknowledged even if nobody here took them up."""
        try:
            self._entered(entries, all_new)
        except Exception:  # noqa: BLE001 - the next look into the inbox finds them
            _log.exception("%d updates stored and left for the next look", len(entries))

    async def _store(
        self, entries: Sequence[Entry], handled: frozenset[int], looks: Sequence[Note]
    ) -> bool:
        received = [each.received for each in entries]

        async def write(uow: UnitOfWork) -> bool:
            if handled:
                await uow.inbox.mark_handled(self._bot_id, handled)
            all_new = not received or await uow.inbox.put(self._bot_id, received)
            if looks:
                uow.audit.add(looks)
            await uow.commit()
            return all_new

        return await self._database.at_once(self._clock(), write)
