"""A storm of final marks, and an absence among them every second."""

import random
from datetime import timedelta

import pytest

from playground.rates import Limits
from tests.simulation.desk import Desk
from tests.simulation.files import Files
from tests.simulation.paces import steady
from tests.simulation.times import most_within, percentile, waits
from tests.simulation.town import TODAY, plan_town
from tests.simulation.world import World, at
from tests.support.trials import is_soak, trials

pytestmark = pytest.mark.simulation

SUBJECTS = 6
# Telegram at its strictest: no burst in a chat, and no more than is published over all.
STRICT = Limits(per_chat=1.0, per_chat_burst=1, overall=30.0, overall_burst=30)


@pytest.mark.parametrize("seed", range(max(1, trials(1) // 4)))
async def test_a_storm(files: Files, seed: int) -> None:
    """At most 30 a second, one a second in a chat, no 429; an absence is told within 5 s."""
    classes = 400 if is_soak() else 12
    town = plan_town(classes, 25, SUBJECTS, two_guardians=0.0, siblings=0.0, own_phones=0.0)
    chance = random.Random(seed)
    with files.copy("storm", town) as path:
        world = World(path, town, seed, begins=at(13), limits=STRICT, pace=steady)
        desk = Desk(world.machine)
        events = await desk.flood(town.pupils, SUBJECTS)
        assert events == classes * 25 * SUBJECTS
        called: set[int] = set()  # whoever leads the class, unless they call the roll
        missing = iter(chance.sample(town.pupils, len(town.pupils)))
        sections = {each.class_id: each for each in town.sections}
        while world.machine.next_due() is not None:
            pupil = next(missing)
            section, leads = sections[pupil.class_id], town.classes[pupil.class_id]
            await desk.miss(section, TODAY, [pupil])
            called |= {town.chat(leads)} - {town.chat(section.teacher_id)}
            await world.wait(timedelta(seconds=1))
        absences = await waits(world, "absence")
        await world.close()
    calls = world.machine.record.calls
    assert {call.outcome for call in calls} == {"done"}, f"seed {seed}: refused"
    assert most_within([call.at for call in calls]) <= 30
    by_chat: dict[int, list[float]] = {}
    for call in calls:
        by_chat.setdefault(call.chat_id, []).append(call.at)
    assert max(map(most_within, by_chat.values())) == 1
    families = {town.chat(guardian) for pupil in town.pupils for guardian in pupil.guardians}
    assert len(families) == len(town.pupils)
    assert set(by_chat) == families | called, "every family was told, and whom it concerns"
    times = [each for of_chat in absences.values() for each in of_chat]
    assert len(times) >= len(town.pupils) / 30 - 1
    assert percentile(times) < 5, f"seed {seed}: {percentile(times)} s"
    # The rate that is allowed is used: nothing waits while there is room.
    assert calls[-1].at - calls[0].at < len(calls) / 30 * 1.1 + 3
