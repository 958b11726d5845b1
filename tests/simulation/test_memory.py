"""A week of days: the program does not grow with what it has seen."""

import gc

import psutil
import pytest

from tests.simulation.files import Files
from tests.simulation.profiles import PROFILES
from tests.simulation.run import Simulation

pytestmark = pytest.mark.simulation


@pytest.mark.usefixtures("only_in_soak")
async def test_seven_days_in_one_life(files: Files) -> None:
    """From the evening of the second day to that of the last the memory grows by less than 5 %."""
    profile = PROFILES["week"]
    with files.copy("week", profile.town()) as path:
        simulation = Simulation(path, profile, 1)
        taken = []
        for number in range(profile.days):
            await simulation.live_through(number)
            simulation.world.forget()
            gc.collect()
            taken.append(psutil.Process().memory_info().rss)
        await simulation.world.close()
    assert taken[-1] < taken[1] * 1.05, [f"{each / 2**20:.1f} MiB" for each in taken]
