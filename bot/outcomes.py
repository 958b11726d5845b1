"""Writes down what came of messages, in groups: one commit takes all that wait at that moment."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.counts import Counts
from bot.patience import Sleep
from domain.notices.outbox import Sent
from domain.uow import UnitOfWork
from storage.database import Database, is_away
from storage.uow import SqlUnitOfWork

_log = logging.getLogger(__name__)

Outcome = Sent | Callable[[UnitOfWork], Awaitable[object]]

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0, 15.0, 15.0)
"""Seconds before the second try and those after it; together as long as a lease."""

_CLOSE_SECONDS = 2.0


@dataclass(eq=False, slots=True)
class _Waiting:
    outcomes: Sequence[Outcome]
    until: datetime
    written: "asyncio.Future[None]"
    tries: int = 0


class Outcomes:
    """While one group is being committed the next one gathers: nobody waits longer than a commit.

    While the database is away they wait and are tried again as long as their lease holds: what is
    known to have arrived must not be sent once more. What fails for another reason is tried by
    itself, so that one bad outcome spoils no other. What fails to the end is raised to whoever
    brought it; the lease then runs out, which is safe.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        counts: Counts,
        chat_gap: timedelta,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._counts = counts
        self._gap = chat_gap
        self._sleep = sleep
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, *outcomes: Outcome, until: datetime) -> None:
        """Returns when they are committed. `until`: the end of their lease."""
        waiting = _Waiting(outcomes, until, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_groups())
        await waiting.written

    async def close(self, seconds: float = _CLOSE_SECONDS) -> None:
        """Waits for what is being written, but not for a database that stays away."""
        if self._writer is None:
            return
        await asyncio.wait([self._writer], timeout=seconds)
        if self._writer.cancel():
            _log.warning("the program stops with outcomes that could not be written")

    async def _write_groups(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            failed = await self._write_group(group)
            if failed:
                self._waiting[:0] = failed
                await self._sleep(PAUSES[min(each.tries for each in failed) - 1])

    async def _write_group(self, group: list[_Waiting]) -> list[_Waiting]:
        """Gives those to be tried again."""
        try:
            await self._commit(group)
        except Exception as error:  # noqa: BLE001 - told to whoever waits, at the latest
            if is_away(error):
                return self._to_try_again(group, error)
            if len(group) == 1:
                _settle(group[0], error)
                return []
            _log.warning("a group of outcomes was not written: %s", type(error).__name__)
            return [again for each in group for again in await self._write_group([each])]
        return []

    def _to_try_again(self, group: list[_Waiting], error: Exception) -> list[_Waiting]:
        _log.warning("%d outcomes not written yet: %s", len(group), type(error).__name__)
        now, again = self._clock(), []
        for each in group:
            each.tries += 1
            if now < each.until and each.tries <= len(PAUSES):
                again.append(each)
            else:
                _settle(each, error)
        return again

    async def _commit(self, group: list[_Waiting]) -> None:
        outcomes = [outcome for each in group for outcome in each.outcomes]

        async def write(uow: SqlUnitOfWork) -> None:
            for outcome in outcomes:
                if not isinstance(outcome, Sent):
                    await outcome(uow)
            await uow.outbox.mark_sent(
                [one for one in outcomes if isinstance(one, Sent)], self._gap
            )
            await uow.commit()
            self._counts.notices.update(uow.outbox.became)

        await self._database.at_once(self._clock(), write)
        for each in group:
            _settle(each, None)


def _settle(waiting: _Waiting, error: Exception | None) -> None:
    if waiting.written.done():
        return  # whoever waited was cancelled
    if error is None:
        waiting.written.set_result(None)
    else:
        waiting.written.set_exception(error)
