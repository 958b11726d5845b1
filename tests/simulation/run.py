"""One seed of one profile: people live through their days, then everything is checked."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from playground.rates import Limits
from tests.simulation.day import Day, Habits
from tests.simulation.invariants import Figures
from tests.simulation.town import TODAY, Town, plan_town
from tests.simulation.world import World, at


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of world."""

    name: str
    classes: int = 2
    per_class: int = 3
    subjects: int = 2
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
        self._chance = random.Random(f"{seed}/trouble")
        self.world = World(path, profile.town(), seed, kills=self._kills(), limits=profile.limits)

    async def run(self) -> Figures:
        self._make_trouble()
        try:
            for number in range(self.profile.days):
                await self.live_through(number)
            return await self.world.end()
        finally:
            await self.world.close()

    async def live_through(self, number: int) -> None:
        """One of the days, to its late evening."""
        world = self.world
        day = TODAY + timedelta(days=number)
        seed = self.seed * 1000 + number
        for deed in Day(world.machine, world.truth, day, seed, self.profile.habits).deeds:
            await world.until(deed.at)
            done = deed.act()
            if done is not None:
                await done
            await world.hear()
        await world.until(at(23, 30, days=number))

    def _kills(self) -> Iterator[int]:
        for _ in range(self.profile.kills):
            yield self._chance.randint(1, self.profile.steps_between_kills)

    def _make_trouble(self) -> None:
        telegram, profile = self.world.machine.telegram, self.profile
        if profile.faults:
            telegram.faults.at_random(
                self.seed, profile.faults, retry_after=profile.retry_after, for_all=profile.for_all
            )
        if profile.outage_hours:
            begins = telegram.clock() + self._chance.uniform(1, 4) * 3600
            telegram.faults.outage(begins, begins + profile.outage_hours * 3600)
