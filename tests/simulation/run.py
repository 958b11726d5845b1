"""One seed of one profile: the world lives, then everything is checked."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from playground.rates import Limits
from tests.simulation.day import Day, Habits
from tests.simulation.invariants import Checker, Figures
from tests.simulation.ledger import Ledger
from tests.simulation.machine import Machine
from tests.simulation.town import TODAY, Town, plan_town
from tests.simulation.truth import Truth
from tests.support.clock import MOSCOW, OwnClock

SETTLING = timedelta(days=5)  # longer than anything may wait: 72 h, and an evening or a night more


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of world."""

    name: str
    classes: int = 2
    per_class: int = 6
    subjects: int = 3
    days: int = 1
    habits: Habits = field(default_factory=Habits)
    faults: Mapping[str, float] = field(default_factory=dict)
    retry_after: tuple[int, int] = (1, 30)
    for_all: float = 0.1
    kills: int = 0
    steps_between_kills: int = 120
    outage_hours: float = 0.0
    limits: Limits | None = None

    def town(self) -> Town:
        return plan_town(self.classes, self.per_class, self.subjects)


class Simulation:
    """`await Simulation(path, profile, seed).run()`; the file holds the profile's town."""

    def __init__(self, path: Path, profile: Profile, seed: int) -> None:
        self.profile, self.seed = profile, seed
        town = profile.town()
        self.clock = OwnClock(datetime.combine(TODAY, time(6, 30), MOSCOW))
        self.truth = Truth(town)
        self.machine = Machine(path, town, self.clock, seed, limits=profile.limits)
        self.ledger = Ledger(self.machine, self.truth)
        self.checker = Checker(self.machine, self.truth, self.ledger)
        self._chance = random.Random(f"{seed}/kills")
        self._kills_left = profile.kills

    async def run(self) -> Figures:
        self._make_trouble()
        try:
            await self._arm()
            for number in range(self.profile.days):
                await self._live_through(number)
            self.machine.telegram.faults.clear()
            self._kills_left = 0
            await self._until(self.clock() + SETTLING)
            return await self.checker.check()
        finally:
            await self.machine.close()

    def _make_trouble(self) -> None:
        faults, profile = self.machine.telegram.faults, self.profile
        if profile.faults:
            faults.at_random(
                self.seed, profile.faults, retry_after=profile.retry_after, for_all=profile.for_all
            )
        if profile.outage_hours:
            begins = self.machine.seconds() + self._chance.uniform(1, 4) * 3600
            faults.outage(begins, begins + profile.outage_hours * 3600)

    async def _live_through(self, number: int) -> None:
        day = TODAY + timedelta(days=number)
        plan = Day(self.machine, self.truth, day, self.seed * 1000 + number, self.profile.habits)
        for deed in plan.deeds:
            await self._until(deed.at)
            done = deed.act()
            if done is not None:
                await done
            await self._hear()
        await self._until(datetime.combine(day, time(23, 30), MOSCOW))

    async def _until(self, moment: datetime) -> None:
        while not await self.machine.run_until(moment):
            await self._revive()
        await self._hear()

    async def _hear(self) -> None:
        """All updates, however often the program dies over them."""
        await self.machine.feed()
        while self.machine.gate.is_dead:
            await self._revive()
            await self.machine.feed()
        if not self.machine.telegram.bot.queue.pending:
            self.truth.note_left()
        await self.ledger.look()

    async def _arm(self) -> None:
        if self._kills_left:
            self.machine.gate.kill_at = self._next_kill()

    async def _revive(self) -> None:
        self._kills_left -= 1
        self.clock.advance(timedelta(seconds=self._chance.uniform(1, 20)))
        await self.machine.restart(self._next_kill() if self._kills_left > 0 else None)

    def _next_kill(self) -> int:
        return self._chance.randint(1, self.profile.steps_between_kills)
