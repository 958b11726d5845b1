"""A program of real processes, killed and started again, as it is seen from outside."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from playground.server import Playground
from playground.telegram import Telegram
from storage import tables as t
from storage.database import Database
from tests.simulation.town import Town
from tests.support.forks import Fork, Forks
from tests.support.shared_clock import SharedClock

PATIENCE = 120  # seconds; only a guard
_LOOK_EVERY = 0.02
_WAITING = ("pending", "leased", "uncertain")
_UNTICKED = select(t.inbox_update.c.update_id).where(t.inbox_update.c.handled_at.is_(None))
_MARGIN = timedelta(seconds=2)


@dataclass
class Program:
    """Its processes share a database, a clock that only jumps here, and a Telegram."""

    playground: Playground
    database: Database
    town: Town
    clock: SharedClock
    forks: Forks
    settings: Mapping[str, str]
    kills: int = 0
    disobeyed: int = 0
    is_sending: bool = True
    left_waiting: int = 0  # updates taken and not ticked off when a program was killed
    # Leases that were out at a kill, and at a jump.
    _left: set[tuple[int, int]] = field(default_factory=set)
    _skipped: set[tuple[int, int]] = field(default_factory=set)
    _looks: Any = field(default_factory=itertools.count)

    @property
    def telegram(self) -> Telegram:
        return self.playground.telegram

    @property
    def left_in_flight(self) -> int:
        return len(self._left)

    async def start(self, *arguments: str, **settings: str) -> Fork:
        return await self.forks.start(
            "run", *arguments, settings={**self.settings, **settings}, clock=self.clock.path
        )

    async def kill(self, fork: Fork) -> None:
        """`kill -9`; what was out, or taken and not ticked off, is noted."""
        fork.kill()
        assert await fork.wait() == -9
        self.kills += 1
        self._left |= await self._leases()
        self.left_waiting += len(await self.rows(_UNTICKED))

    async def buried(self) -> None:
        """Nothing that a dead process sent is on its way any more; for when none lives."""
        runner = self.playground._runner
        assert runner is not None
        assert runner.server is not None
        server = runner.server
        self.telegram.bot.queue.interrupt()  # nobody waits for that poll
        await self.until(lambda: not server.connections and not self.telegram.at_work)

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Until what the people see is so."""

        async def holds() -> bool:
            return condition()

        await self.until_rows(holds, seconds)

    async def until_rows(
        self, condition: Callable[[], Awaitable[bool]], seconds: float = PATIENCE
    ) -> None:
        """Until what the tables hold is so."""
        async with asyncio.timeout(seconds):
            while not await condition():  # noqa: ASYNC110 - the tables tell nobody
                await asyncio.sleep(_LOOK_EVERY)

    async def until_calls(self, count: int) -> None:
        """Until Telegram has answered so many calls more."""
        history = self.telegram.history
        wanted = history.seq + count
        async with asyncio.timeout(PATIENCE):
            await self.telegram.changed.wait_until(lambda: history.seq >= wanted)

    async def skip(self, step: timedelta) -> None:
        """Moves the clock while processes live: what was out at the last time is over by now."""
        old = self._skipped

        async def is_over() -> bool:
            return not (await self._leases() & old) - self._left

        await self.until_rows(is_over)
        self._skipped = await self._leases()
        self.clock.advance(step)

    async def until_quiet(self) -> None:
        """Every update handled, every notice ended; time jumps to whatever comes next."""
        try:
            await self.until_rows(self._is_quiet)
        except TimeoutError as error:
            given, taken = len(self.telegram.bot.queue.pending), len(await self.rows(_UNTICKED))
            error.add_note(
                f"{self.clock()}: {given} updates not given, {taken} not handled;"
                f" next due {await self._next_due()}, leases {await self._leases()}"
            )
            raise

    async def _is_quiet(self) -> bool:
        if await self.unanswered():
            return False
        due = await self._next_due()
        if due is None:
            return True
        # Whatever a living process has leased is over before its lease can be.
        ahead = due - self.clock()
        if ahead > _MARGIN and await self._leases() <= self._left:
            self.clock.advance(ahead)
        return False

    async def unanswered(self) -> int:
        """Updates not yet given, or given and not ticked off; some are both."""
        return len(self.telegram.bot.queue.pending) + len(await self.rows(_UNTICKED))

    async def is_waiting(self) -> bool:
        """Whether anything in the outbox has not ended."""
        return await self._next_due() is not None

    async def _next_due(self) -> datetime | None:
        notice = t.notice.c
        due = func.min(func.coalesce(notice.leased_until, notice.due_at))
        [row] = await self.rows(select(due.label("at")).where(notice.state.in_(_WAITING)))
        found: datetime | None = row.at
        return found

    async def stop(self, *forks: Fork) -> None:
        """As an administrator stops them: in order."""
        for fork in forks:
            fork.terminate()
        assert [await fork.wait() for fork in forks] == [0 for _ in forks]

    async def _leases(self) -> set[tuple[int, int]]:
        """A message each: what is leased together has one fence, and a message for each chat."""
        columns = t.notice.c.lease, t.notice.c.chat_id
        leased = select(*columns).where(t.notice.c.state == "leased").distinct()
        return {(row.lease, row.chat_id) for row in await self.rows(leased)}

    def ask(self, _statement: str) -> list[Any]:
        """Whether the journal has anything new: it is looked through in any case."""
        return [(next(self._looks),)]

    async def rows(self, statement: Any) -> list[Any]:
        async with self.database.read(self.clock()) as uow:
            return list((await uow.connection.execute(statement)).all())
