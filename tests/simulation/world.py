"""Everything that one run is made of, and the passing of time in it."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.pace import Pace
from playground.rates import Limits
from tests.simulation.evenings import Evenings
from tests.simulation.invariants import Checker, Figures
from tests.simulation.ledger import Ledger
from tests.simulation.machine import Machine
from tests.simulation.town import TODAY, Town
from tests.simulation.truth import Truth
from tests.support.clock import MOSCOW, OwnClock

SETTLING = timedelta(days=5)  # longer than anything may wait: 72 h, and an evening or a night more


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """A moment of the day of the run, or of a later one, on the school's clock."""
    return datetime.combine(TODAY + timedelta(days=days), time(hour, minute), MOSCOW)


class World:
    """The program and its Telegram, the truth about rights, the ledger of what is to be told."""

    def __init__(
        self,
        path: Path,
        town: Town,
        seed: int,
        *,
        begins: datetime | None = None,
        kills: Iterator[int] | None = None,
        limits: Limits | None = None,
        pace: Callable[[OwnClock], Pace] | None = None,
    ) -> None:
        self.town = town
        self.clock = OwnClock(begins or at(6, 30))
        self.truth = Truth(town)
        self.machine = Machine(path, town, self.clock, seed, limits=limits, pace=pace)
        self._kills = kills or iter(())
        self.machine.gate.kill_at = next(self._kills, None)
        self.ledger = Ledger(self.machine, self.truth)
        self.evenings = Evenings(self.machine, self.truth, self.ledger)
        self.checker = Checker(self.machine, self.truth, self.ledger)

    async def until(self, moment: datetime) -> None:
        """Everything that leaves before this moment, however often the program dies."""
        while not await self.machine.run_until(moment):
            await self._revive()

    async def wait(self, step: timedelta) -> None:
        await self.until(self.clock() + step)

    async def hear(self) -> None:
        """Every update that Telegram has; what it changed in the journal is to be told now."""
        await self.machine.feed()
        while self.machine.gate.is_dead():
            await self._revive()
            await self.machine.feed()
        if not self.machine.telegram.bot.queue.pending:
            self.truth.note_left()
        await self.ledger.look()
        await self.evenings.look()

    async def end(self, *, unwritten: int = 0) -> Figures:
        """Telegram behaves from now on; all that waits is told, and judged.

        `unwritten`: outcomes that the database may have refused to write down.
        """
        self.machine.telegram.faults.clear()
        self._kills = iter(())
        self.machine.gate.kill_at = None
        await self.hear()
        await self.until(self.clock() + SETTLING)
        await self.hear()
        return await self.checker.check(unwritten)

    def forget(self) -> None:
        """What only the checking remembers; for runs that look at memory instead."""
        self.machine.record.clear()
        self.checker.sendings.clear()
        self.ledger.due.clear()
        self.ledger.begun.clear()

    async def close(self) -> None:
        await self.machine.close()

    async def _revive(self) -> None:
        self.clock.advance(timedelta(seconds=7))
        await self.machine.restart(next(self._kills, None))
