"""Virtual days by chance: I1 to I4 hold whatever Telegram does, and however the program ends."""

import pytest

from tests.simulation.files import Files
from tests.simulation.invariants import Figures
from tests.simulation.profiles import PROFILES
from tests.simulation.run import Simulation
from tests.support.trials import trials

pytestmark = pytest.mark.simulation


async def live(files: Files, name: str, seed: int) -> Figures:
    profile = PROFILES[name]
    with files.copy(name, profile.town()) as path:
        try:
            return await Simulation(path, profile, seed).run()
        except AssertionError as error:
            pytest.fail(
                f"{error}\n\nAgain: python -m tests.simulation --profile {name} --seed {seed}",
                pytrace=False,
            )


@pytest.mark.parametrize("seed", range(1, trials(50) + 1))
async def test_a_day_of_faults(files: Files, seed: int) -> None:
    await live(files, "faults", seed)


@pytest.mark.parametrize("seed", range(1, trials(5) + 1))
async def test_a_day_of_faults_kills_and_an_outage(files: Files, seed: int) -> None:
    figures = await live(files, "everything", seed)
    assert figures.kills


async def test_a_calm_day_repeats_nothing(files: Files) -> None:
    figures = await live(files, "calm", 1)
    assert figures.events >= 10
    assert (figures.repeated, figures.lost, figures.disobeyed) == (0, 0, 0)


async def test_the_same_seed_is_the_same_day(files: Files) -> None:
    assert await live(files, "everything", 3) == await live(files, "everything", 3)
