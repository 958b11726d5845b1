"""One chat told to wait for hours; Telegram away for most of a day."""

import random
from datetime import timedelta
from itertools import chain

import pytest

from tests.simulation.desk import Desk
from tests.simulation.files import Files
from tests.simulation.paces import steady
from tests.simulation.times import percentile, waits
from tests.simulation.town import TODAY, plan_town
from tests.simulation.world import World, at
from tests.support.trials import is_soak, trials

pytestmark = pytest.mark.simulation

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("seed", range(trials(3)))
async def test_a_chat_told_to_wait_keeps_nobody_else(files: Files, seed: int) -> None:
    """`retry_after` up to 10 000 s in one chat: the others' p99 stays under 10 s."""
    chance = random.Random(seed)
    town = plan_town(1, 12, 2, two_guardians=0.0, siblings=0.0, own_phones=0.0)
    with files.copy("waits", town) as path:
        world = World(path, town, seed, begins=at(9), pace=steady)
        desk = Desk(world.machine)
        waiting = chance.choice(town.pupils)
        chat = town.chat(waiting.guardians[0])
        seconds = chance.randint(1_000, 10_000)
        world.machine.telegram.faults.add(
            "too_many_requests", chat_id=chat, retry_after=seconds, scope="chat"
        )
        for _ in range(60):
            others = chance.sample([each for each in town.pupils if each != waiting], 2)
            await desk.letter(1, [waiting, *others])
            await world.hear()
            await world.wait(MINUTE * chance.uniform(0.2, 3))
        await world.end()
        times = await waits(world, "message")
        held = times.pop(chat)
        await world.close()
    assert percentile(chain.from_iterable(times.values())) < 10, f"seed {seed}"
    assert seconds <= max(held) < seconds + 70, f"seed {seed}: told as soon as it may be"
    assert world.machine.disobeyed == 0
    assert sum(call.chat_id == chat for call in world.machine.record.calls) == len(held) + 1


@pytest.mark.parametrize("seed", range(trials(1)))
async def test_telegram_away_for_most_of_a_day(files: Files, seed: int) -> None:
    """What matters most is told first, and every final mark within the day."""
    hours = 23 if is_soak() else 3
    town = plan_town(4, 8, 2, siblings=0.0, own_phones=0.0)
    with files.copy("away", town) as path:
        world = World(path, town, seed, begins=at(10), pace=steady)
        back = world.clock() + timedelta(hours=hours)
        world.machine.telegram.faults.outage(world.machine.seconds(), back.timestamp())
        await _write_while_away(world, random.Random(seed))
        await world.until(back + timedelta(minutes=30))
        told = [_kind_of(each.text) for each in world.checker.sendings]
        final_marks = await waits(world, "final_mark")
        await world.end()
        await world.close()
    assert told == sorted(told), f"seed {seed}: {told}"
    assert set(told) == {0, 1, 2, 3}
    assert len(final_marks) == len(world.truth.chats_of_class(2))
    assert max(map(max, final_marks.values())) < 24 * 3600, f"seed {seed}"


async def _write_while_away(world: World, chance: random.Random) -> None:
    """Each class has its own kind of news, so that each chat has one."""
    town, desk = world.town, Desk(world.machine)
    of_class = {number: town.of_class(number) for number in town.classes}
    sections = {each.class_id: each for each in town.sections}
    for pupil in of_class[4]:
        await desk.mark(sections[4], TODAY, pupil, chance.randint(2, 5))
    await desk.letter(3, of_class[3])
    await world.wait(MINUTE * chance.randint(1, 30))
    await desk.finals(sections[2], of_class[2])
    await world.hear()
    await world.wait(MINUTE * chance.randint(30, 120))
    await desk.miss(sections[1], TODAY, of_class[1])
    await world.hear()


def _kind_of(text: str) -> int:
    """By importance."""
    for number, sign in enumerate(("урок:", "четверть", "Письмо")):
        if sign in text:
            return number
    return 3
