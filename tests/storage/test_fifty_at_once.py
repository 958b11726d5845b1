"""Fifty updates at once from one person, some of them twice: each has its effect once, in turn."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app import App
from domain.marks.value import NOTHING
from handlers.lessons.mark_callbacks import SetMark
from playground.model import CallbackQuery
from storage import tables as t
from storage.database import Database
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.trials import few_or

AT_ONCE = 50


@pytest.fixture(autouse=True)
async def _in_the_end(app: App) -> AsyncIterator[None]:
    yield
    await app.intake.finish(5)


@settings(
    max_examples=few_or(3, soak=500),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
async def test_a_teacher_who_taps_in_all_directions(
    world: World, database: Database, seed: int
) -> None:
    """The journal went from mark to mark, as if the taps had come one after the other."""
    chance = random.Random(seed)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    values = [chance.randint(2, 5) for _ in range(AT_ONCE)]
    before = await _changes(world)
    queries = [_tap(world, teacher, value) for value in values]
    await _deliver_at_once(world, chance)
    assert all(each.answer is not None for each in queries), f"seed {seed}"
    [mark] = await world.rows(select(t.mark))
    changes = (await _changes(world))[len(before) :]
    was = [before[-1]["new_value"] if before else None, *(each["new_value"] for each in changes)]
    assert [each["old_value"] for each in changes] == was[:-1], f"seed {seed}"
    assert mark["value"] == was[-1]
    assert all(one != other for one, other in pairwise(was))
    assert Counter(was[1:]) <= Counter(values), "a tap had its effect twice"
    assert not await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None))), (
        f"seed {seed}: something is left"
    )


def _tap(world: World, teacher: Client, value: int) -> CallbackQuery:
    school = world.school
    data = SetMark(
        lesson_id=school.lesson("algebra", TODAY),
        work_type_id=school.work_types["test"],
        student_id=school["anna"],
        nth=0,
        code=str(value),
        seen=NOTHING,
    ).pack()
    return world.telegram.click(teacher.id, teacher.last["message_id"], data, forged=True)


async def _deliver_at_once(world: World, chance: random.Random) -> None:
    """A request each, as a webhook gets them; some come again before the first is answered."""
    bot, intake = world.app.bot, world.app.intake
    raw = await world.telegram.call(bot.token, "getUpdates", {"timeout": 0, "limit": 100})
    assert len(raw) == AT_ONCE
    sent = [*raw, *chance.sample(raw, chance.randint(0, AT_ONCE))]
    chance.shuffle(sent)
    async with asyncio.timeout(60):
        await asyncio.gather(*(intake.take([each]) for each in sent))
        await intake.settle()
    seen = {"offset": raw[-1]["update_id"] + 1, "timeout": 0}
    await world.telegram.call(bot.token, "getUpdates", seen)


async def _changes(world: World) -> list[dict[str, object]]:
    return await world.rows(select(t.mark_change).order_by(t.mark_change.c.id))
