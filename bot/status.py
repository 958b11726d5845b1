"""`/healthz` and `/metrics` for whoever watches the bot, on METRICS_PORT of 127.0.0.1 alone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from aiohttp import web

from bot.clock import Clock
from bot.counts import Counts
from bot.health import Duties, Waiting, health
from storage.database import Database
from storage.gauges import Fate

_log = logging.getLogger(__name__)

_HOST = "127.0.0.1"
_ANSWER_SECONDS = 5.0  # in which the database has to answer
_STOP_SECONDS = 1.0
_WAITING_KEPT = timedelta(seconds=5)
_WEEK_KEPT = timedelta(minutes=1)  # all notices of a week are counted for it

T = TypeVar("T")


class _Kept(Generic[T]):
    """What was read lately is not read again: whoever asks often costs the database little."""

    def __init__(self, read: Callable[[datetime], Awaitable[T]], kept: timedelta) -> None:
        self._read = read
        self._kept = kept
        self._found: tuple[datetime, T] | None = None
        self._turn = asyncio.Lock()

    async def get(self, now: datetime) -> T:
        async with self._turn:
            if self._found is None or now - self._found[0] >= self._kept:
                self._found = (now, await self._read(now))
            return self._found[1]


class Status:
    """Asked by monitoring every few seconds; asks the database less often."""

    def __init__(self, database: Database, counts: Counts, clock: Clock, duties: Duties) -> None:
        self._database = database
        self._counts = counts
        self._clock = clock
        self._duties = duties
        self._waiting = _Kept(self._read_waiting, _WAITING_KEPT)
        self._week = _Kept(self._read_week, _WEEK_KEPT)

    async def serve(self, port: int) -> None:
        """Listens until cancelled."""
        application = web.Application()
        application.router.add_get("/healthz", self.healthz)
        application.router.add_get("/metrics", self.metrics)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=_STOP_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, _HOST, port).start()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def healthz(self, _request: web.Request) -> web.Response:
        """200 when all is well, 503 with the problems when it is not."""
        now = self._clock()
        waiting = await self._if_possible(self._waiting, now)
        found = health(self._duties, self._counts, waiting, now)
        return web.json_response(found, status=503 if found["problems"] else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Prometheus' text. What the database does not tell is left out of it."""
        from bot.metrics import CONTENT_TYPE, render  # loads a library that nobody else needs

        now = self._clock()
        waiting = await self._if_possible(self._waiting, now)
        week = await self._if_possible(self._week, now)
        text = render(self._counts, waiting, week, now)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE})

    async def _if_possible(self, kept: _Kept[T], now: datetime) -> T | None:
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                return await kept.get(now)
        except Exception as error:  # noqa: BLE001 - told to whoever asks
            _log.warning("the database does not answer: %s", type(error).__name__)
            return None

    async def _read_waiting(self, now: datetime) -> Waiting:
        async with self._database.read(now) as uow:
            updates, since = await uow.gauges.updates_waiting()
            return Waiting(await uow.gauges.depth(), updates, since)

    async def _read_week(self, now: datetime) -> list[Fate]:
        # On a thread of its own: SQLite would hold up everybody for a week's rows.
        async with self._database.bulk(now) as uow:
            return await uow.gauges.week()
