"""Writes down what came of messages, in groups: one commit takes all that wait at that moment."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.counts import Counts
from domain.notices.outbox import Sent
from domain.uow import UnitOfWork
from storage.database import Database

_log = logging.getLogger(__name__)

Outcome = Sent | Callable[[UnitOfWork], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class _Waiting:
    outcomes: Sequence[Outcome]
    written: "asyncio.Future[None]"


class Outcomes:
    """While one group is being committed the next one gathers: nobody waits longer than a commit.

    What cannot be written is tried by itself, so that one bad outcome spoils no other; what fails
    even then is raised to whoever brought it. The lease then runs out, which is safe.
    """

    def __init__(
        self, database: Database, clock: Clock, counts: Counts, chat_gap: timedelta
    ) -> None:
        self._database = database
        self._clock = clock
        self._counts = counts
        self._gap = chat_gap
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, *outcomes: Outcome) -> None:
        """Returns when they are committed."""
        waiting = _Waiting(outcomes, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_groups())
        await waiting.written

    async def close(self) -> None:
        """Waits for what is being written."""
        if self._writer is not None:
            await asyncio.wait([self._writer])

    async def _write_groups(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await self._commit(group)
            except Exception as error:  # noqa: BLE001 - each is tried by itself
                if len(group) == 1:
                    _settle(group[0], error)
                else:
                    _log.warning("a group of outcomes was not written: %s", type(error).__name__)
                    await self._one_by_one(group)

    async def _one_by_one(self, group: list[_Waiting]) -> None:
        for each in group:
            try:
                await self._commit([each])
            except Exception as error:  # noqa: BLE001 - raised to whoever waits for it
                _settle(each, error)

    async def _commit(self, group: list[_Waiting]) -> None:
        async with self._database.write(self._clock()) as uow:
            outcomes = [outcome for each in group for outcome in each.outcomes]
            for outcome in outcomes:
                if not isinstance(outcome, Sent):
                    await outcome(uow)
            await uow.outbox.mark_sent(
                [one for one in outcomes if isinstance(one, Sent)], self._gap
            )
            await uow.commit()
        self._counts.notices.update(uow.outbox.became)
        for each in group:
            _settle(each, None)


def _settle(waiting: _Waiting, error: Exception | None) -> None:
    if waiting.written.done():
        return  # whoever waited was cancelled
    if error is None:
        waiting.written.set_result(None)
    else:
        waiting.written.set_exception(error)
