"""Two senders on one outbox: the fence lets each message leave once."""

import asyncio
import random
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot.app import App
from playground.telegram import Telegram
from tests.simulation.desk import Desk
from tests.simulation.files import Files
from tests.simulation.gate import Gate, GatedSession
from tests.simulation.paces import Few
from tests.simulation.town import TODAY, plan_town
from tests.simulation.world import World, at
from tests.support.trials import trials

pytestmark = pytest.mark.simulation


class Wavering(GatedSession):
    """Calls take turns as chance has it, so that the two get in each other's way."""

    def __init__(self, telegram: Telegram, gate: Gate, chance: random.Random) -> None:
        super().__init__(telegram, gate)
        self._chance = chance

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        for _ in range(self._chance.randint(0, 5)):
            await asyncio.sleep(0)
        done = await super().make_request(bot, method, timeout)
        for _ in range(self._chance.randint(0, 5)):
            await asyncio.sleep(0)
        return done


@pytest.mark.parametrize("seed", range(trials(5)))
async def test_two_senders_never_send_one_message_twice(files: Files, seed: int) -> None:
    town = plan_town(2, 8, 3)
    chance = random.Random(seed)
    with files.copy("senders", town) as path:
        world = World(path, town, seed, begins=at(12), pace=lambda _: Few())
        gates = [Gate(), Gate()]
        senders = [
            world.machine.another(gate, Wavering(world.machine.telegram, gate, chance))[1]
            for gate in gates
        ]
        desk = Desk(world.machine)
        for section in town.sections:
            pupils = town.of_class(section.class_id)
            await desk.miss(section, TODAY, chance.sample(pupils, 4))
            await desk.letter(section.class_id, chance.sample(pupils, 3))
            await desk.finals(section, pupils, chance.randint(2, 5))
            await world.hear()
            await _pump_both(world, senders)
            world.clock.advance(timedelta(minutes=chance.randint(1, 40)))
        figures = await world.end()
        for each in senders:
            await each.close()
        await world.close()
    assert figures.repeated == 0, f"seed {seed}"
    shares = [sum(step == "before sendMessage" for step in gate.steps) for gate in gates]
    assert min(shares) > 0, f"seed {seed}: only one of them sent, {shares}"


async def _pump_both(world: World, senders: list[App]) -> None:
    world.machine.is_sending = True
    await asyncio.gather(*(each.sender.pump() for each in senders))
    world.machine.is_sending = False
