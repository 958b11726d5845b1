"""The program on a virtual clock in front of the local Telegram: fed, pumped, killed, restarted."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import Executable

from bot.app import App, build_app
from bot.clockwork import run_due
from bot.intake import NotStored
from bot.pace import Pace, Unpaced
from bot.settings import Settings
from playground.rates import Limits
from playground.record import Record
from playground.telegram import Telegram
from tests.simulation.gate import Gate, GatedDatabase, GatedSession
from tests.simulation.observed import open_chats
from tests.simulation.town import Town
from tests.support.clock import OwnClock

T = TypeVar("T")
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
STUCK = 1_000  # looks that find something due and send nothing
# A chat hears one message at a time; those that were leased together share their lease's number.
_LEASED = "SELECT COUNT(DISTINCT chat_id) FROM notice WHERE state = 'leased'"
_NEXT_DUE = """
    SELECT MIN(MAX(
        CASE state WHEN 'leased' THEN leased_until ELSE due_at END,
        COALESCE((SELECT MAX(until) FROM chat_rest WHERE chat_id IN (0, notice.chat_id)), '')
    )) FROM notice WHERE state IN ('pending', 'leased', 'uncertain')
"""


class Stuck(AssertionError):
    """Something is due and is never sent."""


class Machine:
    """One database, one Telegram, one clock, and one life of the program after another."""

    def __init__(
        self,
        path: Path,
        town: Town,
        clock: OwnClock,
        seed: int,
        *,
        limits: Limits | None = None,
        pace: Callable[[OwnClock], Pace] | None = None,
    ) -> None:
        self.path = path
        self.town = town
        self.clock = clock
        self.telegram = Telegram(self.seconds, self.sleep, limits)
        self.telegram.add_bot(TOKEN)
        self.kills = 0
        self.left_in_flight = 0  # messages whose outcome a killed program took with it
        self.disobeyed = 0  # calls of the sender while it had been told to wait
        self.is_sending = False
        self.tried_at: datetime | None = None  # when the clockwork was last set going
        self.looked_at: datetime | None = None  # the same, and the program lived to its end
        self._seed = seed
        self._pace = pace
        self._onlooker = sqlite3.connect(path, isolation_level=None)
        open_chats(self.telegram, town)
        self.database, self.gate, self.app = self._start(None)

    def seconds(self) -> float:
        return self.clock().timestamp()

    @property
    def record(self) -> Record:
        return self.telegram.keep_record()

    async def sleep(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    def _start(self, kill_at: int | None) -> tuple[GatedDatabase, Gate, App]:
        gate = Gate(kill_at)
        database, app = self.another(gate, GatedSession(self.telegram, gate))
        return database, gate, app

    def another(self, gate: Gate, session: GatedSession) -> tuple[GatedDatabase, App]:
        """One more program on the same database, in front of the same Telegram."""
        database = GatedDatabase(str(self.path), gate)
        app = build_app(
            Settings(_env_file=None, bot_token=TOKEN),
            clock=self.clock,
            session=session,
            database=database,
            pace=self._pace(self.clock) if self._pace else Unpaced(),
            sleep=self.sleep,
        )
        # The spread of retries is decided by the seed like everything else.
        app.sender._leasing._rests._chance.seed(f"{self._seed}/{self.kills}")
        return database, app

    async def restart(self, kill_at: int | None = None) -> None:
        """A new life on the same database; the old one is over, however it ended."""
        self.gate.kill()
        if timer := self.app.intake._register._timer:
            timer.cancel()  # the dead have no plans
        await self.app.close()
        self.database, self.gate, self.app = self._start(kill_at)
        await self.live(self._catch_up)

    async def close(self) -> None:
        self._onlooker.close()
        await self.app.close()

    async def _catch_up(self) -> None:
        await self.app.intake.catch_up()
        await self.app.intake.settle()

    async def live(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T | None:
        """Lets the program work until it is done, or dead: then nothing of it runs on."""
        if self.gate.is_dead():
            return None
        before = asyncio.all_tasks()
        task = asyncio.ensure_future(work())
        ends: set[asyncio.Future[Any]] = {task, self.gate.died}
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if not self.gate.is_dead():
            return task.result()
        if self.gate.is_endless():
            raise Stuck(f"endless at {self.clock()}: {self.gate.steps[-6:]}")
        self.kills += 1
        [(left,)] = self.ask(_LEASED)
        self.left_in_flight += left
        orphans = asyncio.all_tasks() - before
        for each in orphans:
            each.cancel()
        await asyncio.gather(*orphans, return_exceptions=True)
        return None

    async def feed(self) -> None:
        """Every waiting update through the inbox, as long polling takes them."""
        while not self.gate.is_dead() and (raw := self._waiting_updates()):
            try:
                await self.live(partial(self._take, raw))
            except (DBAPIError, NotStored):
                return  # nothing is acknowledged, so that Telegram gives it again
            if not self.gate.is_dead():
                self.telegram.bot.queue.confirm(raw[-1]["update_id"] + 1)

    def _waiting_updates(self) -> list[dict[str, Any]]:
        if self.telegram.faults.is_away():
            return []
        queue = self.telegram.bot.queue
        queue.forget_old()
        return [pending.update for pending in queue.pending.values()][:100]

    async def _take(self, raw: list[dict[str, Any]]) -> None:
        await self.app.intake.take(raw)
        await self.app.intake.settle()

    async def run_jobs(self) -> None:
        """What is due by the clock: evening cards, alarms, forgetting."""
        self.tried_at = self.clock()
        await self.live(lambda: run_due(self.app))
        if not self.gate.is_dead():
            self.looked_at = self.tried_at

    async def pump(self) -> int:
        """What may leave at this moment; 0 as well when it died over it."""
        self.is_sending = True
        before = self.telegram.orders.disobeyed
        try:
            return await self.live(self.app.sender.pump) or 0
        except DBAPIError:
            return 0  # the sender's loop logs it and looks again
        finally:
            self.is_sending = False
            self.disobeyed += self.telegram.orders.disobeyed - before

    async def run_until(self, moment: datetime) -> bool:
        """Sends what becomes due, at its time; False when the program died before."""
        idle = 0
        while not self.gate.is_dead():
            idle = 0 if await self.pump() else idle + 1
            if self.gate.is_dead():
                return False
            following = self._next_look(moment)
            if following is None:
                self.clock.now = max(self.clock.now, moment)
                return True
            if idle > STUCK:
                raise Stuck(f"due at {self.clock()} and not sent")
            self.clock.now = following
        return False

    def _next_look(self, moment: datetime) -> datetime | None:
        """When the sender looks next, as its loop does; None: not before `moment`."""
        now, sender = self.clock(), self.app.sender
        if not sender._leasing.is_more:  # it knows without a look at thousands of rows
            due = self.next_due()
            if due is None or due >= moment:
                return None
            if due > now:
                return due
        wait = timedelta(seconds=sender._seconds_to_next())
        following = now + max(wait, timedelta(milliseconds=1))
        return following if following < moment else None

    def next_due(self) -> datetime | None:
        """Of what waits, the first that neither rests nor is held; asked of the tables."""
        [(found,)] = self.ask(_NEXT_DUE)
        return None if found is None else datetime.fromisoformat(found).replace(tzinfo=UTC)

    def ask(self, statement: str) -> list[Any]:
        """A question past the program, and past SQLAlchemy: this one is asked often."""
        return self._onlooker.execute(statement).fetchall()

    def change(self, *statements: Executable) -> None:
        """What somebody else commits: an import, say. The program does not take part."""
        engine = create_engine(f"sqlite:///{self.path}", poolclass=NullPool)
        with engine.begin() as connection:
            for each in statements:
                connection.execute(each)

    async def rows(self, statement: Any) -> list[Any]:
        async with self.app.database.read(self.clock()) as uow:
            return list((await uow.connection.execute(statement)).all())
