"""`python -m tests.simulation [--profile NAME] [--seed N] [--seeds COUNT] [--verbose]`."""

import argparse
import asyncio
import logging
import sys
import time
import traceback

from tests.simulation.files import temporary_files
from tests.simulation.profiles import PROFILES
from tests.simulation.run import Simulation


async def run(name: str, first: int, count: int) -> int:
    """Runs seeds one after the other; 1 when any failed."""
    profile = PROFILES[name]
    failed = 0
    with temporary_files() as files:
        for seed in range(first, first + count):
            began = time.process_time()
            with files.copy(name, profile.town()) as path:
                try:
                    figures = await Simulation(path, profile, seed).run()
                except Exception as error:  # noqa: BLE001 - a seed that fails is shown, the next one runs
                    failed = 1
                    trace = "" if isinstance(error, AssertionError) else traceback.format_exc()
                    print(f"seed {seed} of {name} FAILED\n{error}\n{trace}")
                else:
                    print(f"seed {seed} of {name}: {figures}, {time.process_time() - began:.2f} s")
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--profile", choices=PROFILES, default="everything")
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--verbose", action="store_true", help="with the log of the program")
    chosen = parser.parse_args()
    level = logging.DEBUG if chosen.verbose else logging.CRITICAL
    logging.basicConfig(level=level, format="%(name)s %(message)s")
    return asyncio.run(run(chosen.profile, chosen.seed, chosen.seeds))


if __name__ == "__main__":
    sys.exit(main())
