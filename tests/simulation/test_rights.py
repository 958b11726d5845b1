"""Rights that end before a notice is sent; chats that cannot be reached."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from handlers.binding.callbacks import EndBinding
from storage import tables as t
from tests.simulation.desk import Desk
from tests.simulation.files import Files
from tests.simulation.people import Family, School
from tests.simulation.town import TODAY, Pupil, plan_town
from tests.simulation.world import World, at
from tests.support.trials import trials

pytestmark = pytest.mark.simulation

PUPILS = 50
WAYS = ("leaves", "is disowned", "guardianship ends", "person leaves", "pupil leaves")


@pytest.mark.parametrize("seed", range(trials(100) // PUPILS))
async def test_nothing_leaks_once_the_right_is_over(files: Files, seed: int) -> None:
    """The chat is told nothing more of the pupil; the rest of the family and the moved are."""
    town = plan_town(2, PUPILS // 2, 3, two_guardians=1.0, siblings=0.0, own_phones=0.0)
    chance = random.Random(seed)
    with files.copy("rights", town) as path:
        world = World(path, town, seed, begins=at(13))
        await _write_everything(world, Desk(world.machine), chance)
        await world.hear()
        ended = []
        for pupil in town.pupils:
            way = chance.choice((*WAYS, "moves"))
            if way == "moves":
                School(world.machine, chance).move(world.truth, pupil, 3 - pupil.class_id, TODAY)
            else:
                ended.append(await _end_right(world, chance, pupil, way))
        await world.hear()
        await world.end()  # I2 is asked of every message
        for chat, pupil in ended:
            named = [each.text for each in world.checker.sendings if each.call.chat_id == chat]
            assert not any(pupil.name in text for text in named), f"seed {seed}: {chat} {named}"
        reached = {each.call.chat_id for each in world.checker.sendings}
        expected = {chat for pupil in town.pupils for chat in world.truth.chats_of(pupil.id)}
        await world.close()
    assert reached == expected


async def _write_everything(world: World, desk: Desk, chance: random.Random) -> None:
    town = world.town
    for class_id in town.classes:
        pupils = town.of_class(class_id)
        first, second, third = (each for each in town.sections if each.class_id == class_id)
        await desk.miss(first, TODAY, pupils)
        await desk.finals(second, pupils, chance.randint(2, 5))
        await desk.letter(class_id, pupils)
        for pupil in pupils:
            await desk.mark(third, TODAY, pupil, chance.randint(2, 5))


async def _end_right(
    world: World, chance: random.Random, pupil: Pupil, way: str
) -> tuple[int, Pupil]:
    """One guardian's, or with the pupil's leaving everybody's; the chat looked at."""
    truth, school = world.truth, School(world.machine, chance)
    guardian = chance.choice(pupil.guardians)
    chat = world.town.chat(guardian)
    if way == "leaves":
        Family(world.machine, chance, chat).leave()
        truth.leaving.add(chat)
    elif way == "is disowned":
        [row] = await world.machine.rows(select(t.binding.c.id).where(t.binding.c.chat_id == chat))
        school.press(world.town.classes[pupil.class_id], EndBinding(binding_id=row.id))
        truth.leaving.add(chat)
    elif way == "guardianship ends":
        school.end_guardianship(truth, guardian, pupil)
    elif way == "person leaves":
        world.machine.change(
            update(t.person).where(t.person.c.id == guardian).values(is_active=False)
        )
        truth.leave_school(guardian)
    else:
        school.leave_school(truth, pupil)
    return chat, pupil


@pytest.mark.parametrize("seed", range(trials(5)))
async def test_who_cannot_be_reached_is_tried_once(files: Files, seed: int) -> None:
    """20 % blocked or gone: one attempt each, the other guardian is told, the reason is kept."""
    town = plan_town(2, 8, 3, two_guardians=1.0, siblings=0.0, own_phones=0.0)
    chance = random.Random(seed)
    with files.copy("unreachable", town) as path:
        world = World(path, town, seed, begins=at(12))
        telegram, desk = world.machine.telegram, Desk(world.machine)
        guardians = [each for pupil in town.pupils for each in pupil.guardians]
        lost = {town.chat(each) for each in chance.sample(guardians, len(guardians) // 5)}
        for chat in sorted(lost):
            if chance.random() < 0.5:
                telegram.block(chat)
                telegram.bot.queue.clear()  # the update that tells of it does not come
            else:
                telegram.delete_account(chat)
        for _ in range(2):  # what comes later is not even tried
            await _write_everything(world, desk, chance)
            await world.hear()
            await world.wait(timedelta(hours=1))
        await world.end()
        states = await world.machine.rows(
            select(t.notice.c.chat_id, t.notice.c.state, t.notice.c.reason)
        )
        await world.close()
    for chat in {town.chat(each) for each in guardians}:
        tried = [call.outcome for call in world.machine.record.calls if call.chat_id == chat]
        assert (tried == ["403"]) if chat in lost else set(tried) == {"done"}, f"seed {seed}"
    reasons = {row.reason for row in states if row.chat_id in lost and row.state == "suppressed"}
    assert reasons <= {"blocked", "no_chat", "unreachable"}
    assert {row.state for row in states if row.chat_id in lost} <= {"suppressed", "superseded"}
    assert {row.state for row in states if row.chat_id not in lost} <= {"sent", "superseded"}
