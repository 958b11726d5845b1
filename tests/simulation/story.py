"""A short morning that has something of everything; for trials that look at every step of it."""

import random
from contextlib import suppress
from datetime import timedelta

from sqlalchemy.exc import DBAPIError

from domain.attendance.model import Status
from tests.simulation.people import School
from tests.simulation.town import TODAY, Town, plan_town
from tests.simulation.world import World, at

ROW = timedelta(minutes=2)


def small_town() -> Town:
    return plan_town(1, 3, 2, two_guardians=0.0, siblings=0.0, own_phones=0.0)


async def live_through(world: World, seed: int) -> None:
    """A mark and its change, one taken away, an absence, a letter, a final mark."""
    chance = random.Random(seed)
    school = School(world.machine, chance)
    town = world.town
    pupils = chance.sample(town.pupils, 3)
    first, second = town.sections

    async def pause() -> None:
        await world.hear()
        await world.until(world.clock() + ROW * chance.random())

    await world.until(at(9, 40))
    school.set_mark(first, TODAY, pupils[0].id, 4)
    await pause()
    school.call_roll(second, TODAY, {pupils[1].id: Status.ABSENT})
    await pause()
    school.set_mark(first, TODAY, pupils[0].id, 5)
    with suppress(DBAPIError):  # whoever wrote it was told that it did not work
        await school.write_letter(1, pupils[:2])
    await pause()
    school.set_finals(first, {pupils[2].id: 5})
    school.set_mark(second, TODAY, pupils[1].id, 3)
    await pause()
    await school.remove_mark(second, TODAY, pupils[1].id)
    await pause()
