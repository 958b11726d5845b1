"""Killed at each step, before and after every commit and every call: nothing is lost.

What is left of a killed program is what it had committed and what Telegram had performed. (A real
process under `kill -9` is another trial; this one names the step.)
"""

import itertools
from collections.abc import Iterator

import pytest

from bot.pace import Pace, Unpaced
from tests.simulation.desk import Desk
from tests.simulation.files import Files
from tests.simulation.invariants import Figures
from tests.simulation.paces import OneByOne
from tests.simulation.story import live_through, small_town
from tests.simulation.town import plan_town
from tests.simulation.world import World, at
from tests.support.trials import is_soak, trials

pytestmark = pytest.mark.simulation


async def live(
    files: Files, seed: int, *kills: int, pace: type[Pace] = Unpaced
) -> tuple[Figures, list[str]]:
    """The story with the program killed at these steps of its lives; the steps of the first."""
    town = small_town()
    with files.copy("story", town) as path:
        world = World(path, town, seed, kills=iter(kills), pace=lambda _: pace())
        first = world.machine.gate
        try:
            await live_through(world, seed)
            steps = list(first.steps)
            return await world.end(), steps
        finally:
            await world.close()


@pytest.mark.parametrize("seed", range(trials(1)))
async def test_killed_at_each_step(files: Files, seed: int) -> None:
    calm, steps = await live(files, seed, pace=OneByOne)
    assert calm.repeated == 0
    assert {"before a commit", "after a commit", "before sendMessage"} <= set(steps)
    for number, name in _chosen(steps):
        try:
            figures, _ = await live(files, seed, number, pace=OneByOne)
        except AssertionError as error:
            pytest.fail(f"seed {seed}, killed at step {number}, {name}: {error}", pytrace=False)
        assert figures.kills == 1
        assert figures.repeated <= 1, f"seed {seed}, step {number}, {name}"
        assert figures.events >= calm.events - 1, "no more than the letter was not written"


def _chosen(steps: list[str]) -> Iterator[tuple[int, str]]:
    """Every step in a soak; else a few of each name, from its first to its last."""
    of_name: dict[str, list[int]] = {}
    for number, name in enumerate(steps, start=1):
        of_name.setdefault(name, []).append(number)
    for name, numbers in of_name.items():
        for number in numbers if is_soak() else numbers[:: max(1, len(numbers) // 3)]:
            yield number, name


@pytest.mark.parametrize("seed", range(trials(5)))
async def test_killed_again_and_again(files: Files, seed: int) -> None:
    """Each life ends soon, the later ones in the middle of making up for the earlier ones."""
    lives = itertools.islice(itertools.cycle((7 + seed % 5, 3, 11, 5, 2)), 12)
    figures, _ = await live(files, seed, *lives)
    assert figures.kills == 12


async def test_a_kill_takes_the_outcome_of_every_message_under_way(files: Files) -> None:
    """The bound of what may be repeated: three were leased together, one for each family."""
    town = plan_town(1, 3, 1, two_guardians=0.0, siblings=0.0, own_phones=0.0)
    with files.copy("three", town) as path:
        world = World(path, town, seed=1, begins=at(12))
        [class_id] = town.classes
        await Desk(world.machine).letter(class_id, town.pupils)
        gate = world.machine.gate
        gate.kill_at = len(gate.steps) + 3  # past the commit that leases, at the first call
        await world.machine.pump()
        await world.close()
    assert gate.steps[-1] == "before sendMessage"
    assert world.machine.left_in_flight == 3
